"""Recording what each body makes of a decision."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core.history import recording, refuse_stale
from core.verdicts import NOT_YOURS, authorise
from decisions_log.models import Adoption, AdoptionSet, Decision
from decisions_log.reasons import Reason
from people.models import User
from taskgroups.selectors import bodies_to_answer, current_membership

RECORDED = ("outcome", "decided_on", "legal_record", "conditions_en", "conditions_cy")


@transaction.atomic
def ask_bodies(*, decision: Decision, by: User) -> AdoptionSet:
    """The adoptions of a decision, one pending for each body that speaks in its group and has none yet. Idempotent."""
    with recording(by=by, reason=Reason.ADOPTION_ASKED):
        adoptions, _made = AdoptionSet.objects.get_or_create(decision=decision)
        for body in bodies_to_answer(decision.group).exclude(adoptions__adoption_set=adoptions):
            Adoption.objects.create(adoption_set=adoptions, organisation=body)
    return adoptions


@transaction.atomic
def record_adoption(*, decision: Decision, by: User, based_on: int | None = None, **values: Any) -> Adoption:
    """Record what the body that `by` speaks for decided; `values` are those of RECORDED.

    The same answer sent twice is recorded once. `based_on` is the history id that the writer opened: Refused when
    somebody has changed it in between. Raises PermissionDenied for who speaks for no body, ValidationError on bad
    values.
    """
    if unknown := values.keys() - set(RECORDED):
        raise TypeError(f"not recorded of an adoption: {', '.join(sorted(unknown))}")
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    authorise(by, "adopt", decision)
    membership = current_membership(decision.group, by.pk)
    if membership is None:
        raise PermissionDenied(NOT_YOURS.reason)
    adoption = ask_bodies(decision=decision, by=by).adoptions.get(organisation=membership.organisation)
    if all(getattr(adoption, name) == value for name, value in values.items()):
        return adoption
    refuse_stale(adoption, based_on)
    for name, value in values.items():
        setattr(adoption, name, value)
    with recording(by=by, reason=Reason.ADOPTION_RECORDED):
        adoption.full_clean()
        adoption.save()
    return adoption
