"""Extending a group's time limit, asking for that, and reminding people of it."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import recording
from core.transitions import Refused
from core.verdicts import authorise
from people.models import User
from people.outbox import enqueue
from taskgroups.models import Extension, ExtensionRequest, Reminder, RequestOutcome, TaskGroup

REMIND = "time_limit_reminder"
ASKED = "extension_asked"
DECLINED = "extension_declined"
# Days before the end date (domain.md section 3).
REMINDER_DAYS = (1, 7, 14, 30)


def _refuse_useless_date(group: TaskGroup, until: datetime.date, field: str) -> None:
    if until <= group.ends_on:
        raise ValidationError({field: _("The new end date must be after the present one.")})
    if until < timezone.localdate():
        raise ValidationError({field: _("The new end date is in the past.")})


@transaction.atomic
def extend(*, group: TaskGroup, to_date: datetime.date, reason_en: str, reason_cy: str, by: User) -> Extension:
    """Give a group more time, also after its limit has passed. A waiting request is answered with it.

    Raises ValidationError for a date that is no later than the present one, or in the past, and for a missing reason.
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
    return extension


@transaction.atomic
def ask_extension(*, group: TaskGroup, until: datetime.date, grounds: str, by: User) -> ExtensionRequest:
    """Ask the mission lead for more time; they are told by e-mail.

    Raises ValidationError for a useless date or while another request waits.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "ask_extension", group)
    _refuse_useless_date(group, until, "until")
    request = ExtensionRequest(group=group, until=until, grounds=grounds, asked_by=by)
    with recording(by=by, reason=grounds):
        request.full_clean()
        request.save()
    enqueue(ASKED, group=str(group.uuid), person=str(group.mission.lead_id))
    return request


@transaction.atomic
def decline_extension(*, group: TaskGroup, by: User, reason: str) -> None:
    """Answer a waiting request with no. The reason stays in its history; who asked is told by e-mail."""
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "extend", group)
    with recording(by=by, reason=reason):
        request = _answer_waiting(group, RequestOutcome.DECLINED)
    if request is None:
        raise Refused(_("Nobody waits for an answer about more time."))
    enqueue(DECLINED, group=str(group.uuid), person=str(request.asked_by_id))


def _answer_waiting(group: TaskGroup, outcome: RequestOutcome) -> ExtensionRequest | None:
    request = group.extension_requests.select_for_update().waiting().first()
    if request is not None:
        request.outcome = outcome
        request.save()
    return request


def due_reminder(group: TaskGroup) -> int | None:
    """The reminder that a group's days call for: the last one whose day has come, also when its job runs late."""
    return next((days for days in REMINDER_DAYS if 0 <= group.days_left <= days), None)


def remind() -> int:
    """Write to the people of every group whose limit is near; returns how many. Running it again adds nothing."""
    groups = TaskGroup.objects.under_way().within_time(timezone.localdate()).select_related("mission__lead")
    near = groups.filter(ends_on__lte=timezone.localdate() + datetime.timedelta(days=max(REMINDER_DAYS)))
    return sum(_remind_group(group, days) for group in near if (days := due_reminder(group)) is not None)


@transaction.atomic
def _remind_group(group: TaskGroup, days: int) -> int:
    members = [membership.user for membership in group.memberships.current().select_related("user")]
    reminded = 0
    for person in {*members, group.mission.lead}:
        reminder, is_new = Reminder.objects.get_or_create(
            group=group, person=person, ends_on=group.ends_on, days_before=days
        )
        if is_new:
            enqueue(REMIND, reminder=str(reminder.pk))
            reminded += 1
    return reminded
