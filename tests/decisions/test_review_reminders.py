"""Reviews that are due: who is told and when, and what stands in my work until the review is held and public."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from decisions_log import tasks
from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from people import tasks as post
from people.models import Notification, User
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
DUE, OVERDUE = "A review of a decision is due", "A review of a decision is overdue"


def work_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    with override("en"):
        return client.get(reverse("workspace:home")).content.decode()


def told_on(day: datetime.date) -> list[tuple[str, list[str]]]:
    """What the schedule sends on that day, run twice."""
    mail.outbox.clear()
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(12), datetime.UTC), tick=False):
        tasks.remind_of_reviews()
        tasks.remind_of_reviews()
        post.deliver_outbox()
    return sorted((message.subject, message.to) for message in mail.outbox)


@pytest.fixture
def decision() -> Decision:
    """Decided long ago: nobody waits for anything else by e-mail."""
    made = factories.decided()
    Notification.objects.all().delete()
    mail.outbox.clear()
    post.deliver_outbox()
    return made


def test_who_may_hold_the_review_is_reminded_four_times(decision: Decision) -> None:
    colleague = factories.join(decision.group, "colleague@example.wales", factories.REGIONAL).user
    post.deliver_outbox()
    people = (factories.convener(decision.group), decision.group.mission.lead, colleague)
    holding = sorted([person.email] for person in people)
    found = {days: told_on(decision.review_on - days * DAY) for days in (31, 30, 29, 8, 7, 6, 1, 0, -1, -2, -40)}
    expected = {30: DUE, 7: DUE, 0: DUE, -1: OVERDUE}
    assert found == {days: [(expected[days], to) for to in holding] if days in expected else [] for days in found}


def test_a_job_that_ran_late_tells_once_and_what_was_reviewed_meanwhile_is_not_told(decision: Decision) -> None:
    assert {subject for subject, _to in told_on(decision.review_on - 3 * DAY)} == {DUE}
    with time_machine.travel(decision.review_on + DAY):
        tasks.remind_of_reviews()
        review = factories.reviewed(decision)
        by = factories.convener(decision.group)
        decisions.transition(decision=review.decision, action="confirm", by=by, reason="test")
        mail.outbox.clear()
        post.deliver_outbox()
        assert [message.subject for message in mail.outbox if message.subject == OVERDUE] == []
    assert told_on(decision.review_on + 2 * DAY) == []


def test_the_message_says_when_and_nothing_confidential(decision: Decision) -> None:
    told_on(decision.review_on)
    sent = str(mail.outbox[0].body)
    assert "The review date of the decision is:" in sent
    assert str(decision.uuid) in sent
    assert decision.title_en not in sent


def test_my_work_leads_from_the_due_review_to_its_publication(decision: Decision) -> None:
    factories.publish(decision.group.mission)
    factories.publish(decision)
    convener, member = factories.convener(decision.group), factories.member(decision.group)
    assert "Review the decision" not in work_of(convener)
    with time_machine.travel(datetime.datetime.combine(decision.review_on + DAY, datetime.time(12), datetime.UTC)):
        for user in (convener, decision.group.mission.lead):
            work = work_of(user)
            assert "Review the decision" in work
            assert "Overdue since" in work
        review = factories.reviewed(decision, "review_again", next_review_on=timezone.localdate() + 200 * DAY)
        work = work_of(convener)
        assert "Review the decision" not in work
        assert f"reviews/{review.uuid}/" in work
        assert f"reviews/{review.uuid}/" not in work_of(member)
        decisions.transition(decision=review.decision, action="confirm", by=convener, reason="test")
        work = work_of(convener)
        assert "Ask for publication of the review" in work
        assert f"reviews/{review.uuid}/" not in work
        assert "Ask for publication of the review" not in work_of(member)
        factories.publish(review)
        assert "Ask for publication of the review" not in work_of(convener)
