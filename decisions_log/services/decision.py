"""Recording decisions."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording, refuse_stale
from core.transitions import Blocker, Refused
from core.verdicts import authorise, can, insist
from decisions_log.adoption.services import ask_bodies
from decisions_log.consistency import refuse_contradictions
from decisions_log.meaning import pin_answer
from decisions_log.models import Decision, DecisionState, Impact, Option, Part
from decisions_log.models.answer import AnswersDecision
from decisions_log.models.impact import ALWAYS_OPENED, WELSH_LANGUAGE
from decisions_log.notifications import ADOPTION_WAITS, DECISION_PROPOSED, DECISION_WAITS
from decisions_log.policy import addable, authorise_words, removable
from decisions_log.reasons import Reason
from decisions_log.review.services import start_review
from decisions_log.services.correction import is_decided, refuse_rewriting
from decisions_log.states import FOLLOW_UP, MACHINE
from people.models import User
from people.notifications import tell
from taskgroups.models import ChallengePosition, Stage, TaskGroup
from taskgroups.organisation_notices import tell_organisations
from taskgroups.selectors import people_of
from taskgroups.services.references import next_reference
from taskgroups.stages import MACHINE as STAGES

# Problem first: decisions are drafted once a position is agreed. The stages before that, and the step each waits for.
_STEP_TOWARDS_POSITION = {Stage.CONVENING: "start_defining", Stage.DEFINING: "agree_position"}

# What a decision is given by its services alone.
_NOT_WRITTEN = {
    *("id", "uuid", "created_at", "group", "position", "reference", "state", "superseded_by", "meaning_version"),
}
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
    """Start a draft and open its impact assessment.

    Raises Refused before a position is agreed (problem first), ValidationError on bad values.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "propose_decision", group)
    if blockers := problem_first(group):
        raise Refused(*blockers)
    decision = Decision(group=group, position=ChallengePosition.objects.get(group=group))
    _write(decision, values, by, reason)
    with recording(by=by, reason=Reason.IMPACT_OPENED):
        for area in ALWAYS_OPENED:
            Impact.objects.create(decision=decision, area=area)
    return decision


@transaction.atomic
def revise(*, decision: Decision, by: User, reason: str, based_on: int | None = None, **values: Any) -> Decision:
    """Change a decision's own texts and dates.

    `based_on` is the history id that the writer opened. Raises PermissionDenied while the text is frozen,
    ValidationError on bad values, Refused when somebody has changed the decision in between, and once it is decided for
    what is corrected instead (services/correction.py).
    """
    decision = _locked(decision.pk)
    authorise(by, "change", decision)
    refuse_stale(decision, based_on)
    if is_decided(decision):
        refuse_rewriting(decision, {name for name, value in values.items() if getattr(decision, name) != value})
    return _write(decision, values, by, reason)


@transaction.atomic
def save_part(*, part: Part, by: User, reason: str, based_on: int | None = None) -> Part:
    """Add or change a part of the record. Raises ValidationError on bad values.

    `based_on` is as for `revise`; Refused also when the part has been removed in between. Raises PermissionDenied, once
    the decision is made, for a new part of a kind that is complete.
    """
    decision = _locked(part.decision_id)
    stored = None if part.pk is None else _stored(part)
    authorise_words(by, decision, part, stored)
    if stored is not None:
        refuse_stale(stored, based_on)
    if is_decided(decision):
        _refuse_other_parts(part, stored)
    if isinstance(part, AnswersDecision):
        pin_answer(part, decision)
    with recording(by=by, reason=reason):
        if isinstance(part, Option) and part.chosen:
            _unchoose_others(decision, part)
        part.full_clean()
        part.save()
    refuse_contradictions(part)
    return part


@transaction.atomic
def remove_part(*, part: Part, by: User, reason: str) -> None:
    """Take a part out of a draft; its history remains.

    Raises Refused for the impact on the Welsh language, PermissionDenied once the decision is made.
    """
    decision = _locked(part.decision_id)
    stored = _stored(part)
    authorise_words(by, decision, stored)
    insist(removable(decision))
    if isinstance(stored, Impact) and stored.area == WELSH_LANGUAGE:
        raise Refused(_("The impact on the Welsh language is weighed in every decision."))
    with recording(by=by, reason=reason):
        stored.delete()


def right_for(action: str) -> str:
    """The right that a step along the state table asks for."""
    if action == "propose":
        return "propose"
    return "follow_up" if action in FOLLOW_UP else "transition"


@transaction.atomic
def transition(
    *,
    decision: Decision,
    action: str,
    by: User,
    reason: str,
    decided_on: datetime.date | None = None,
    superseded_by: Decision | None = None,
    early_date_en: str = "",
    early_date_cy: str = "",
) -> Decision:
    """Move the decision along its state table. Raises Refused with every reason; nothing changes then.

    `decided_on` is when it was decided, if that is not known yet; today otherwise. `early_date` is why that is before
    the position was agreed. `superseded_by` is what takes the place of a decision that is superseded.
    """
    decision = _locked(decision.pk, *([superseded_by.pk] if superseded_by else []))
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
        decision.early_date_en = early_date_en or decision.early_date_en
        decision.early_date_cy = early_date_cy or decision.early_date_cy
    elif arrow.target == DecisionState.SUPERSEDED and superseded_by is not None:
        authorise(by, "view", superseded_by)
        decision.superseded_by = superseded_by
    if blockers := MACHINE.blockers(arrow, decision):
        raise Refused(*blockers)
    if arrow.target == DecisionState.CONFIRMED:
        review = decision.reviews.latest("pk")
        decision.review_on = review.next_review_on or decision.review_on
    decision.state = arrow.target
    if arrow.target == DecisionState.PROPOSED and decision.reference is None:
        decision.reference = next_reference("OPSW")
    with recording(by=by, reason=reason):
        decision.full_clean()
        decision.save()
    if arrow.target == DecisionState.UNDER_REVIEW:
        start_review(decision=decision, by=by, reason=reason)
    _tell_and_ask(decision, by)
    return decision


@transaction.atomic
def correct_successor(*, decision: Decision, superseded_by: Decision, by: User, reason: str) -> Decision:
    """Say that another decision than the one that was chosen replaces this one, before the public is told.

    Raises Refused for a decision that cannot replace it, PermissionDenied once the public knows.
    """
    decision = _locked(decision.pk, superseded_by.pk)
    authorise(by, "correct_successor", decision)
    authorise(by, "view", superseded_by)
    decision.superseded_by = superseded_by
    if blockers := MACHINE.unmet("successor", decision):
        raise Refused(*blockers)
    with recording(by=by, reason=reason):
        decision.full_clean()
        decision.save()
    return decision


def _tell_and_ask(decision: Decision, by: User) -> None:
    """Tell the group what was proposed; ask the bodies, and those who act for them, about what was decided."""
    if decision.state == DecisionState.PROPOSED:
        deciding = [person for person in people_of(decision.group) if can(person, "transition", decision)]
        tell(DECISION_WAITS, deciding, about=decision, by=by)
        tell(DECISION_PROPOSED, set(people_of(decision.group)) - set(deciding), about=decision, by=by)
    elif decision.state == DecisionState.DECIDED:
        asked = ask_bodies(decision=decision, by=by)
        bodies = [adoption.organisation for adoption in asked.adoptions.select_related("organisation")]
        tell_organisations(ADOPTION_WAITS, bodies, about=decision, by=by)
        tell(
            ADOPTION_WAITS,
            [person for person in people_of(decision.group) if can(person, "adopt", decision)],
            about=decision,
            by=by,
        )


def _locked(pk: int, *others: int) -> Decision:
    """The decision, locked together with the others that must not change meanwhile."""
    return next(row for row in Decision.objects.select_for_update().filter(pk__in=[pk, *others]) if row.pk == pk)


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


def _refuse_other_parts(part: Part, stored: Part | None) -> None:
    """Raise Refused for a change that is a correction, and for a new part of a kind that is complete."""
    if stored is not None:
        columns = [
            field.name for field in part._meta.concrete_fields if field.name not in ("meaning", "meaning_version")
        ]
        refuse_rewriting(stored, {name for name in columns if getattr(stored, name) != getattr(part, name)})
    else:
        insist(addable(type(part), part.decision))


def _unchoose_others(decision: Decision, chosen: Option) -> None:
    for other in decision.options.filter(chosen=True).exclude(pk=chosen.pk):
        other.chosen = False
        other.save()
