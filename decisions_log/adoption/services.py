"""Recording what each body makes of a decision."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.dates import long_date
from core.history import recording, refuse_stale
from core.transitions import Refused
from core.verdicts import NOT_YOURS, authorise
from decisions_log.meaning import pin_answer
from decisions_log.models import Adoption, AdoptionOutcome, AdoptionSet, Decision
from decisions_log.reasons import Reason
from people.models import User
from taskgroups.selectors import bodies_at_the_table, current_membership

RECORDED = (
    *("outcome", "decided_on", "legal_record"),
    *("conditions_en", "conditions_cy", "reason_en", "reason_cy"),
)


@transaction.atomic
def ask_bodies(*, decision: Decision, by: User) -> AdoptionSet:
    """The adoptions of a decision, one pending for each body at its table that has none yet. Idempotent."""
    with recording(by=by, reason=Reason.ADOPTION_ASKED):
        adoptions, _made = AdoptionSet.objects.get_or_create(decision=decision)
        for body in bodies_at_the_table(decision.group).exclude(adoptions__adoption_set=adoptions):
            Adoption.objects.create(adoption_set=adoptions, organisation=body)
    return adoptions


@transaction.atomic
def record_adoption(
    *, decision: Decision, by: User, based_on: int | None = None, read: int | None = None, **values: Any
) -> Adoption:
    """Record what the body that `by` speaks for decided about the text it read; `values` are those of RECORDED.

    The same answer sent twice is recorded once. `based_on` is the history id that the writer opened, `read` the
    meaning version of the decision that they read: Refused when either has changed in between. Raises PermissionDenied
    for who speaks for no body, ValidationError on bad values.
    """
    if unknown := values.keys() - set(RECORDED):
        raise TypeError(f"not recorded of an adoption: {', '.join(sorted(unknown))}")
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    authorise(by, "adopt", decision)
    membership = current_membership(decision.group, by.pk)
    if membership is None:
        raise PermissionDenied(NOT_YOURS.reason)
    adoption = ask_bodies(decision=decision, by=by).adoptions.get(organisation=membership.organisation)
    if read is not None and read != decision.meaning_version:
        raise Refused(_("The decision was corrected while you were reading it. Read it again before you answer."))
    again = adoption.is_stale
    if not again and all(getattr(adoption, name) == value for name, value in values.items()):
        return adoption
    refuse_stale(adoption, based_on)
    for name, value in values.items():
        setattr(adoption, name, value)
    _pin(adoption, decision, again=again)
    with recording(by=by, reason=Reason.ADOPTION_RECORDED):
        adoption.full_clean()
        adoption.save()
    return adoption


def _pin(adoption: Adoption, decision: Decision, *, again: bool) -> None:
    """Let the answer name the text that was read. Raises ValidationError for one decided before that text was there."""
    if adoption.outcome == AdoptionOutcome.PENDING:
        adoption.meaning_version, adoption.meaning = None, ""
        return
    corrected = decision.corrections.filter(meaning_version=decision.meaning_version).first()
    if again and corrected and adoption.decided_on and adoption.decided_on < localdate(corrected.corrected_at):
        day = long_date(corrected.corrected_at)
        problem = _("Enter the date on which your organisation decided about the text corrected on %(date)s.")
        raise ValidationError({"decided_on": problem % {"date": day}})
    pin_answer(adoption, decision)
