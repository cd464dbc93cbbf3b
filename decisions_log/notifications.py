"""What people are told about decisions."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from core.dates import long_date
from core.verdicts import can
from decisions_log.models import Adoption, AdoptionOutcome, Decision, DecisionState
from decisions_log.models.decision import STANDING_STATES
from people.models import Organisation, User
from people.notifications import Kind, register
from taskgroups.models import TaskGroup
from taskgroups.organisation_notices import asked_of_organisations
from taskgroups.selectors import current_membership


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
asked_of_organisations(ADOPTION_WAITS, _asked)
asked_of_organisations(ADOPTION_AGAIN, _asked_again)
