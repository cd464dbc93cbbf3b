"""My work: what waits for one person, by date, and nothing else."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.bilingual import BilingualText, LocalisedText
from core.dates import long_date, start_of_day
from core.partial_dates import last_day
from core.steps import Step, steps_from
from core.verdicts import can, look_at
from core.workspace import WorkspaceRequest, workspace_view
from decisions_log.gates import look_at_requests
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
from missions.models import MissionState
from missions.selectors import measures_to_take, missions_led_by
from missions.states import ACTION_LABELS as MISSION_STEPS, MACHINE as MISSION_STATES
from missions.workspace.panels import mission_card
from people.models import User
from publication.requests import titles_of
from publication.selectors import (
    emergencies_waiting_for,
    releases_to_mend,
    releases_waiting_for,
    removals_waiting_for,
    requests_waiting_for,
    returned_to,
    withheld_to_review,
)
from taskgroups.gate_facts import find_position, has_closing_report, look_at_gates, waiting_extension
from taskgroups.models import Stage, TaskGroup
from taskgroups.selectors import (
    awaits_answer,
    commitments_in_hand,
    exceptions_to_answer,
    in_alphabetical_order,
    interpretation_to_arrange,
    meetings_to_answer,
    meetings_to_note,
    own_groups,
    positions_in_hand,
    sections_behind,
    unwritten,
)
from taskgroups.stages import ACTION_LABELS as STAGE_STEPS, MACHINE as STAGES, right_for
from taskgroups.translations import wanted_from
from taskgroups.workspace.panels import group_card, next_step

NEAR_LIMIT = 30  # days: the first of the reminders (domain.md section 3), of limits and of reviews


@dataclass(frozen=True)
class Waiting:
    """One thing to do, as components/task_list.html takes it; `when` orders the list."""

    when: datetime.date
    title: str
    hint: BilingualText | LocalisedText | str
    href: str
    status: str
    label: str


def _due(on: datetime.date, title: str, hint: BilingualText | LocalisedText | str, href: str) -> Waiting:
    """Something to do by the day `on`."""
    late = on < timezone.localdate()
    label = _("Overdue since %(date)s") if late else _("By %(date)s")
    return Waiting(on, title, hint, href, "overdue" if late else "due", label % {"date": long_date(on)})


def _since(at: datetime.datetime, title: str, hint: BilingualText | LocalisedText | str, href: str) -> Waiting:
    """Something that has waited since the moment `at`."""
    day = timezone.localdate(at)
    return Waiting(day, title, hint, href, "waiting", _("Waiting since %(date)s") % {"date": long_date(day)})


def _positions(person: User) -> Iterator[Waiting]:
    """Positions to write, and, once they are written, to answer for one's body."""
    in_hand = positions_in_hand(person)
    look_at(person, [position for position, _membership, _since in in_hand])
    for position, membership, since in in_hand:
        address = reverse("workspace:position", args=[position.uuid])
        group = membership.group
        if unwritten(position):
            if can(person, "draft", position):
                yield _since(since, _("Write the challenge position together"), group.name, address)
        elif can(person, "sign", position) and awaits_answer(position, membership):
            title = _("Sign off the challenge position, or record a reservation")
            yield _since(since, title, group.name, f"{address}#answer")


def _missions(person: User) -> Iterator[Waiting]:
    """What the missions that the person leads wait for: to become active, to be public, figures that were promised."""
    for mission in missions_led_by(person):
        if mission.state == MissionState.PROPOSED:
            [step, *_others] = steps_from(MISSION_STATES, mission.state, mission, MISSION_STEPS)
            address = reverse("workspace:mission_state", args=[mission.uuid]) + f"?action={step.action}"
            yield from _onwards(step, mission.created_at, mission.title, address, person)
    for mission in missions_to_publish(person):
        address = reverse("workspace:request_publication", args=["mission", mission.uuid])
        yield _since(mission.created_at, _("Ask for publication of the mission"), mission.title, address)
    near = timezone.localdate() + datetime.timedelta(days=NEAR_LIMIT)
    for measure, due in measures_to_take(person, near):
        address = reverse("workspace:measure_edit", args=[measure.mission.uuid, measure.uuid])
        yield _due(due, _("Enter where the measure stands now"), measure.text, address)


def _onwards(
    step: Step, since: datetime.datetime, about: BilingualText | str, address: str, person: User
) -> Iterator[Waiting]:
    """The step itself when its gate is open; otherwise everything that this person can do to open it, each once."""
    if not step.blockers:
        yield _since(since, str(step.label), about, address)
    ways = (way for blocker in step.blockers if (way := blocker.way_of(person)) and way.task)
    for task, way in {str(way.task): way for way in ways}.items():
        yield _since(since, task, about, str(way.url))


def _group_work(person: User, group: Any) -> Iterator[Waiting]:
    """What one of the person's groups waits for: its next stage and what that needs, its closing report."""
    step = next_step(steps_from(STAGES, group.stage, group, STAGE_STEPS))
    if step and (step.blockers or can(person, right_for(step.action), group)):
        address = reverse("workspace:group_stage", args=[group.uuid]) + f"?action={step.action}"
        yield from _onwards(step, group.stage_since, group.name, address, person)
    asked = waiting_extension(group)
    if asked and can(person, "extend", group):
        address = reverse("workspace:group_time", args=[group.uuid])
        yield _since(asked.created_at, _("Answer the request for more time"), group.name, address)
    report_due = group.days_left <= NEAR_LIMIT or group.stage == Stage.EVALUATING
    if report_due and not has_closing_report(group) and can(person, "close", group):
        address = reverse("workspace:group_closing_report", args=[group.uuid])
        yield _due(group.ends_on, _("Write the closing report"), group.name, address)


def _exceptions(person: User) -> Iterator[Waiting]:
    for exception in exceptions_to_answer(person):
        address = reverse("workspace:exception_answer", args=[exception.group.uuid, exception.uuid])
        yield _since(exception.created_at, _("Answer a request for an exception"), exception.group.name, address)


def _decisions(person: User) -> Iterator[Waiting]:
    for decision in drafts_in_hand(person):
        address = reverse("workspace:decision", args=[decision.uuid])
        yield _since(decision.created_at, _("Complete the decision and propose it"), decision.title, address)
    for decision in decisions_waiting_for(person):
        address = reverse("workspace:decision", args=[decision.uuid])
        if decision.plan_item:
            due = last_day(decision.plan_item.expected)
            yield _due(due, _("Decide what was proposed"), decision.title, address)
        else:
            yield _since(decision.proposed_at, _("Decide what was proposed"), decision.title, address)
    for adoption in adoptions_in_hand(person):
        asked = adoption.adoption_set.decision
        address = reverse("workspace:adoption", args=[asked.uuid])
        if adoption.is_stale:
            corrected = asked.corrections.filter(meaning_version__isnull=False).last()
            since = corrected.corrected_at if corrected else adoption.created_at
            yield _since(since, _("Answer the corrected decision for your organisation"), asked.title, address)
        else:
            yield _since(adoption.created_at, _("Record whether your body adopts the decision"), asked.title, address)


def _reviews(person: User) -> Iterator[Waiting]:
    """Reviews to hold, and to write once they have begun."""
    for decision in reviews_in_hand(person, timezone.localdate() + datetime.timedelta(days=NEAR_LIMIT)):
        if decision.state == DecisionState.UNDER_REVIEW:
            review = decision.reviews.latest("pk")
            address = reverse("workspace:review", args=[decision.uuid, review.uuid])
            yield _due(review.due_on, _("Write the review of the decision"), decision.title, address)
        elif decision.review_on:
            address = reverse("workspace:decision_state", args=[decision.uuid]) + "?action=review"
            yield _due(decision.review_on, _("Review the decision"), decision.title, address)


def _commitments(person: User) -> Iterator[Waiting]:
    for commitment in commitments_in_hand(person):
        address = reverse("workspace:group_commitments", args=[commitment.group.uuid])
        yield _due(commitment.due_on, _("Keep what your body committed to"), commitment.what, address)


def _translations(person: User) -> Iterator[Waiting]:
    """What was said in one language and wants the other one, for those who keep the papers of the group."""
    for wording in wanted_from(person):
        place = [wording.group.uuid, wording.source.name, wording.row.uuid]
        into = _("Translate into Welsh: %(text)s"), _("Translate into English: %(text)s")
        title = into[getattr(wording.text, "wanted", "") != "cy"] % {"text": wording.source.label}
        address = reverse("workspace:translation", args=place)
        yield _since(wording.row.created_at, title, wording.group.name, address)


def _languages(person: User) -> Iterator[Waiting]:
    """Sections that changed in one language, and other records whose next door this shuts."""
    titles = {"cy": _("Bring the Welsh up to date: %(text)s"), "en": _("Bring the English up to date: %(text)s")}
    for section in sections_behind(person):
        group = section.position.group
        address = reverse("workspace:section_level", args=[section.uuid])
        yield _due(group.ends_on, titles[section.behind] % {"text": section}, group.name, address)
    for kind, record, since in languages_behind(person):
        address = reverse("workspace:languages", args=[kind, record.uuid])
        about = getattr(record, "title", None) or record.name
        yield _since(since, _("Check Welsh and English"), about, address)


def _meetings(person: User) -> Iterator[Waiting]:
    """Meetings to answer, translation to arrange, and notes to write."""
    for meetings, title, page in (
        (meetings_to_answer(person), _("Say whether you will come to the meeting"), "meeting_answer"),
        (interpretation_to_arrange(person), _("Arrange translation for the meeting"), "meeting_edit"),
    ):
        for meeting in meetings:
            address = reverse(f"workspace:{page}", args=[meeting.group.uuid, meeting.uuid])
            yield _due(meeting.held_on, title, meeting.title.local, address)
    for meeting in meetings_to_note(person):
        address = reverse("workspace:meeting_notes", args=[meeting.group.uuid, meeting.uuid])
        yield _due(meeting.notes_due_on, _("Write the notes of the meeting"), meeting.title.local, address)


def _publications(person: User) -> Iterator[Waiting]:
    emergencies = emergencies_waiting_for(person)
    titles = titles_of([emergency.request for emergency in emergencies])
    for emergency in emergencies:
        address = reverse("workspace:emergency", args=[emergency.uuid])
        title = _("Approve what was published in an emergency, or decline it")
        yield _due(emergency.due_on, title, titles[emergency.request.pk], address)
    waiting = requests_waiting_for(person)
    titles = titles_of(waiting)
    for request in waiting:
        address = reverse("workspace:publication_request", args=[request.uuid])
        yield _since(request.requested_at, _("Approve a publication, or return it"), titles[request.pk], address)
    for releases, title in (
        (releases_waiting_for(person), _("Approve a release, or return it")),
        (releases_to_mend(person), _("Mend a release: it is not approved")),
    ):
        for release in releases:
            address = reverse("workspace:release", args=[release.uuid])
            if release.goes_out_at:
                yield _due(timezone.localdate(release.goes_out_at), title, release.title, address)
            else:
                yield _since(release.created_at, title, release.title, address)


def _removals(person: User) -> Iterator[Waiting]:
    """What a redaction officer answers for."""
    for removal in removals_waiting_for(person):
        address = reverse("workspace:removal", args=[removal.uuid])
        title = _("Answer a request about what is published")
        yield _since(removal.requested_at, title, removal.get_action_display(), address)
    for entry in withheld_to_review(person):
        title = _("Review whether a part is still to be withheld")
        yield _due(entry.review_on, title, entry.version.title, reverse("workspace:withheld"))


def _to_publish(person: User) -> Iterator[Waiting]:
    """What the public is owed first: what was returned, agreed positions, decisions."""
    returned = returned_to(person)
    titles = titles_of(returned)
    for request in returned:
        address = reverse("workspace:publication_request", args=[request.uuid])
        when = request.answered_at or request.requested_at
        yield _since(when, _("Change what was returned, and ask again"), titles[request.pk], address)
    again = {request.record_uuid for request in returned}
    for decision in decisions_to_publish(person):
        if decision.uuid not in again and decision.decided_on:
            address = reverse("workspace:request_publication", args=["decision", decision.uuid])
            when = start_of_day(decision.decided_on)
            yield _since(when, _("Ask for publication of the decision"), decision.title, address)


def _public_duties(person: User) -> Iterator[Waiting]:
    """What the public is owed: reports and reviews that are written, extensions, what bodies made of a decision."""
    for group in exceptions_in_private(person):
        address = reverse("workspace:request_publication", args=["task_group", group.uuid])
        yield _due(timezone.localdate(), _("Ask for publication of the exception"), group.name, address)
    for report in reports_to_publish(person):
        address = reverse("workspace:request_publication", args=["closing_report", report.uuid])
        yield _due(report.group.ends_on, _("Ask for publication of the closing report"), report.title, address)
    for group in extended_in_private(person):
        address = reverse("workspace:request_publication", args=["task_group", group.uuid])
        yield _due(timezone.localdate(), _("Ask for publication of the new time limit"), group.name, address)
    for review in reviews_to_publish(person):
        address = reverse("workspace:request_publication", args=["review", review.uuid])
        yield _due(review.due_on, _("Ask for publication of the review"), review.title, address)
    for adoptions in adopted_in_private(person):
        address = reverse("workspace:request_publication", args=["adoption_set", adoptions.uuid])
        yield _due(timezone.localdate(), _("Ask for publication of what the bodies decided"), adoptions.title, address)


def waiting_for(person: User, groups: list[TaskGroup]) -> list[Waiting]:
    """Everything that waits for the person, what is due first at the top."""
    under_way = [group for group in groups if not group.ended]
    look_at(person, groups)
    look_at_gates(under_way)
    look_at_requests(under_way)
    agreed = [group for group in under_way if group.stage == Stage.POSITION_AGREED]
    look_at(person, filter(None, map(find_position, agreed)))
    kinds = (
        _missions,
        _exceptions,
        _to_publish,
        _positions,
        _meetings,
        _decisions,
        _reviews,
        _commitments,
        _languages,
        _translations,
        _publications,
        _removals,
        _public_duties,
    )
    found = [waiting for kind in kinds for waiting in kind(person)]
    found += [waiting for group in under_way for waiting in _group_work(person, group)]
    return sorted(found, key=lambda waiting: waiting.when)


@workspace_view
def home(request: WorkspaceRequest) -> HttpResponse:
    """What waits for me, the missions I lead and my groups."""
    groups = in_alphabetical_order(own_groups(request.user))
    context = {
        "section": "home",
        "audience": "you",
        "waiting": waiting_for(request.user, groups),
        "missions": [mission_card(mission) for mission in missions_led_by(request.user)],
        "groups": [group_card(group) for group in groups],
    }
    return render(request, "workspace/home.html", context)
