"""What waits for a person in My work."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.my_work import NEAR_LIMIT, Waiting, due, onwards, register, since
from core.steps import steps_from
from core.verdicts import can, look_at
from people.models import User
from taskgroups.gate_facts import has_closing_report, waiting_extension
from taskgroups.models import Stage
from taskgroups.selectors import (
    awaits_answer,
    commitments_in_hand,
    exceptions_to_answer,
    groups_of,
    interpretation_to_arrange,
    meetings_to_answer,
    meetings_to_note,
    positions_in_hand,
    sections_behind,
    unwritten,
)
from taskgroups.stages import ACTION_LABELS, MACHINE, right_for
from taskgroups.translations import wanted_from
from taskgroups.workspace.panels import next_step


def _positions(person: User) -> Iterator[Waiting]:
    """Positions to write, and, once they are written, to answer for one's body."""
    in_hand = positions_in_hand(person)
    look_at(person, [position for position, _membership, _begun in in_hand])
    for position, membership, begun in in_hand:
        address = reverse("workspace:position", args=[position.uuid])
        group = membership.group
        if unwritten(position):
            if can(person, "draft", position):
                yield since(begun, _("Write the challenge position together"), group.name, address)
        elif can(person, "sign", position) and awaits_answer(position, membership):
            title = _("Sign off the challenge position, or record a reservation")
            yield since(begun, title, group.name, f"{address}#answer")


def _group_work(person: User, group: Any) -> Iterator[Waiting]:
    """What one of the person's groups waits for: its next stage and what that needs, its closing report."""
    step = next_step(steps_from(MACHINE, group.stage, group, ACTION_LABELS))
    if step and (step.blockers or can(person, right_for(step.action), group)):
        address = reverse("workspace:group_stage", args=[group.uuid]) + f"?action={step.action}"
        yield from onwards(step, group.stage_since, group.name, address, person)
    asked = waiting_extension(group)
    if asked and can(person, "extend", group):
        address = reverse("workspace:group_time", args=[group.uuid])
        yield since(asked.created_at, _("Answer the request for more time"), group.name, address)
    report_due = group.days_left <= NEAR_LIMIT or group.stage == Stage.EVALUATING
    if report_due and not has_closing_report(group) and can(person, "close", group):
        address = reverse("workspace:group_closing_report", args=[group.uuid])
        yield due(group.ends_on, _("Write the closing report"), group.name, address)


def _exceptions(person: User) -> Iterator[Waiting]:
    for exception in exceptions_to_answer(person):
        address = reverse("workspace:exception_answer", args=[exception.group.uuid, exception.uuid])
        yield since(exception.created_at, _("Answer a request for an exception"), exception.group.name, address)


def _commitments(person: User) -> Iterator[Waiting]:
    for commitment in commitments_in_hand(person):
        address = reverse("workspace:group_commitments", args=[commitment.group.uuid])
        yield due(commitment.due_on, _("Keep what your body committed to"), commitment.what, address)


def _translations(person: User) -> Iterator[Waiting]:
    """What was said in one language and wants the other one, for those who keep the papers of the group."""
    for wording in wanted_from(person):
        place = [wording.group.uuid, wording.source.name, wording.row.uuid]
        into = _("Translate into Welsh: %(text)s"), _("Translate into English: %(text)s")
        title = into[getattr(wording.text, "wanted", "") != "cy"] % {"text": wording.source.label}
        address = reverse("workspace:translation", args=place)
        yield since(wording.row.created_at, title, wording.group.name, address)


def _languages(person: User) -> Iterator[Waiting]:
    """Sections that changed in one language."""
    titles = {"cy": _("Bring the Welsh up to date: %(text)s"), "en": _("Bring the English up to date: %(text)s")}
    for section in sections_behind(person):
        group = section.position.group
        address = reverse("workspace:section_level", args=[section.uuid])
        yield due(group.ends_on, titles[section.behind] % {"text": section}, group.name, address)


def _meetings(person: User) -> Iterator[Waiting]:
    """Meetings to answer, translation to arrange, and notes to write."""
    for meetings, title, page in (
        (meetings_to_answer(person), _("Say whether you will come to the meeting"), "meeting_answer"),
        (interpretation_to_arrange(person), _("Arrange translation for the meeting"), "meeting_edit"),
    ):
        for meeting in meetings:
            address = reverse(f"workspace:{page}", args=[meeting.group.uuid, meeting.uuid])
            yield due(meeting.held_on, title, meeting.title.local, address)
    for meeting in meetings_to_note(person):
        address = reverse("workspace:meeting_notes", args=[meeting.group.uuid, meeting.uuid])
        yield due(meeting.notes_due_on, _("Write the notes of the meeting"), meeting.title.local, address)


def _groups(person: User) -> Iterator[Waiting]:
    """What each of the person's groups waits for."""
    for group in groups_of(person):
        if not group.ended:
            yield from _group_work(person, group)


for _place, _provider in (
    (20, _exceptions),
    (40, _positions),
    (50, _meetings),
    (80, _commitments),
    (90, _languages),
    (100, _translations),
    (140, _groups),
):
    register(_place, _provider)
