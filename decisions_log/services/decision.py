"""Recording decisions."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.transitions import Blocker, Refused
from core.verdicts import authorise
from decisions_log.models import Constraint, Decision, DecisionState, Dissent, Option, TradeOff
from decisions_log.states import MACHINE
from people.models import User
from taskgroups.models import ChallengePosition, Stage, TaskGroup
from taskgroups.services.references import next_reference
from taskgroups.stages import MACHINE as STAGES

Part = TypeVar("Part", Option, TradeOff, Constraint, Dissent)

# Problem first: decisions are drafted once a position is agreed.
_AFTER_POSITION = (Stage.POSITION_AGREED, Stage.DELIBERATING, Stage.DELIVERING, Stage.EVALUATING)


def problem_first(group: TaskGroup) -> list[Blocker]:
    """Why no decision can be started in this group yet, with what is missing; empty when one can."""
    position = ChallengePosition.objects.filter(group=group).first()
    if group.stage in _AFTER_POSITION and position is not None and position.agreed_version is not None:
        return []
    reason = Blocker(_("Problem first: options and decisions start when the challenge position is agreed."))
    step = STAGES.find(Stage.DEFINING, "agree_position")
    missing = STAGES.blockers(step, group) if step and group.stage == Stage.DEFINING else []
    return [reason, *missing]


@transaction.atomic
def start(*, group: TaskGroup, by: User, reason: str, **values: Any) -> Decision:
    """Start a draft. Raises Refused before a position is agreed (problem first), ValidationError on bad values."""
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "propose_decision", group)
    if blockers := problem_first(group):
        raise Refused(*blockers)
    decision = Decision(group=group, position=ChallengePosition.objects.get(group=group), **values)
    with recording(by=by, reason=reason):
        decision.full_clean()
        decision.save()
    return decision


@transaction.atomic
def revise(*, decision: Decision, by: User, reason: str, **values: Any) -> Decision:
    """Change a decision's own texts and dates. Raises PermissionDenied while it is frozen."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    authorise(by, "change", decision)
    for name, value in values.items():
        setattr(decision, name, value)
    with recording(by=by, reason=reason):
        decision.full_clean()
        decision.save()
    return decision


@transaction.atomic
def save_part(*, part: Part, by: User, reason: str) -> Part:
    """Add or change an option, trade-off, constraint or dissent. Raises ValidationError on bad values."""
    decision = Decision.objects.select_for_update().get(pk=part.decision_id)
    authorise(by, "dissent" if isinstance(part, Dissent) else "change", decision)
    with recording(by=by, reason=reason):
        if isinstance(part, Option) and part.chosen:
            _unchoose_others(decision, part)
        part.full_clean()
        part.save()
    return part


@transaction.atomic
def remove_part(*, part: Option | TradeOff | Constraint | Dissent, by: User, reason: str) -> None:
    """Take a part out of the record; its history remains."""
    decision = Decision.objects.select_for_update().get(pk=part.decision_id)
    authorise(by, "dissent" if isinstance(part, Dissent) else "change", decision)
    with recording(by=by, reason=reason):
        part.delete()


@transaction.atomic
def transition(*, decision: Decision, action: str, by: User, reason: str) -> Decision:
    """Move the decision along its state table. Raises Refused with every reason; nothing changes then."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    authorise(by, "propose" if action == "propose" else "transition", decision)
    arrow = MACHINE.find(decision.state, action)
    if arrow is None:
        raise Refused(
            _("This cannot be done while the decision is: %(state)s") % {"state": decision.get_state_display()}
        )
    if not reason.strip():
        raise Refused(_("Give a reason."))
    if action == "decide" and decision.decided_on is None:
        decision.decided_on = timezone.localdate()
    if blockers := MACHINE.blockers(arrow, decision):
        raise Refused(*blockers)
    decision.state = arrow.target
    if arrow.target == DecisionState.PROPOSED and decision.reference is None:
        decision.reference = next_reference("OPSW")
    with recording(by=by, reason=reason):
        decision.save()
    return decision


def _unchoose_others(decision: Decision, chosen: Option) -> None:
    for other in decision.options.filter(chosen=True).exclude(pk=chosen.pk):
        other.chosen = False
        other.save()
