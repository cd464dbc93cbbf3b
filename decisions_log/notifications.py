"""What people are told about decisions and their publication."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from core.dates import long_date
from core.verdicts import can
from decisions_log.models import (
    Adoption,
    AdoptionOutcome,
    Decision,
    DecisionState,
    Emergency,
    EmergencyState,
    PublicationRequest,
    Release,
    Removal,
)
from decisions_log.models.decision import STANDING_STATES
from decisions_log.publication.release import ReleaseState
from people.models import Organisation, User
from people.notifications import Kind, register
from taskgroups.models import TaskGroup
from taskgroups.organisation_notices import asked_of_organisations
from taskgroups.selectors import current_membership


def _request_page(request: PublicationRequest) -> str:
    return reverse("workspace:publication_request", args=[request.uuid])


def _release_page(release: Release) -> str:
    return reverse("workspace:release", args=[release.uuid])


def _emergency_page(emergency: Emergency) -> str:
    return reverse("workspace:emergency", args=[emergency.uuid])


def _decision_waits(person: User, decision: Decision) -> bool:
    return decision.state == DecisionState.PROPOSED and bool(can(person, "transition", decision))


def _adoption_waits(person: User, decision: Decision) -> bool:
    """Until somebody has recorded what the body decided."""
    speaks = current_membership(decision.group, person.pk)
    if speaks is None or not can(person, "adopt", decision):
        return False
    waiting = Adoption.objects.to_answer().filter(adoption_set__decision=decision)
    return waiting.filter(organisation=speaks.organisation).exists()


def _asked(group: TaskGroup, organisation: Organisation) -> list[Decision]:
    """The decisions that stand and that the organisation has not answered."""
    return _decisions_of(Adoption.objects.to_answer().filter(outcome=AdoptionOutcome.PENDING), group, organisation)


def _asked_again(group: TaskGroup, organisation: Organisation) -> list[Decision]:
    """Those that were corrected since it answered."""
    return _decisions_of(Adoption.objects.to_answer().exclude(outcome=AdoptionOutcome.PENDING), group, organisation)


def _decisions_of(adoptions: QuerySet[Adoption], group: TaskGroup, organisation: Organisation) -> list[Decision]:
    owed = adoptions.filter(organisation=organisation).values("adoption_set__decision")
    return list(Decision.objects.filter(pk__in=owed, group=group, state__in=STANDING_STATES))


def _review_waits(person: User, decision: Decision) -> bool:
    owing = Decision.objects.owing_review().filter(pk=decision.pk)
    return owing.exists() and bool(can(person, "follow_up", decision))


def _review_date(person: User, decision: Decision) -> str:
    date = long_date(decision.review_on) if decision.review_on else ""
    return gettext("The review date of the decision is: %(date)s") % {"date": date}


DECISION_WAITS = register(
    Kind(
        "decision_waits",
        Decision,
        subject=_("A proposed decision waits for you"),
        page=lambda decision: reverse("workspace:decision", args=[decision.uuid]),
        still=_decision_waits,
    )
)
ADOPTION_WAITS = register(
    Kind(
        "adoption_waits",
        Decision,
        subject=_("Your body is asked whether it adopts a decision"),
        page=lambda decision: reverse("workspace:adoption", args=[decision.uuid]),
        still=_adoption_waits,
    )
)
ADOPTION_AGAIN = register(
    Kind(
        "adoption_again",
        Decision,
        subject=_("A decision that your organisation answered was corrected, and needs a new answer"),
        page=lambda decision: reverse("workspace:adoption", args=[decision.uuid]),
        still=_adoption_waits,
    )
)
DECISION_CORRECTED = register(
    Kind(
        "decision_corrected",
        Decision,
        subject=_("A decision that your organisation was asked about was corrected"),
        page=lambda decision: reverse("workspace:decision", args=[decision.uuid]) + "#corrections-heading",
    )
)
DECISION_PROPOSED = register(
    Kind(
        "decision_proposed",
        Decision,
        subject=_("A decision was proposed in one of your task groups"),
        page=lambda decision: reverse("workspace:decision", args=[decision.uuid]),
        still=lambda person, decision: decision.state == DecisionState.PROPOSED,
    )
)
REVIEW_DUE = register(
    Kind(
        "review_due",
        Decision,
        subject=_("A review of a decision is due"),
        page=lambda decision: reverse("workspace:decision", args=[decision.uuid]),
        still=_review_waits,
        text=_review_date,
    )
)
REVIEW_OVERDUE = register(
    Kind(
        "review_overdue",
        Decision,
        subject=_("A review of a decision is overdue"),
        page=lambda decision: reverse("workspace:decision", args=[decision.uuid]),
        still=_review_waits,
        text=_review_date,
    )
)
APPROVAL_WAITS = register(
    Kind(
        "approval_waits",
        PublicationRequest,
        subject=_("A publication waits for your approval"),
        page=_request_page,
        still=lambda person, request: can(person, "approve", request),
    )
)
PUBLISHED = register(
    Kind(
        "published",
        PublicationRequest,
        subject=_("Your publication request was approved"),
        page=_request_page,
    )
)
REMOVAL_WAITS = register(
    Kind(
        "removal_waits",
        Removal,
        subject=_("A request about what is published waits for your answer"),
        page=lambda removal: reverse("workspace:removal", args=[removal.uuid]),
        still=lambda person, removal: can(person, "answer", removal),
    )
)
REMOVAL_ANSWERED = register(
    Kind(
        "removal_answered",
        Removal,
        subject=_("Your request about what is published was answered"),
        page=lambda removal: reverse("workspace:removal", args=[removal.uuid]),
    )
)
DECLINED = register(
    Kind(
        "declined",
        PublicationRequest,
        subject=_("Your publication request was not approved"),
        page=_request_page,
    )
)
RELEASE_WAITS = register(
    Kind(
        "release_waits",
        Release,
        subject=_("A release waits for your approval"),
        page=_release_page,
        still=lambda person, release: release.state == ReleaseState.WAITING and can(person, "approve", release),
    )
)
RELEASE_SCHEDULED = register(
    Kind(
        "release_scheduled", Release, subject=_("A release was approved, and waits for its moment"), page=_release_page
    )
)
RELEASE_PUBLISHED = register(
    Kind("release_published", Release, subject=_("A release has gone out"), page=_release_page)
)
RELEASE_RETURNED = register(
    Kind("release_returned", Release, subject=_("A release was returned for changes"), page=_release_page)
)
APPROVAL_LAPSED = register(
    Kind(
        "approval_lapsed",
        Release,
        subject=_("The approval of a release no longer holds, and nothing goes out"),
        page=_release_page,
        still=lambda person, release: release.state != ReleaseState.PUBLISHED and release.lapse,
        text=lambda person, release: release.get_lapse_display(),
    )
)
EMERGENCY_PUBLISHED = register(
    Kind(
        "emergency_published",
        Emergency,
        subject=_("Something was published in an emergency, without a second person"),
        page=_emergency_page,
    )
)
EMERGENCY_OVERDUE = register(
    Kind(
        "emergency_overdue",
        Emergency,
        subject=_("The approval of an emergency publication is overdue"),
        page=_emergency_page,
        still=lambda person, emergency: emergency.state == EmergencyState.WAITING,
    )
)
EMERGENCY_ANSWERED = register(
    Kind(
        "emergency_answered",
        Emergency,
        subject=_("A second person has answered for an emergency publication"),
        page=_emergency_page,
        text=lambda person, emergency: emergency.get_state_display(),
    )
)

asked_of_organisations(ADOPTION_WAITS, _asked)
asked_of_organisations(ADOPTION_AGAIN, _asked_again)
