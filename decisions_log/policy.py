"""Who may do what with decisions (domain.md section 7)."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.verdicts import ALLOWED, Policy, Verdict, authorise, can, refused, register
from decisions_log.decision.words import COLLECTIVELY_RESPONSIBLE
from decisions_log.frozen import GROWING_PARTS
from decisions_log.models import (
    AdoptionSet,
    Agreement,
    Constraint,
    Consultation,
    Decision,
    DecisionState,
    DeclaredInterest,
    Dissent,
    Evidence,
    ForwardPlanItem,
    Impact,
    Option,
    Part,
    PlanItemState,
    Review,
    TradeOff,
)
from decisions_log.models.decision import DECIDED_STATES, STANDING_STATES
from decisions_log.states import DISSENT_OPEN, EDITABLE
from people.models import User
from publication.models import (
    PublicationRequest,
    PublishedVersion,
    RequestState,
)
from taskgroups.policy import follow_up_rule, publish_rule, speak_rule, visible_groups
from taskgroups.selectors import current_membership

NOTHING_REMOVED = refused(_("Nothing is removed from the record of a decision that has been made."))
NOTHING_ADDED = refused(_("This was complete when the decision was made: nothing can be added to it."))
FROZEN = refused(_("The text is frozen while the decision is in this state."))
NOT_DECIDED = refused(_("Only what has been decided can be published."))
NOT_STANDING = refused(_("Bodies adopt a decision once it is made, and as long as it stands."))
COLLECTIVE = refused(_("Collective responsibility applies to this decision-maker: no dissent is recorded."))
DROPPED = refused(_("This was dropped from the forward plan: it stays as it was."))
HAS_BEEN_DECIDED = refused(_("This has been decided: it stays as it was announced."))
NOT_YOUR_DISSENT = refused(_("Dissent is written and changed by the body it belongs to, or by the convener."))
NOT_SUPERSEDED = refused(_("No decision has replaced this one."))
SUCCESSOR_PUBLIC = refused(_("The public reads which decision replaces this one: that stays."))
SUCCESSOR_ASKED = refused(_("Publication of this is asked for. Take the request back first."))

# Members write the draft together; what has been decided is corrected by those who record decisions.
_DRAFTED = (DecisionState.DRAFT, DecisionState.DEFERRED)


def visible_decisions(person: User) -> QuerySet[Decision]:
    """Decisions of the groups that the person may see."""
    return Decision.objects.filter(group__in=visible_groups(person))


def _edit(person: User, decision: Decision) -> Verdict:
    right = "propose_decision" if decision.state in _DRAFTED else "record_decision"
    verdict = can(person, right, decision.group)
    return FROZEN if verdict and decision.state not in EDITABLE else verdict


def _record_outcome(person: User, decision: Decision) -> Verdict:
    """How far the group agreed, and who declared an interest, is also recorded while the text is proposed."""
    if decision.state == DecisionState.PROPOSED:
        return can(person, "record_decision", decision.group)
    return _edit(person, decision)


def _dissent(person: User, decision: Decision) -> Verdict:
    verdict = can(person, "propose_decision", decision.group)
    if verdict and decision.decision_maker_kind in COLLECTIVELY_RESPONSIBLE:
        return COLLECTIVE
    return FROZEN if verdict and decision.state not in DISSENT_OPEN else verdict


def _publish(person: User, decision: Decision) -> Verdict:
    verdict = can(person, "request_publication", decision.group)
    return NOT_DECIDED if verdict and decision.state not in DECIDED_STATES else verdict


def _adopt(person: User, decision: Decision) -> Verdict:
    """Who speaks for a body in the group; after the group's time, too: a body decides in its own time."""
    verdict = speak_rule(person, decision.group)
    return NOT_STANDING if verdict and decision.state not in STANDING_STATES else verdict


def _correct_successor(person: User, decision: Decision) -> Verdict:
    """Which decision replaces it is put right until the public is told, and not while its publication is asked for."""
    verdict = follow_up_rule(person, decision.group)
    if not verdict:
        return verdict
    if decision.state != DecisionState.SUPERSEDED:
        return NOT_SUPERSEDED
    newest = PublishedVersion.objects.filter(record__uuid=decision.uuid).first()  # also one that is not signed yet
    if newest is not None and newest.content.get("superseded_by"):
        return SUCCESSOR_PUBLIC
    waiting = PublicationRequest.objects.filter(record_uuid=decision.uuid, state=RequestState.REQUESTED)
    return SUCCESSOR_ASKED if waiting.exists() else ALLOWED


register(
    Policy(
        model=Decision,
        visible=visible_decisions,
        rules={
            "change": _edit,
            "dissent": _dissent,
            "record_outcome": _record_outcome,
            "propose": lambda person, decision: can(person, "propose_decision", decision.group),
            "transition": lambda person, decision: can(person, "record_decision", decision.group),
            "follow_up": lambda person, decision: follow_up_rule(person, decision.group),
            "correct_successor": _correct_successor,
            "adopt": _adopt,
            "request_publication": _publish,
        },
    )
)
register(
    Policy(
        model=AdoptionSet,
        visible=lambda person: AdoptionSet.objects.filter(decision__in=visible_decisions(person)),
        rules={"request_publication": lambda person, adoptions: publish_rule(person, adoptions.group)},
    )
)


def _follow_up(person: User, record: Decision | Review) -> Verdict:
    return follow_up_rule(person, record.group)


def _still_planned(*rights: str) -> Callable[[User, ForwardPlanItem], Verdict]:
    """A rule on what is neither dropped nor decided: one of these rights in the group."""

    def rule(person: User, item: ForwardPlanItem) -> Verdict:
        verdicts = [can(person, right, item.group) for right in rights]
        verdict = next(filter(None, verdicts), verdicts[0])
        if not verdict:
            return verdict
        if item.state == PlanItemState.DROPPED:
            return DROPPED
        return HAS_BEEN_DECIDED if item.decisions.decided().exists() else ALLOWED

    return rule


register(
    Policy(
        model=Review,
        visible=lambda person: Review.objects.filter(decision__in=visible_decisions(person)),
        rules={"change": _follow_up, "request_publication": _follow_up},
    )
)
register(
    Policy(
        model=ForwardPlanItem,
        visible=lambda person: ForwardPlanItem.objects.filter(group__in=visible_groups(person)),
        rules={
            "change": _still_planned("propose_decision"),
            # After the group's time nothing more is planned, but what will not come any more is still taken out.
            "drop": _still_planned("propose_decision", "report_closing"),
            "request_publication": lambda person, item: publish_rule(person, item.group),
        },
    )
)


def right_to_write(part: Part | Decision) -> str:
    """The right on a decision that writing the part of it asks for."""
    if isinstance(part, Dissent):
        return "dissent"
    return "record_outcome" if isinstance(part, Agreement | DeclaredInterest) else "change"


def _change_part(person: User, part: Part) -> Verdict:
    return can(person, right_to_write(part), part.decision)


def _change_dissent(person: User, dissent: Dissent) -> Verdict:
    """The convener, and who speaks for the body; for unnamed dissent, who wrote it down."""
    verdict = can(person, "dissent", dissent.decision)
    if not verdict or can(person, "record_decision", dissent.decision.group):
        return verdict
    if dissent.organisation_id is None:
        return ALLOWED if dissent.pk is None or _wrote(person, dissent) else NOT_YOUR_DISSENT
    membership = current_membership(dissent.decision.group, person.pk)
    speaks = membership is not None and membership.organisation_id == dissent.organisation_id
    return ALLOWED if speaks else NOT_YOUR_DISSENT


def _wrote(person: User, dissent: Dissent) -> bool:
    return dissent.history.earliest().history_user_id == person.pk


def _visible_parts(model: type[Part]) -> Callable[[User], QuerySet[Any]]:
    return lambda person: model.objects.filter(decision__in=visible_decisions(person))


for _model in (Option, TradeOff, Constraint, Evidence, Consultation, Impact, Agreement, DeclaredInterest):
    register(Policy(model=_model, visible=_visible_parts(_model), rules={"change": _change_part}))
register(Policy(model=Dissent, visible=_visible_parts(Dissent), rules={"change": _change_dissent}))


def removable(decision: Decision) -> Verdict:
    """Whether parts can be taken out of the record."""
    return NOTHING_REMOVED if decision.state in DECIDED_STATES else ALLOWED


def addable(model: type[Part], decision: Decision) -> Verdict:
    """Whether a part of that kind can be added to the record: once it is decided only what takes nothing from it."""
    grows = decision.state not in DECIDED_STATES or model in GROWING_PARTS
    return ALLOWED if grows else NOTHING_ADDED


def authorise_words(
    person: User,
    decision: Decision,
    part: Part | Decision,
    stored: Part | None = None,
) -> None:
    """Raise PermissionDenied unless the person may write `part`, which stands as `stored` if it is there already."""
    authorise(person, right_to_write(part), decision)
    if stored is not None:
        authorise(person, "change", stored)
    if isinstance(part, Dissent) and not (verdict := _change_dissent(person, part)):
        raise PermissionDenied(verdict.reason)
