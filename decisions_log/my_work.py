"""What waits for a person in My work."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import start_of_day
from core.my_work import NEAR_LIMIT, Waiting, due, register, since
from core.partial_dates import last_day
from decisions_log.models import DecisionState
from decisions_log.selectors import (
    adopted_in_private,
    adoptions_in_hand,
    decisions_to_publish,
    decisions_waiting_for,
    drafts_in_hand,
    exceptions_in_private,
    extended_in_private,
    languages_behind,
    missions_to_publish,
    reports_to_publish,
    reviews_in_hand,
    reviews_to_publish,
)
from people.models import User
from publication.selectors import returned_to


def _decisions(person: User) -> Iterator[Waiting]:
    for decision in drafts_in_hand(person):
        address = reverse("workspace:decision", args=[decision.uuid])
        yield since(decision.created_at, _("Complete the decision and propose it"), decision.title, address)
    for decision in decisions_waiting_for(person):
        address = reverse("workspace:decision", args=[decision.uuid])
        if decision.plan_item:
            day = last_day(decision.plan_item.expected)
            yield due(day, _("Decide what was proposed"), decision.title, address)
        else:
            yield since(decision.proposed_at, _("Decide what was proposed"), decision.title, address)
    for adoption in adoptions_in_hand(person):
        asked = adoption.adoption_set.decision
        address = reverse("workspace:adoption", args=[asked.uuid])
        if adoption.is_stale:
            corrected = asked.corrections.filter(meaning_version__isnull=False).last()
            when = corrected.corrected_at if corrected else adoption.created_at
            yield since(when, _("Answer the corrected decision for your organisation"), asked.title, address)
        else:
            yield since(adoption.created_at, _("Record whether your body adopts the decision"), asked.title, address)


def _reviews(person: User) -> Iterator[Waiting]:
    """Reviews to hold, and to write once they have begun."""
    for decision in reviews_in_hand(person, timezone.localdate() + datetime.timedelta(days=NEAR_LIMIT)):
        if decision.state == DecisionState.UNDER_REVIEW:
            review = decision.reviews.latest("pk")
            address = reverse("workspace:review", args=[decision.uuid, review.uuid])
            yield due(review.due_on, _("Write the review of the decision"), decision.title, address)
        elif decision.review_on:
            address = reverse("workspace:decision_state", args=[decision.uuid]) + "?action=review"
            yield due(decision.review_on, _("Review the decision"), decision.title, address)


def _public_duties(person: User) -> Iterator[Waiting]:
    """What the public is owed: reports and reviews that are written, extensions, what bodies made of a decision."""
    for group in exceptions_in_private(person):
        address = reverse("workspace:request_publication", args=["task_group", group.uuid])
        yield due(timezone.localdate(), _("Ask for publication of the exception"), group.name, address)
    for report in reports_to_publish(person):
        address = reverse("workspace:request_publication", args=["closing_report", report.uuid])
        yield due(report.group.ends_on, _("Ask for publication of the closing report"), report.title, address)
    for group in extended_in_private(person):
        address = reverse("workspace:request_publication", args=["task_group", group.uuid])
        yield due(timezone.localdate(), _("Ask for publication of the new time limit"), group.name, address)
    for review in reviews_to_publish(person):
        address = reverse("workspace:request_publication", args=["review", review.uuid])
        yield due(review.due_on, _("Ask for publication of the review"), review.title, address)
    for adoptions in adopted_in_private(person):
        address = reverse("workspace:request_publication", args=["adoption_set", adoptions.uuid])
        yield due(timezone.localdate(), _("Ask for publication of what the bodies decided"), adoptions.title, address)


def _to_publish(person: User) -> Iterator[Waiting]:
    """Decisions that the public is owed; what was returned is a task of its own."""
    again = {request.record_uuid for request in returned_to(person)}
    for decision in decisions_to_publish(person):
        if decision.uuid not in again and decision.decided_on:
            address = reverse("workspace:request_publication", args=["decision", decision.uuid])
            when = start_of_day(decision.decided_on)
            yield since(when, _("Ask for publication of the decision"), decision.title, address)


def _languages(person: User) -> Iterator[Waiting]:
    """Records whose next door is shut because one language has not followed."""
    for kind, record, behind_since in languages_behind(person):
        address = reverse("workspace:languages", args=[kind, record.uuid])
        about = getattr(record, "title", None) or record.name
        yield since(behind_since, _("Check Welsh and English"), about, address)


def _missions_to_publish(person: User) -> Iterator[Waiting]:
    for mission in missions_to_publish(person):
        address = reverse("workspace:request_publication", args=["mission", mission.uuid])
        yield since(mission.created_at, _("Ask for publication of the mission"), mission.title, address)


for _place, _provider in (
    (11, _missions_to_publish),
    (31, _to_publish),
    (60, _decisions),
    (70, _reviews),
    (91, _languages),
    (130, _public_duties),
):
    register(_place, _provider)
