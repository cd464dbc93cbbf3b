"""Who may do what with decisions and with publication (domain.md section 7)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.verdicts import ALLOWED, NOT_YOURS, Policy, Verdict, can, refused, register
from decisions_log.models import Decision, PublicationRequest
from decisions_log.models.decision import DECIDED_STATES
from decisions_log.publication.models import RequestState
from decisions_log.states import DISSENT_OPEN, EDITABLE
from people.models import PlatformRole, User
from people.selectors import has_role
from taskgroups.policy import visible_groups

FROZEN = refused(_("The text is frozen while the decision is in this state."))
NOT_DECIDED = refused(_("Only what has been decided can be published."))
OWN_REQUEST = refused(_("You asked for this publication: a second person must approve it."))
ANSWERED = refused(_("This request has been answered already."))


def _edit(person: User, decision: Decision) -> Verdict:
    verdict = can(person, "record_decision", decision.group)
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
        visible=lambda person: Decision.objects.filter(group__in=visible_groups(person)),
        rules={
            "change": _edit,
            "dissent": _dissent,
            "propose": lambda person, decision: can(person, "propose_decision", decision.group),
            "transition": lambda person, decision: can(person, "record_decision", decision.group),
            "request_publication": _publish,
        },
    )
)


def visible_requests(person: User) -> QuerySet[PublicationRequest]:
    """A person's own requests; all of them for publishers, auditors and administrators."""
    for role in (PlatformRole.PUBLISHER, PlatformRole.AUDITOR, PlatformRole.ADMINISTRATOR):
        if has_role(person, role):
            return PublicationRequest.objects.all()
    return PublicationRequest.objects.filter(Q(requested_by=person))


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
