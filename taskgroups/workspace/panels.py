"""What the pages of a group show, as the components take it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.bilingual import current_language
from core.collation import sort_key
from core.steps import Step, steps_from
from core.verdicts import can
from core.vocabularies import label
from people.models import Level, User
from taskgroups.models import Answer, ChallengePosition, Membership, Stage, TaskGroup
from taskgroups.representation import representation
from taskgroups.selectors import BodyAnswer, answers_by_body
from taskgroups.stages import ACTION_LABELS, MACHINE, right_for

_SIDEWAYS = ("abandon", "reopen")


def stage_line(group: TaskGroup) -> list[dict[str, str]]:
    """The stages of the way, and where the group stands; none for a group that left the way."""
    if group.stage == Stage.ABANDONED:
        return []
    way: list[Stage] = [stage for stage in Stage if stage != Stage.ABANDONED]
    now = way.index(Stage(group.stage))
    states = ["done"] * now + ["current"] + ["todo"] * (len(way) - now - 1)
    return [{"label": str(stage.label), "state": state} for stage, state in zip(way, states, strict=True)]


def steps_of(group: TaskGroup, person: User) -> list[Step]:
    """The steps that leave the group's stage. A reason links only to a page on which this person can clear it."""
    edit = reverse("workspace:group_edit", args=[group.uuid])
    may_edit = can(person, "change", group)
    return [
        replace(
            step,
            blockers=[
                replace(blocker, url="") if str(blocker.url) == edit and not may_edit else blocker
                for blocker in step.blockers
            ],
        )
        for step in steps_from(MACHINE, group.stage, group, ACTION_LABELS)
    ]


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
    if now.missing_bodies:
        needed = _("Bodies still needed: %(number)d") % {"number": now.missing_bodies}
        groups.append({"label": _("Bodies"), "items": [{"label": needed, "present": False}]})
    return {"met": now.met, "groups": groups}


def rules_of(group: TaskGroup) -> list[dict[str, Any]]:
    """The group's rules in sentences, as components/summary_list.html takes them."""
    sectors = ", ".join(label("sector", sector) for sector in group.required_sectors)
    present = [
        _("A member from each level") if group.each_level_present else "",
        _("Sectors, at least: %(number)d") % {"number": group.minimum_sectors} if group.minimum_sectors else "",
        _("All of these sectors: %(sectors)s") % {"sectors": sectors} if sectors else "",
        _("Bodies, at least: %(number)d") % {"number": group.minimum_bodies} if group.minimum_bodies else "",
    ]
    signs = [
        _("A body of each level") if group.each_level_signs else "",
        _("A body of each sector in the group") if group.each_sector_signs else "",
        _("Every body in the group") if group.every_body_signs else "",
        _("Bodies, at least: %(number)d") % {"number": group.minimum_sign_offs} if group.minimum_sign_offs else "",
    ]
    return [
        {"label": _("To start its work the group needs"), "value": [rule for rule in present if rule]},
        {"label": _("To be agreed a position needs the sign-off of"), "value": [rule for rule in signs if rule]},
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


def _answer_status(row: BodyAnswer) -> dict[str, str]:
    if row.given is None:
        return {"status": "waiting", "label": _("Not answered yet"), "hint": ""}
    facts = {
        "person": row.given.signed_by,
        "date": dates.long_date(row.given.signed_at),
        "version": row.given.position_version,
    }
    hint = _("%(person)s, %(date)s, version %(version)s") % facts
    if row.stale:
        return {"status": "stale", "label": _("The text has changed since"), "hint": hint}
    if row.given.answer == Answer.RESERVATION:
        return {"status": "reservation", "label": _("Reservation"), "hint": hint}
    return {"status": "signed", "label": _("Signed off"), "hint": hint}
