"""What people of a group are told of, when the schedule runs, and when what they would be told is no longer so."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from decisions_log.services import decision as decisions
from people import tasks as post
from people.models import Delivery, LeftOut, Notification, User
from people.notifications import Kind, choose
from publication import requests
from taskgroups import tasks
from taskgroups.models import Answer, ChallengePosition, Commitment, CommitmentState, MembershipRole, TaskGroup
from taskgroups.notifications import (
    ANSWER_WAITS,
    CHAIR_TAKEN,
    COMMITMENT_DUE,
    COMMITMENT_OVERDUE,
    MEMBERSHIP_ENDED,
    MEMBERSHIP_STARTED,
    POSITION_AGREED,
    REOPENED,
    STAGE_CHANGED,
)
from taskgroups.services import (
    commitment as commitments,
    group as groups,
    membership as memberships,
    position as positions,
)
from tests import factories
from tests.factories import LOCAL, body, convener, defining_group, group, join, person, sign_position, write_position

pytestmark = pytest.mark.django_db

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
CANARY = "KANARI"


@pytest.fixture
def canaries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text that the factories write holds a canary."""
    both = factories.both
    monkeypatch.setattr(factories, "both", lambda name, text=None: both(name, f"{CANARY} {text or name}"))


def speaker(of: TaskGroup, slug: str = LOCAL) -> User:
    return of.memberships.current().get(organisation__slug=slug).user


def told(kind: Kind) -> set[User]:
    """Who waits to be told, or was."""
    return {each.person for each in Notification.objects.filter(kind=kind.name, left_out="").select_related("person")}


def forget() -> None:
    """What was told on the way to a state is no part of a test."""
    post.deliver_outbox()
    Notification.objects.all().delete()
    mail.outbox.clear()


def written(of: TaskGroup) -> ChallengePosition:
    write_position(of.position)
    of.position.refresh_from_db()
    return of.position


def subjects(to: User) -> list[str]:
    return [str(message.subject) for message in mail.outbox if message.to == [to.email]]


def morning_after(hours: int = 0) -> datetime.datetime:
    return timezone.now() + DAY + hours * HOUR


def test_joining_leaving_and_the_chair_are_told_to_whom_they_concern() -> None:
    made = group()
    assert told(CHAIR_TAKEN) == {convener(made)}
    assert told(MEMBERSHIP_STARTED) == {speaker(made), speaker(made, factories.NATIONAL)}
    forget()
    successor = made.memberships.get(organisation__slug=LOCAL)
    former = made.memberships.get(role=MembershipRole.CONVENER)
    memberships.hand_over_chair(membership=former, successor=successor, by=former.user, reason="test")
    assert told(CHAIR_TAKEN) == {successor.user}
    memberships.leave(membership=former, by=former.user, reason="test")
    assert told(MEMBERSHIP_ENDED) == set()


@pytest.mark.usefixtures("canaries")
def test_whose_membership_ended_is_told_only_that_with_the_public_address() -> None:
    made = group()
    leaving = made.memberships.get(organisation__slug=LOCAL)
    forget()
    new = person("new@example.wales")
    memberships.replace_representative(membership=leaving, user=new, by=made.mission.lead, reason="test")
    post.deliver_outbox()
    [farewell] = [message for message in mail.outbox if message.to == [leaving.user.email]]
    assert farewell.subject == "Your membership of a task group has ended"
    assert "/workspace/" not in farewell.body
    assert str(made.uuid) not in farewell.body
    assert subjects(new) == ["You were added to a task group"]
    assert CANARY not in "".join(f"{message.subject}{message.body}" for message in mail.outbox)


@pytest.mark.usefixtures("canaries")
def test_no_e_mail_of_a_whole_story_says_a_name_or_a_word_of_a_draft() -> None:
    made = defining_group()
    for member in made.memberships.select_related("user"):
        choose(person=member.user, deliveries={POSITION_AGREED.name: Delivery.DAILY})
    sign_position(written(made))
    post.deliver_outbox()
    made = groups.transition(group=made, action="agree_position", by=made.mission.lead, reason=CANARY)
    factories.publisher()
    request = requests.request_publication(record=made.position, by=convener(made))
    post.deliver_outbox()
    factories.approve(request)
    factories.move_to(factories.complete(factories.draft_decision(made)), "proposed")
    post.deliver_outbox()
    post.send_digests()
    post.deliver_outbox()
    sent = "\n".join(f"{message.subject}\n{message.body}" for message in mail.outbox)
    for subject in ("You were added", "A publication waits", "was approved", "agreed its challenge position"):
        assert subject in sent, subject
    for name in (CANARY, body().name_en, body().name_cy, made.position.reference, *(made.slug_en, made.slug_cy)):
        assert str(name) not in sent


def test_who_came_back_before_the_e_mail_was_sent_is_not_told_that_they_left() -> None:
    made = group()
    leaving = made.memberships.get(organisation__slug=LOCAL)
    forget()
    memberships.end_membership(membership=leaving, by=made.mission.lead, reason="test")
    join(made, leaving.user.email, LOCAL)
    post.deliver_outbox()
    assert subjects(leaving.user) == ["You were added to a task group"]


def test_stages_the_agreement_and_reopening_are_told_to_all_but_who_did_it() -> None:
    made = group()
    everybody = {membership.user for membership in made.memberships.all()} | {made.mission.lead}
    made = groups.transition(group=made, action="start_defining", by=convener(made), reason="test")
    assert told(STAGE_CHANGED) == everybody - {convener(made)}
    written(made)
    sign_position(made.position)
    made = groups.transition(group=made, action="agree_position", by=convener(made), reason="test")
    assert told(POSITION_AGREED) == everybody - {convener(made)}
    made = groups.transition(group=made, action="reopen", by=made.mission.lead, reason="test")
    assert told(REOPENED) == everybody - {made.mission.lead}
    post.deliver_outbox()
    assert "One of your task groups agreed its challenge position" not in subjects(speaker(made))
    assert Notification.objects.filter(kind=POSITION_AGREED.name, left_out=LeftOut.PAST).exists()


def test_a_text_that_rests_asks_each_body_once_however_often_the_job_runs() -> None:
    made = defining_group()
    assert tasks.remind_of_answers() == 0
    position = written(made)
    forget()
    assert tasks.remind_of_answers() == 0  # it was saved a moment ago
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert [tasks.remind_of_answers(), tasks.remind_of_answers()] == [4, 0]
    positions.answer(position=position, version=position.version, answer=Answer.SIGN_OFF, by=speaker(made))
    with time_machine.travel(morning_after()):
        assert tasks.remind_of_answers() == 0
        post.send_digests()
        post.deliver_outbox()
    assert subjects(speaker(made)) == []
    [digest] = [message for message in mail.outbox if message.to == [convener(made).email]]
    assert reverse("workspace:position", args=[position.uuid]) + "#answer" in digest.body


def test_a_text_that_changes_after_a_sign_off_asks_again_but_not_at_every_save() -> None:
    made = defining_group()
    position = written(made)
    sign_position(position)
    choose(person=speaker(made), deliveries={ANSWER_WAITS.name: Delivery.AT_ONCE})
    forget()
    with time_machine.travel(morning_after()):
        write_position(position, "Another")  # eight saves
        assert tasks.remind_of_answers() == 0
    with time_machine.travel(morning_after(2)):
        assert tasks.remind_of_answers() == 4
        post.deliver_outbox()
    assert subjects(speaker(made)) == ["A challenge position waits for your body's answer"]


def test_an_answer_that_can_no_longer_be_given_is_not_asked_for() -> None:
    made = defining_group()
    written(made)
    forget()
    with time_machine.travel(timezone.now() + 2 * HOUR):
        assert tasks.remind_of_answers() == 4
        texts = [f"{name}_{code}" for name in ("aim", "result", "learning", "successor") for code in ("en", "cy")]
        groups.report_closing(group=made, by=convener(made), reason="test", **dict.fromkeys(texts, "text"))
        groups.transition(group=made, action="abandon", by=convener(made), reason="test")
    with time_machine.travel(morning_after()):
        assert tasks.remind_of_answers() == 0
        post.send_digests()
        post.deliver_outbox()
    assert set(Notification.objects.filter(kind=ANSWER_WAITS.name).values_list("left_out", flat=True)) == {LeftOut.PAST}


@pytest.fixture
def promised() -> Commitment:
    """What the local body will do, in twenty days."""
    made = defining_group()
    forget()
    return commitments.commit(
        group=made,
        organisation=body(),
        due_on=timezone.localdate() + 20 * DAY,
        by=convener(made),
        reason="test",
        **factories.both("what", f"{CANARY} deed"),
    )


def noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)


def test_a_commitment_is_told_a_week_before_and_when_it_is_overdue_once_each(promised: Commitment) -> None:
    numbers = {}
    for days in range(-9, 4):
        with time_machine.travel(noon(promised.due_on + days * DAY)):
            numbers[days] = tasks.remind_of_commitments() + tasks.remind_of_commitments()
            post.send_digests()
            post.deliver_outbox()
    assert {days for days, number in numbers.items() if number} == {-7, 1}
    assert told(COMMITMENT_DUE) == told(COMMITMENT_OVERDUE) == {speaker(promised.group)}
    assert subjects(speaker(promised.group)) == [
        "Your daily digest: 1 notification",
        "A commitment of your body is overdue",
    ]
    assert CANARY not in "".join(str(message.body) for message in mail.outbox)


def settled(commitment: Commitment) -> None:
    commitments.settle(
        commitment=commitment, state=CommitmentState.DONE, note="", by=convener(commitment.group), reason="test"
    )


def speaker_gone(commitment: Commitment) -> None:
    leaving = commitment.group.memberships.get(organisation=commitment.organisation)
    memberships.end_membership(membership=leaving, by=commitment.group.mission.lead, reason="test")


@pytest.mark.parametrize("change", [settled, speaker_gone])
def test_a_commitment_that_changed_before_the_e_mail_is_not_told(
    promised: Commitment, change: Callable[[Commitment], None]
) -> None:
    with time_machine.travel(noon(promised.due_on + DAY)):
        assert tasks.remind_of_commitments() == 1
        change(promised)
        post.deliver_outbox()
    assert "A commitment of your body is overdue" not in subjects(person("local@example.wales"))


def test_a_proposed_decision_is_told_to_who_decides_until_it_is_decided() -> None:
    decision = factories.complete(factories.draft_decision())
    member = speaker(decision.group)
    forget()
    proposed = decisions.transition(decision=decision, action="propose", by=member, reason="test")
    post.deliver_outbox()
    assert subjects(convener(decision.group)) == ["A proposed decision waits for you"]
    assert subjects(member) == []
    by = convener(decision.group)
    back = decisions.transition(decision=proposed, action="return_to_draft", by=by, reason="test")
    again = decisions.transition(decision=back, action="propose", by=member, reason="test")
    decisions.transition(decision=again, action="decide", by=by, reason="test")
    post.deliver_outbox()
    assert subjects(by) == ["A proposed decision waits for you"]
