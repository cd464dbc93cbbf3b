"""Who may do what with decisions and with publication (domain.md section 7)."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.verdicts import ALLOWED, NOT_YOURS, Policy, Verdict, authorise, can, refused, register, visible_to
from decisions_log.models import (
    Constraint,
    Decision,
    DecisionState,
    Dissent,
    Option,
    Part,
    PublicationRequest,
    TradeOff,
)
from decisions_log.models.decision import DECIDED_STATES
from decisions_log.publication.kinds import PUBLISHABLE
from decisions_log.publication.models import RequestState
from decisions_log.states import DISSENT_OPEN, EDITABLE
from people.models import PlatformRole, User
from people.selectors import has_role
from taskgroups.policy import visible_groups
from taskgroups.selectors import current_membership

FROZEN = refused(_("The text is frozen while the decision is in this state."))
NOT_DECIDED = refused(_("Only what has been decided can be published."))
NOT_YOUR_DISSENT = refused(_("Dissent is written and changed by the body it belongs to, or by the convener."))
OWN_REQUEST = refused(_("You asked for this publication: a second person must approve it."))
ANSWERED = refused(_("This request has been answered already."))

# Members write the draft together; what has been decided is corrected by those who record decisions.
_DRAFTED = (DecisionState.DRAFT, DecisionState.DEFERRED)


def visible_decisions(person: User) -> QuerySet[Decision]:
    """Decisions of the groups that the person may see."""
    return Decision.objects.filter(group__in=visible_groups(person))


def _edit(person: User, decision: Decision) -> Verdict:
    right = "propose_decision" if decision.state in _DRAFTED else "record_decision"
    verdict = can(person, right, decision.group)
    return FROZEN if verdict and decision.state not in EDITABLE else verdict


def _dissent(person: User, decision: Decision) -> Verdict:
    verdict = can(person, "propose_decision", decision.group)
    return FROZEN if verdict and decision.state not in DISSENT_OPEN else verdict


def _publish(person: User, decision: Decision) -> Verdict:
    verdict = can(person, "request_publication", decision.group)
    return NOT_DECIDED if verdict and decision.state not in DECIDED_STATES else verdict


register(
    Policy(
        model=Decision,
        visible=visible_decisions,
        rules={
            "change": _edit,
            "dissent": _dissent,
            "propose": lambda person, decision: can(person, "propose_decision", decision.group),
            "transition": lambda person, decision: can(person, "record_decision", decision.group),
            "request_publication": _publish,
        },
    )
)


def _change_part(person: User, part: Part) -> Verdict:
    return can(person, "change", part.decision)


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


for _model in (Option, TradeOff, Constraint):
    register(Policy(model=_model, visible=_visible_parts(_model), rules={"change": _change_part}))
register(Policy(model=Dissent, visible=_visible_parts(Dissent), rules={"change": _change_dissent}))


def authorise_words(
    person: User,
    decision: Decision,
    part: Part,
    stored: Part | None = None,
) -> None:
    """Raise PermissionDenied unless the person may write `part`, which stands as `stored` if it is there already."""
    authorise(person, "dissent" if isinstance(part, Dissent) else "change", decision)
    if stored is not None:
        authorise(person, "change", stored)
    if isinstance(part, Dissent) and not (verdict := _change_dissent(person, part)):
        raise PermissionDenied(verdict.reason)


def visible_requests(person: User) -> QuerySet[PublicationRequest]:
    """Requests about records that the person may see; all of them for publishers, auditors and administrators."""
    for role in (PlatformRole.PUBLISHER, PlatformRole.AUDITOR, PlatformRole.ADMINISTRATOR):
        if has_role(person, role):
            return PublicationRequest.objects.all()
    seen = Q()
    for publishable in PUBLISHABLE.values():
        seen |= Q(record_uuid__in=visible_to(person, publishable.model).values("uuid"))
    return PublicationRequest.objects.filter(seen)


def _answer(person: User, request: PublicationRequest) -> Verdict:
    """A publisher who is not the requester; who edited the record is asked by the approval itself."""
    if not has_role(person, PlatformRole.PUBLISHER):
        return NOT_YOURS
    if request.state != RequestState.REQUESTED:
        return ANSWERED
    return OWN_REQUEST if request.requested_by_id == person.pk else ALLOWED


def _cancel(person: User, request: PublicationRequest) -> Verdict:
    if request.requested_by_id != person.pk:
        return NOT_YOURS
    return ALLOWED if request.state == RequestState.REQUESTED else ANSWERED


register(
    Policy(
        model=PublicationRequest,
        visible=visible_requests,
        rules={"approve": _answer, "return": _answer, "refuse": _answer, "cancel": _cancel},
    )
)
