"""What the pages of a group show, as the components take it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.bilingual import LANGUAGES, current_language
from core.collation import sort_key
from core.group_rules import exception_in_words, rules_in_words
from core.steps import Step, stage_line_of, steps_from
from core.verdicts import can
from core.vocabularies import label
from people.models import Level, User
from taskgroups.models import (
    Answer,
    ChallengePosition,
    ConveningException,
    ExceptionState,
    Membership,
    SignOff,
    Stage,
    TaskGroup,
)
from taskgroups.models.group import QUORUM_RULE, REPRESENTATION_RULE
from taskgroups.representation import exception_of, representation, required_of
from taskgroups.selectors import BodyAnswer, answers_by_body
from taskgroups.stages import ACTION_LABELS, MACHINE, right_for

_SIDEWAYS = ("abandon", "reopen")


def stage_line(group: TaskGroup) -> list[dict[str, Any]]:
    """The stages of the way, and where the group stands; none for a group that left the way."""
    return stage_line_of([(str(stage), stage.label) for stage in Stage if stage != Stage.ABANDONED], group.stage)


def steps_of(group: TaskGroup, person: User) -> list[Step]:
    """The steps that leave the group's stage. A reason links to the page on which this person can clear it."""
    return steps_from(MACHINE, group.stage, group, ACTION_LABELS, person)


def next_step(steps: Iterable[Step]) -> Step | None:
    """The step onwards, if the stage has one."""
    return next((step for step in steps if step.action not in _SIDEWAYS), None)


def open_to(person: User, group: TaskGroup, steps: Iterable[Step]) -> list[Step]:
    """The steps that this person has the right to take, whether their gate is open or shut."""
    return [step for step in steps if can(person, right_for(step.action), group)]


def time_left(group: TaskGroup) -> str:
    """The days that are left, or that the time is over; nothing for a group that has ended."""
    if group.ended:
        return ""
    if group.expired:
        return _("Time limit passed: %(date)s") % {"date": dates.long_date(group.ends_on)}
    return _("Days left: %(number)d") % {"number": group.days_left}


def group_card(group: TaskGroup) -> dict[str, Any]:
    """A group in a list, as components/card.html takes it."""
    return {
        "title": group.name,
        "href": reverse("workspace:group", args=[group.uuid]),
        "status": group.stage,
        "label": group.get_stage_display(),
        "text": group.mission.title,
        "meta": [text for text in [time_left(group)] if text],
    }


def group_facts(group: TaskGroup) -> list[dict[str, Any]]:
    """Dates and mission of a group, as components/summary_list.html takes them."""
    mission = reverse("workspace:mission", args=[group.mission.uuid])
    facts = [
        {"label": _("Mission"), "value": group.mission.title, "href": mission},
        {"label": _("Start date"), "value": group.starts_on},
        {"label": _("End date"), "value": group.ends_on},
    ]
    if left := time_left(group):
        facts.append({"label": _("Time"), "value": left})
    if not group.named_in_emails:
        facts.append({"label": _("Code in calendars and emails"), "value": group.code})
    return facts


def meter(group: TaskGroup) -> dict[str, Any]:
    """Who is at the table, by level with the bodies, and by sector."""
    now = representation(group)
    speaking = list(group.memberships.current().for_bodies().select_related("organisation"))
    levels = [
        {
            "label": level.label,
            "present": level in now.levels,
            "names": sorted({member.organisation.name.local.text for member in speaking if member.level == level}),
        }
        for level in Level
        if level in now.levels or level in now.missing_levels
    ]
    sectors: list[dict[str, Any]] = [{"label": label("sector", sector), "present": True} for sector in now.sectors]
    sectors += [{"label": label("sector", sector), "present": False} for sector in now.missing_named_sectors]
    if now.missing_sectors:
        needed = _("Sectors still needed: %(number)d") % {"number": now.missing_sectors}
        sectors.append({"label": needed, "present": False})
    groups = [{"label": _("Levels"), "items": levels}, {"label": _("Sectors"), "items": sectors}]
    people = []
    if now.missing_members:
        people.append(_("Members still needed: %(number)d") % {"number": now.missing_members})
    if now.missing_convener:
        people.append(_("Convener"))
    if people:
        groups.append({"label": _("Members"), "items": [{"label": words, "present": False} for words in people]})
    if now.missing_bodies:
        needed = _("Bodies still needed: %(number)d") % {"number": now.missing_bodies}
        groups.append({"label": _("Bodies"), "items": [{"label": needed, "present": False}]})
    return {"met": now.met, "groups": groups, "exception": now.required.below_floor}


def rules_of(group: TaskGroup) -> list[dict[str, Any]]:
    """What the group needs, in sentences, as components/summary_list.html takes them."""
    rules = {name: getattr(group, name) for name in REPRESENTATION_RULE + QUORUM_RULE}
    required = required_of(group, exception_of(group))
    rules |= {"each_level_present": required.levels == tuple(Level), "minimum_sectors": required.sectors}
    return rules_in_words(rules, members=required.members, levels=required.levels)


def exception_facts(exception: ConveningException) -> list[dict[str, Any]]:
    """What a group may do without, as components/summary_list.html takes it."""
    return exception_in_words(
        {name: getattr(exception, name) for name in ("minimum_members", "minimum_sectors", "without_levels")}
    )


def exceptions_of(group: TaskGroup, person: User) -> list[dict[str, Any]]:
    """The exceptions that wait or are in force, and what the person may do with each."""
    return [
        {
            "row": row,
            "facts": exception_facts(row),
            "may_answer": row.state == ExceptionState.WAITING and can(person, "answer", row),
            "may_end": can(person, "end", row),
        }
        for row in group.exceptions.waiting() | group.exceptions.in_force()
    ]


def member_table(members: Iterable[Membership]) -> dict[str, Any]:
    """The members with their body, its level and sector, and their role."""
    return {
        "columns": [_("Name"), _("Body"), _("Level"), _("Sector"), _("Role")],
        "rows": [
            [
                str(member.user),
                member.organisation.name,
                member.get_level_display(),
                member.get_sector_display(),
                member.get_role_display(),
            ]
            for member in members
        ],
    }


def answer_tasks(position: ChallengePosition) -> list[dict[str, Any]]:
    """The sign-off bar: each body, and whether it answered this version, an older one, or not yet."""
    language = current_language()
    answers = sorted(answers_by_body(position), key=lambda row: sort_key(row.body.name.local.text, language))
    return [{"title": row.body.name, **_answer_status(row), "given": row.given} for row in answers]


def agreement(position: ChallengePosition, person: User) -> Step | None:
    """The step that agrees a position, with all that is still needed for it; None when the group is not defining.

    It is read on the page of the position, to which no reason links.
    """
    step = next((step for step in steps_of(position.group, person) if step.action == "agree_position"), None)
    here = reverse("workspace:position", args=[position.uuid])
    if step is None:
        return None
    return replace(step, blockers=[replace(row, url="") if str(row.url) == here else row for row in step.blockers])


def _answer_status(row: BodyAnswer) -> dict[str, str]:
    if row.given is None:
        return {"status": "waiting", "label": _("Not answered yet"), "hint": ""}
    link = row.given.signing_link
    facts = {
        "person": link or row.given.signed_by,
        "date": dates.long_date(row.given.signed_at),
        "version": row.given.position_version,
    }
    hint = _("%(person)s, %(date)s, version %(version)s") % facts
    if link:
        hint += ". " + _("Without an account, asked by: %(asker)s") % {"asker": link.asked_by}
    if row.stale:
        return {"status": "stale", "label": _("The text has changed since"), "hint": hint}
    if row.given.answer == Answer.RESERVATION:
        return {"status": "reservation", "label": _("Reservation"), "hint": hint}
    return {"status": "signed", "label": _("Signed off"), "hint": hint}


def answer_to_start_from(position: ChallengePosition, given: SignOff | None) -> dict[str, Any]:
    """The form of an answer as its body left it; when the text has changed, the words stay and it chooses anew."""
    start: dict[str, Any] = {"version": position.version}
    if given:
        start |= {f"text_{language}": getattr(given.text, language) for language in LANGUAGES}
        if given.position_version == position.version:
            start["answer"] = given.answer
    return start
