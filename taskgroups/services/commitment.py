"""What bodies promise to do, and how each promise ends."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.history import recording
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
    if commitment.meeting and commitment.meeting.group_id != group.pk:
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
    group = TaskGroup.objects.select_for_update().get(pk=commitment.group_id)
    authorise(by, "change", group)
    commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if (commitment.state, commitment.note) == (state, note):
        raise Refused(_("This is how the commitment stands already."))
    commitment.state, commitment.note = state, note
    with recording(by=by, reason=reason):
        commitment.full_clean()
        commitment.save()
    return commitment
