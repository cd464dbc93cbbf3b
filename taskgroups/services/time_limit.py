"""Extending a group's time limit, and asking for that."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.transitions import Refused
from core.verdicts import authorise
from people.models import User
from people.notifications import tell
from taskgroups.models import Extension, ExtensionRequest, RequestOutcome, TaskGroup
from taskgroups.notifications import EXTENSION_ASKED, EXTENSION_DECLINED, TIME_EXTENDED
from taskgroups.selectors import people_of
from taskgroups.time_rules import refuse_beyond_mission


def _refuse_useless_date(group: TaskGroup, until: datetime.date, field: str) -> None:
    if until <= group.ends_on:
        raise ValidationError({field: _("The new end date must be after the present one.")})
    if until < timezone.localdate():
        raise ValidationError({field: _("The new end date is in the past.")})
    refuse_beyond_mission(group, until, field)


@transaction.atomic
def extend(*, group: TaskGroup, to_date: datetime.date, reason_en: str, reason_cy: str, by: User) -> Extension:
    """Give a group more time, also after its limit has passed. A waiting request is answered with it.

    Raises ValidationError for a missing reason and for a date that is no later than the present one, in the past or
    beyond the mission's end.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "extend", group)
    _refuse_useless_date(group, to_date, "to_date")
    extension = Extension(
        group=group, from_date=group.ends_on, to_date=to_date, reason_en=reason_en, reason_cy=reason_cy, extended_by=by
    )
    extension.full_clean()
    extension.save()
    group.ends_on = to_date
    with recording(by=by, reason=reason_en):
        group.save()
        _answer_waiting(group, RequestOutcome.EXTENDED)
    tell(TIME_EXTENDED, people_of(group), about=group, by=by)
    return extension


@transaction.atomic
def ask_extension(*, group: TaskGroup, until: datetime.date, grounds: str, by: User) -> ExtensionRequest:
    """Ask the mission lead for more time; they are told.

    Raises ValidationError for a useless date or while another request waits.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "ask_extension", group)
    _refuse_useless_date(group, until, "until")
    request = ExtensionRequest(group=group, until=until, grounds=grounds, asked_by=by)
    with recording(by=by, reason=grounds):
        request.full_clean()
        request.save()
    tell(EXTENSION_ASKED, [group.mission.lead], about=group, by=by)
    return request


@transaction.atomic
def decline_extension(*, group: TaskGroup, by: User, reason: str) -> None:
    """Answer a waiting request with no. The reason stays in its history; who asked is told."""
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "extend", group)
    with recording(by=by, reason=reason):
        request = _answer_waiting(group, RequestOutcome.DECLINED)
    if request is None:
        raise Refused(_("Nobody waits for an answer about more time."))
    tell(EXTENSION_DECLINED, [request.asked_by], about=group, by=by)


def _answer_waiting(group: TaskGroup, outcome: RequestOutcome) -> ExtensionRequest | None:
    request = group.extension_requests.select_for_update().waiting().first()
    if request is not None:
        request.outcome = outcome
        request.save()
    return request
