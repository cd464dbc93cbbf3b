"""Setting missions."""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording, refuse_stale
from core.slugs import free_slugs
from core.transitions import Refused
from core.verdicts import authorise, insist
from missions.grants import sync_mission
from missions.models import Accountability, EvaluationPlan, Measure, Mission
from missions.policy import may_propose
from missions.states import MACHINE
from people.models import Organisation, PlatformRole, User
from people.selectors import has_role

P = TypeVar("P", bound=Accountability | Measure)
_refusals: list[Callable[[Mission], None]] = []


def also_refuse(rule: Callable[[Mission], None]) -> Callable[[Mission], None]:
    """Let a higher layer refuse what a mission would become: `rule(mission)` raises ValidationError."""
    _refusals.append(rule)
    return rule


@transaction.atomic
def propose(*, by: User, lead: User, reason: str, **values: Any) -> Mission:
    """Propose a mission to lead oneself; an administrator may name another lead. Raises ValidationError on bad values.

    The words of its address come from its titles unless given.
    """
    insist(may_propose(by))
    if by != lead and not has_role(by, PlatformRole.ADMINISTRATOR):
        raise Refused(_("Only an administrator can propose a mission for another lead."))
    slugs = free_slugs(Mission, values.get("title_en", ""), values.get("title_cy", ""))
    mission = Mission(lead=lead, **{**slugs, **values})
    with recording(by=by, reason=reason):
        mission.full_clean()
        mission.save()
    sync_mission(mission)
    return mission


@transaction.atomic
def revise(*, mission: Mission, by: User, reason: str, **values: Any) -> Mission:
    """Change the mission's texts, dates or goals. Raises ValidationError on bad values."""
    mission = Mission.objects.select_for_update().get(pk=mission.pk)
    authorise(by, "change", mission)
    for name, value in values.items():
        setattr(mission, name, value)
    for refuse in _refusals:
        refuse(mission)
    with recording(by=by, reason=reason):
        mission.full_clean()
        mission.save()
    return mission


@transaction.atomic
def hold_accountable(
    *, mission: Mission, organisation: Organisation, share_en: str, share_cy: str, by: User, reason: str
) -> Accountability:
    """Name a body that answers for a share of the mission. Raises ValidationError when it does already."""
    row = Accountability(mission=mission, organisation=organisation, share_en=share_en, share_cy=share_cy)
    return _save_part(row, by, reason)


@transaction.atomic
def add_measure(*, mission: Mission, by: User, reason: str, **values: Any) -> Measure:
    """Add a measure of the outcome. Raises ValidationError on bad values and for a promise in the past."""
    measure = Measure(mission=mission, **values)
    _refuse_past_promise(measure)
    return _save_part(measure, by, reason)


@transaction.atomic
def revise_part(
    *, part: Accountability | Measure, by: User, reason: str, based_on: int | None = None, **values: Any
) -> Accountability | Measure:
    """Correct a body that answers for the mission, or a measure; what was published stays until the next version.

    `based_on` is the history id that the writer opened. Raises ValidationError on bad values, Refused when somebody has
    changed or removed it in between.
    """
    part = _stored_part(part)
    refuse_stale(part, based_on)
    promise = getattr(part, "baseline_due_on", None)
    for name, value in values.items():
        setattr(part, name, value)
    if isinstance(part, Measure) and part.baseline_due_on != promise:
        _refuse_past_promise(part)
    return _save_part(part, by, reason)


@transaction.atomic
def remove_part(*, part: Accountability | Measure, by: User, reason: str) -> None:
    """Take a body that answers for the mission, or a measure, out of it; its history remains."""
    part = _stored_part(part)
    authorise(by, "change", part.mission)
    with recording(by=by, reason=reason):
        part.delete()


def _stored_part(part: P) -> P:
    stored = type(part).objects.select_for_update().filter(pk=part.pk).first()
    if stored is None:
        raise Refused(_("Somebody has removed this in the meantime."))
    return cast("P", stored)


def _save_part(part: P, by: User, reason: str) -> P:
    authorise(by, "change", part.mission)
    with recording(by=by, reason=reason):
        part.full_clean()
        part.save()
    return part


def _refuse_past_promise(measure: Measure) -> None:
    if measure.baseline_due_on and measure.baseline_due_on < timezone.localdate():
        raise ValidationError({"baseline_due_on": _("Enter a day to come: by then it will be measured.")})


@transaction.atomic
def plan_evaluation(
    *,
    mission: Mission,
    learning_partner: Organisation,
    findings_due_on: datetime.date,
    by: User,
    reason: str,
    **texts: str,
) -> EvaluationPlan:
    """Write or revise the evaluation plan. `texts`: questions, methods and independence, each _en and _cy."""
    authorise(by, "change", mission)
    plan = EvaluationPlan.objects.filter(mission=mission).first() or EvaluationPlan(mission=mission)
    plan.learning_partner, plan.findings_due_on = learning_partner, findings_due_on
    for name, text in texts.items():
        setattr(plan, name, text)
    with recording(by=by, reason=reason):
        plan.full_clean()
        plan.save()
    return plan


@transaction.atomic
def transition(*, mission: Mission, action: str, by: User, reason: str) -> Mission:
    """Move the mission along its state table. Raises Refused with every reason the gate is shut."""
    mission = Mission.objects.select_for_update().get(pk=mission.pk)
    authorise(by, "transition", mission)
    arrow = MACHINE.find(mission.state, action)
    if arrow is None:
        raise Refused(_("This cannot be done while the mission is: %(state)s") % {"state": mission.get_state_display()})
    if blockers := MACHINE.blockers(arrow, mission):
        raise Refused(*blockers)
    mission.state = arrow.target
    with recording(by=by, reason=reason):
        mission.save()
    return mission
