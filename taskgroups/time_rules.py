"""How long a group may have: nine months unless the public is told why, and never longer than its mission."""

import calendar
import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from missions.models import Mission
from missions.services.mission import also_refuse
from taskgroups.models import TaskGroup

_MONTHS = 9  # The plan asks for time-limited groups.


def usual_end(starts_on: datetime.date, mission: Mission) -> datetime.date:
    """Nine months after the start, or the mission's last day if that is earlier."""
    return min(_nine_months_after(starts_on), mission.ends_on)


def _nine_months_after(day: datetime.date) -> datetime.date:
    years, month = divmod(day.month - 1 + _MONTHS, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, last))


def refuse_dates(group: TaskGroup) -> None:
    """Raise ValidationError for dates that a group of its mission cannot have, beside the field that is wrong."""
    if not group.starts_on or not group.ends_on:
        return
    if group.expired:
        raise ValidationError({"ends_on": _("The end date is in the past: the group could not start its work.")})
    if group.starts_on < group.mission.starts_on:
        begins = {"date": long_date(group.mission.starts_on)}
        raise ValidationError(
            {"starts_on": _("The mission starts on %(date)s. Enter that day or a later one.") % begins}
        )
    refuse_beyond_mission(group, group.ends_on, "ends_on")
    if group.ends_on > _nine_months_after(group.starts_on) and group.longer_because.missing:
        reason = _(
            "Enter why the group needs more than nine months, in Welsh and English, or choose an earlier end date."
        )
        raise ValidationError({f"longer_because_{language}": reason for language in group.longer_because.missing})


def refuse_beyond_mission(group: TaskGroup, day: datetime.date, field: str) -> None:
    """Raise ValidationError for a day after the mission's last."""
    if day > group.mission.ends_on:
        ends = {"date": long_date(group.mission.ends_on)}
        reason = (
            _("The mission ends on %(date)s. Enter that day or an earlier one, or extend the mission first.") % ends
        )
        raise ValidationError({field: reason})


@also_refuse
def _mission_that_ends_before_its_groups(mission: Mission) -> None:
    groups = TaskGroup.objects.under_way().within_time(timezone.localdate())
    last = groups.filter(mission=mission, ends_on__gt=mission.ends_on).order_by("ends_on").last()
    if last is not None:
        ends = {"date": long_date(last.ends_on)}
        reason = _("A task group of the mission ends on %(date)s. Enter that day or a later one.") % ends
        raise ValidationError({"ends_on": reason})
