"""What bodies promise to do, and how each promise ends."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.history import recording, refuse_stale
from core.transitions import Refused
from core.verdicts import authorise
from people.models import User
from taskgroups.models import Commitment, CommitmentState, TaskGroup
from taskgroups.services.membership import refuse_body_of_another_time


@transaction.atomic
def commit(*, group: TaskGroup, by: User, reason: str, **values: Any) -> Commitment:
    """Write down what a body will do. `values`: organisation, what_en, what_cy, due_on, meeting (or None).

    Raises Refused for a body that does not exist today, ValidationError on bad values and another group's meeting.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "change", group)
    commitment = Commitment(group=group, **values)
    refuse_body_of_another_time(commitment.organisation)
    return _save(commitment, by, reason)


@transaction.atomic
def revise(*, commitment: Commitment, by: User, reason: str, based_on: int | None = None, **values: Any) -> Commitment:
    """Correct what was written down; `values` are those of `commit`. How the commitment stands is another act.

    `based_on` is the history id that the writer opened. Raises as `commit`, and Refused when somebody has changed or
    removed the commitment in between.
    """
    commitment = _locked(commitment, by)
    refuse_stale(commitment, based_on)
    body = commitment.organisation
    for name, value in values.items():
        setattr(commitment, name, value)
    if commitment.organisation != body:
        refuse_body_of_another_time(commitment.organisation)
    return _save(commitment, by, reason)


@transaction.atomic
def remove(*, commitment: Commitment, by: User, reason: str) -> None:
    """Take out a commitment that nobody made; its history remains. One that is given up is dropped instead."""
    commitment = _locked(commitment, by)
    with recording(by=by, reason=reason):
        commitment.delete()


def _locked(commitment: Commitment, by: User) -> Commitment:
    """The commitment as it stands, with its group locked, for who may change it."""
    group = TaskGroup.objects.select_for_update().get(pk=commitment.group_id)
    authorise(by, "change", group)
    stored = Commitment.objects.select_for_update().filter(pk=commitment.pk).first()
    if stored is None:
        raise Refused(_("Somebody has removed this in the meantime."))
    return stored


def _save(commitment: Commitment, by: User, reason: str) -> Commitment:
    if commitment.meeting and commitment.meeting.group_id != commitment.group_id:
        raise ValidationError({"meeting": _("This meeting is not one of the group's.")})
    with recording(by=by, reason=reason):
        commitment.full_clean()
        commitment.save()
    return commitment


@transaction.atomic
def settle(*, commitment: Commitment, state: CommitmentState, note: str, by: User, reason: str) -> Commitment:
    """A commitment is done, dropped with a reason, or handed over; settled by mistake, it can be opened again.

    Raises ValidationError when it is dropped or handed over without a word, Refused when nothing would change.
    """
    commitment = _locked(commitment, by)
    if (commitment.state, commitment.note) == (state, note):
        raise Refused(_("This is how the commitment stands already."))
    commitment.state, commitment.note = state, note
    return _save(commitment, by, reason)
