"""Exceptions from the floor under convening: the mission lead asks, an administrator answers."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.transitions import Refused
from core.verdicts import authorise
from people.models import PlatformRole, User
from people.notifications import tell
from people.selectors import people_with_role
from taskgroups.models import ConveningException, ExceptionState, TaskGroup
from taskgroups.notifications import EXCEPTION_ANSWERED, EXCEPTION_ASKED


@transaction.atomic
def ask_exception(*, group: TaskGroup, by: User, reason: str, **values: Any) -> ConveningException:
    """Ask that a group may do with less than every group needs; administrators are told.

    `values`: minimum_members, minimum_sectors, without_levels, reason_en, reason_cy. Raises ValidationError for what
    lowers nothing or cannot be met, and while another request waits.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "ask_exception", group)
    asked = ConveningException(group=group, asked_by=by, **values)
    with recording(by=by, reason=reason):
        asked.full_clean()
        asked.save()
    tell(EXCEPTION_ASKED, people_with_role(PlatformRole.ADMINISTRATOR), about=asked, by=by)
    return asked


def _locked(exception: ConveningException) -> ConveningException:
    TaskGroup.objects.select_for_update().get(pk=exception.group_id)
    found: ConveningException = ConveningException.objects.select_for_update().get(pk=exception.pk)
    return found


@transaction.atomic
def answer_exception(*, exception: ConveningException, confirmed: bool, by: User, reason: str) -> ConveningException:
    """Confirm an exception, in place of one in force, or decline it. The reason stays in its history.

    Who asked is told. Raises Refused when it has been answered or withdrawn.
    """
    exception = _locked(exception)
    authorise(by, "answer", exception)
    if exception.state != ExceptionState.WAITING:
        raise Refused(_("This request has been answered already."))
    with recording(by=by, reason=reason):
        if confirmed:
            for earlier in exception.group.exceptions.in_force():
                _end(earlier)
        exception.state = ExceptionState.CONFIRMED if confirmed else ExceptionState.DECLINED
        exception.answered_by, exception.answered_on = by, timezone.localdate()
        exception.save()
    tell(EXCEPTION_ANSWERED, [exception.asked_by], about=exception, by=by)
    return exception


@transaction.atomic
def end_exception(*, exception: ConveningException, by: User, reason: str) -> ConveningException:
    """Withdraw a request, or end an exception in force. Raises Refused when it has ended already."""
    exception = _locked(exception)
    authorise(by, "end", exception)
    if exception.state not in (ExceptionState.WAITING, ExceptionState.CONFIRMED):
        raise Refused(_("This exception has ended already."))
    with recording(by=by, reason=reason):
        _end(exception)
    return exception


def _end(exception: ConveningException) -> None:
    exception.state = ExceptionState.ENDED
    exception.save()
