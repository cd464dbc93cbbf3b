"""Platform roles, given and taken by administrators."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import WALES
from core.history import recording
from core.transitions import Refused
from core.verdicts import insist
from people.grants import sync_editorial_groups
from people.models import PlatformRole, RoleAssignment, User
from people.policy import may_administer


def start_of(day: datetime.date) -> datetime.datetime:
    """Return the first moment of a day in Wales."""
    return datetime.datetime.combine(day, datetime.time(), WALES)


def tenure(starts_on: datetime.date | None, ends_on: datetime.date | None) -> dict[str, datetime.datetime | None]:
    """Return the moments of what is held from one day to another, both included; from now on without the first.

    Raises ValidationError for days that are past or in the wrong order.
    """
    today = timezone.localdate()
    if starts_on and starts_on < today:
        raise ValidationError({"starts_on": _("Enter today or a later day: nobody can hold a role in the past.")})
    if ends_on and ends_on < (starts_on or today):
        raise ValidationError({"ends_on": _("The last day must not be before the first.")})
    starts_at = start_of(starts_on) if starts_on and starts_on > today else timezone.now()
    return {"starts_at": starts_at, "ends_at": start_of(ends_on + datetime.timedelta(days=1)) if ends_on else None}


@transaction.atomic
def give_role(
    *,
    user: User,
    role: PlatformRole,
    by: User,
    reason: str,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> RoleAssignment:
    """Give a person a platform role, from today or a later day, until a day or for good.

    Raises Refused when the person holds it already or is to hold it, ValidationError on bad days.
    """
    insist(may_administer(by))
    User.objects.select_for_update().get(pk=user.pk)
    if RoleAssignment.objects.unfinished().filter(user=user, role=role).exists():
        raise Refused(_("This person has the role already. End it first to change its dates."))
    with recording(by=by, reason=reason):
        given = RoleAssignment.objects.create(user=user, role=role, **tenure(starts_on, ends_on))
    sync_editorial_groups(user)
    return given


@transaction.atomic
def take_role(*, assignment: RoleAssignment, by: User, reason: str) -> RoleAssignment:
    """End a platform role now. Raises Refused for one that has ended and for the last administrator's."""
    insist(may_administer(by))
    administrators = list(_lasting_administrators().select_for_update())
    assignment = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.ends_at and assignment.ends_at <= timezone.now():
        raise Refused(_("This role has ended already."))
    if assignment.role == PlatformRole.ADMINISTRATOR and all(each == assignment for each in administrators):
        raise Refused(_("This is the last administrator. Make somebody else an administrator first."))
    assignment.ends_at = timezone.now()
    assignment.starts_at = min(assignment.starts_at, assignment.ends_at)
    with recording(by=by, reason=reason):
        assignment.save()
    sync_editorial_groups(assignment.user)
    return assignment


def _lasting_administrators() -> QuerySet[RoleAssignment]:
    """Administrators now whose role has no end: without one of them nobody could give a role any more."""
    return RoleAssignment.objects.current().filter(role=PlatformRole.ADMINISTRATOR, ends_at=None).order_by("pk")


def is_last_administrator(assignment: RoleAssignment) -> bool:
    """Return True if nobody else is an administrator for good."""
    if assignment.role != PlatformRole.ADMINISTRATOR:
        return False
    return not _lasting_administrators().exclude(pk=assignment.pk).exists()
