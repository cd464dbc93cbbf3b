"""Convening groups and moving them through their stages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.slugs import free_slugs
from core.transitions import Refused
from core.verdicts import authorise
from missions.models import Mission, MissionState
from people.models import Organisation, User
from taskgroups.grants import sync_membership
from taskgroups.models import ClosingReport, Membership, MembershipRole, Stage, StageChange, TaskGroup
from taskgroups.services.position import agree_position, start_position
from taskgroups.stages import MACHINE, right_for


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
    _refuse_past_end(group)
    with recording(by=by, reason=reason):
        group.full_clean()
        group.save()
    return group


def _refuse_past_end(group: TaskGroup) -> None:
    if group.ends_on and group.expired:
        raise ValidationError({"ends_on": _("The end date is in the past: the group could not start its work.")})


@transaction.atomic
def revise(*, group: TaskGroup, by: User, reason: str, **values: Any) -> TaskGroup:
    """Change the group's texts and dates. The time limit of a group under way is extended, not revised."""
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "change", group)
    if group.stage != Stage.CONVENING and values.get("ends_on", group.ends_on) != group.ends_on:
        raise Refused(_("The end date of a group under way cannot be changed here."))
    for name, value in values.items():
        setattr(group, name, value)
    _refuse_past_end(group)
    with recording(by=by, reason=reason):
        group.full_clean()
        group.save()
    return group


@transaction.atomic
def add_member(
    *, group: TaskGroup, user: User, organisation: Organisation, role: MembershipRole, by: User, reason: str
) -> Membership:
    """Add a person for a body.

    Raises Refused for a body that does not exist today, ValidationError for a second membership.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "manage_members", group)
    if not Organisation.objects.valid(timezone.localdate()).filter(pk=organisation.pk).exists():
        raise Refused(_("This body does not exist today: %(body)s") % {"body": organisation.name})
    membership = Membership(
        group=group,
        user=user,
        organisation=organisation,
        level=organisation.level,
        sector=organisation.sector,
        role=role,
    )
    with recording(by=by, reason=reason):
        membership.full_clean()
        membership.save()
    sync_membership(membership)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: User, reason: str) -> Membership:
    """End a membership, and with it all access, now. Raises Refused when it would leave nobody to convene."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    authorise(by, "manage_members", membership.group)
    if not membership.is_current:
        raise Refused(_("This membership has ended already."))
    conveners = membership.group.memberships.current().filter(role=MembershipRole.CONVENER)
    if membership.role == MembershipRole.CONVENER and conveners.count() == 1:
        raise Refused(_("A group needs a convener: name another one first."))
    membership.ends_at = timezone.now()
    with recording(by=by, reason=reason):
        membership.save()
    sync_membership(membership)
    return membership


@transaction.atomic
def report_closing(*, group: TaskGroup, by: User, reason: str, **texts: str) -> ClosingReport:
    """Write or revise the closing report. `texts`: aim, result, learning, successor, each _en and _cy."""
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "close", group)
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
        if arrow.target == Stage.DEFINING:
            start_position(group)
        if arrow.target == Stage.POSITION_AGREED:
            agree_position(group)
    return group
