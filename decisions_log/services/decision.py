"""Recording decisions."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import RecordedModel, recording
from core.transitions import Blocker, Refused
from core.verdicts import authorise
from decisions_log.models import Decision, DecisionState, Option, Part
from decisions_log.policy import authorise_words
from decisions_log.states import MACHINE
from people.models import User
from taskgroups.models import ChallengePosition, Stage, TaskGroup
from taskgroups.services.references import next_reference
from taskgroups.stages import MACHINE as STAGES

# Problem first: decisions are drafted once a position is agreed. The stages before that, and the step each waits for.
_STEP_TOWARDS_POSITION = {Stage.CONVENING: "start_defining", Stage.DEFINING: "agree_position"}

# What a decision is given by its services alone.
_NOT_WRITTEN = {"id", "uuid", "created_at", "group", "position", "reference", "state"}
WRITTEN = {field.name for field in Decision._meta.concrete_fields} - _NOT_WRITTEN


def problem_first(group: TaskGroup) -> list[Blocker]:
    """Why no decision can be started in this group yet, with what is missing; empty when one can."""
    if group.stage not in _STEP_TOWARDS_POSITION:
        return []
    reason = Blocker(_("Problem first: options and decisions start when the challenge position is agreed."))
    step = STAGES.find(group.stage, _STEP_TOWARDS_POSITION[Stage(group.stage)])
    return [reason, *(STAGES.blockers(step, group) if step else [])]


@transaction.atomic
def start(*, group: TaskGroup, by: User, reason: str, **values: Any) -> Decision:
    """Start a draft. Raises Refused before a position is agreed (problem first), ValidationError on bad values."""
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "propose_decision", group)
    if blockers := problem_first(group):
        raise Refused(*blockers)
    decision = Decision(group=group, position=ChallengePosition.objects.get(group=group))
    return _write(decision, values, by, reason)


@transaction.atomic
def revise(*, decision: Decision, by: User, reason: str, based_on: int | None = None, **values: Any) -> Decision:
    """Change a decision's own texts and dates.

    `based_on` is the history id that the writer opened. Raises PermissionDenied while the text is frozen,
    ValidationError on bad values, Refused when somebody has changed the decision in between.
    """
    decision = _locked(decision.pk)
    authorise(by, "change", decision)
    _refuse_stale(decision, based_on)
    return _write(decision, values, by, reason)


@transaction.atomic
def save_part(*, part: Part, by: User, reason: str, based_on: int | None = None) -> Part:
    """Add or change an option, trade-off, constraint or dissent. Raises ValidationError on bad values.

    `based_on` is as for `revise`; Refused also when the part has been removed in between.
    """
    decision = _locked(part.decision_id)
    stored = None if part.pk is None else _stored(part)
    authorise_words(by, decision, part, stored)
    if stored is not None:
        _refuse_stale(stored, based_on)
    with recording(by=by, reason=reason):
        if isinstance(part, Option) and part.chosen:
            _unchoose_others(decision, part)
        part.full_clean()
        part.save()
    return part


@transaction.atomic
def remove_part(*, part: Part, by: User, reason: str) -> None:
    """Take a part out of the record; its history remains."""
    decision = _locked(part.decision_id)
    stored = _stored(part)
    authorise_words(by, decision, stored)
    with recording(by=by, reason=reason):
        stored.delete()


def right_for(action: str) -> str:
    """The right that a step along the state table asks for."""
    return "propose" if action == "propose" else "transition"


@transaction.atomic
def transition(
    *, decision: Decision, action: str, by: User, reason: str, decided_on: datetime.date | None = None
) -> Decision:
    """Move the decision along its state table. Raises Refused with every reason; nothing changes then.

    `decided_on` is when it was decided, if that is not known yet; today otherwise.
    """
    decision = _locked(decision.pk)
    authorise(by, right_for(action), decision)
    arrow = MACHINE.find(decision.state, action)
    if arrow is None:
        raise Refused(
            _("This cannot be done while the decision is: %(state)s") % {"state": decision.get_state_display()}
        )
    if not reason.strip():
        raise Refused(_("Give a reason."))
    if arrow.target == DecisionState.DECIDED:
        decision.decided_on = decided_on or decision.decided_on or timezone.localdate()
    if blockers := MACHINE.blockers(arrow, decision):
        raise Refused(*blockers)
    decision.state = arrow.target
    if arrow.target == DecisionState.PROPOSED and decision.reference is None:
        decision.reference = next_reference("OPSW")
    with recording(by=by, reason=reason):
        decision.full_clean()
        decision.save()
    return decision


def _locked(pk: int) -> Decision:
    return Decision.objects.select_for_update().get(pk=pk)


def _write(decision: Decision, values: dict[str, Any], by: User, reason: str) -> Decision:
    if unknown := values.keys() - WRITTEN:
        raise TypeError(f"not written by people: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(decision, name, value)
    with recording(by=by, reason=reason):
        decision.full_clean()
        decision.save()
    return decision


def _stored(part: Part) -> Part:
    """The part as it stands, in the decision it says it belongs to."""
    stored = type(part).objects.filter(pk=part.pk, decision=part.decision_id).first()
    if stored is None:
        raise Refused(_("Somebody has removed this part in the meantime."))
    return stored


def _refuse_stale(stored: RecordedModel, based_on: int | None) -> None:
    if based_on is not None and based_on != stored.latest_history_id():
        raise Refused(
            _("Somebody changed this while you were writing. Your words are still here: compare them and save again.")
        )


def _unchoose_others(decision: Decision, chosen: Option) -> None:
    for other in decision.options.filter(chosen=True).exclude(pk=chosen.pk):
        other.chosen = False
        other.save()
