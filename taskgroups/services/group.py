"""Convening groups and moving them through their stages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.history import recording
from core.slugs import free_slugs
from core.transitions import Refused
from core.verdicts import authorise
from frontdesk.links import withdraw_all
from missions.models import Mission, MissionState
from people.models import User
from people.notifications import tell
from taskgroups.models import ClosingReport, SigningLink, Stage, StageChange, TaskGroup
from taskgroups.models.group import FLOOR_SECTORS, QUORUM_RULE, REPRESENTATION_RULE
from taskgroups.notifications import POSITION_AGREED, REOPENED, STAGE_CHANGED
from taskgroups.selectors import people_of
from taskgroups.services.position import agree_position, start_position
from taskgroups.stages import MACHINE, right_for
from taskgroups.time_rules import refuse_dates


@transaction.atomic
def convene(*, mission: Mission, by: User, reason: str, **values: Any) -> TaskGroup:
    """Convene a group for an active mission. The words of its address come from its names unless given.

    Raises ValidationError on bad values, Refused when the mission is not active.
    """
    authorise(by, "convene", mission)
    if mission.state != MissionState.ACTIVE:
        raise Refused(_("A task group can be convened for an active mission only."))
    slugs = free_slugs(TaskGroup, values.get("name_en", ""), values.get("name_cy", ""))
    group = TaskGroup(mission=mission, **{**slugs, **values})
    refuse_dates(group)
    _refuse_below_floor(group)
    with recording(by=by, reason=reason):
        group.full_clean()
        group.save()
    return group


def _refuse_below_floor(group: TaskGroup) -> None:
    """No rule of a group lowers what every group needs; an exception does (services/convening.py)."""
    if group.minimum_sectors is not None and group.minimum_sectors < FLOOR_SECTORS:
        reason = _("Every group needs at least %(number)d sectors. Enter that number or a higher one.")
        raise ValidationError({"minimum_sectors": reason % {"number": FLOOR_SECTORS}})
    if not group.each_level_present:
        raise ValidationError(_("Every group needs a member from each level."))


@transaction.atomic
def revise(*, group: TaskGroup, by: User, reason: str, **values: Any) -> TaskGroup:
    """Change the group's texts and dates. The time limit of a group under way is extended, not revised.

    Raises ValidationError on bad values; dates that stay as they are may be older than the rules for them.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "change", group)
    if group.stage != Stage.CONVENING and values.get("ends_on", group.ends_on) != group.ends_on:
        raise Refused(_("The end date of a group under way cannot be changed here."))
    dates = (group.starts_on, group.ends_on, group.longer_because)
    for name, value in values.items():
        setattr(group, name, value)
    if dates != (group.starts_on, group.ends_on, group.longer_because):
        refuse_dates(group)
    with recording(by=by, reason=reason):
        group.full_clean()
        group.save()
    return group


@transaction.atomic
def set_rules(*, group: TaskGroup, by: User, reason: str, **rules: Any) -> TaskGroup:
    """Change who must be at the table and whose sign-offs a position needs (REPRESENTATION_RULE, QUORUM_RULE)."""
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "change_rules", group)
    for name in REPRESENTATION_RULE + QUORUM_RULE:
        setattr(group, name, rules.get(name, getattr(group, name)))
    group.each_level_present = rules.get("each_level_present", True)  # older groups could switch it off
    _refuse_below_floor(group)
    with recording(by=by, reason=reason):
        group.full_clean()
        group.save()
    return group


@transaction.atomic
def report_closing(*, group: TaskGroup, by: User, reason: str, **texts: str) -> ClosingReport:
    """Write or revise the closing report. `texts`: aim, result, learning, successor, each _en and _cy."""
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "report_closing", group)
    report = ClosingReport.objects.filter(group=group).first() or ClosingReport(group=group)
    for name, text in texts.items():
        setattr(report, name, text)
    with recording(by=by, reason=reason):
        report.full_clean()
        report.save()
    return report


@transaction.atomic
def transition(*, group: TaskGroup, action: str, by: User, reason: str) -> TaskGroup:
    """Move the group along its stage table. Raises Refused with every reason the gate is shut; nothing changes then."""
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, right_for(action), group)
    arrow = MACHINE.find(group.stage, action)
    if arrow is None:
        raise Refused(_("This cannot be done at the stage: %(stage)s") % {"stage": group.get_stage_display()})
    if not reason.strip():
        raise Refused(_("Give a reason."))
    if blockers := MACHINE.blockers(arrow, group):
        raise Refused(*blockers)
    before, group.stage = group.stage, arrow.target
    with recording(by=by, reason=reason):
        group.save()
        StageChange.objects.create(group=group, from_stage=before, to_stage=arrow.target, reason=reason, changed_by=by)
        if before == Stage.DEFINING:
            withdraw_all(SigningLink.objects.filter(position__group=group))
        if arrow.target == Stage.DEFINING:
            start_position(group)
        if arrow.target == Stage.POSITION_AGREED:
            agree_position(group)
    _tell_of_stage(group, action, by)
    return group


def _tell_of_stage(group: TaskGroup, action: str, by: User) -> None:
    if group.stage == Stage.POSITION_AGREED:
        tell(POSITION_AGREED, people_of(group), about=group.position, by=by)
    else:
        tell(REOPENED if action == "reopen" else STAGE_CHANGED, people_of(group), about=group, by=by)
