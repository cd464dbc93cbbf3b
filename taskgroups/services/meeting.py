"""Meetings of a group: scheduled, moved, cancelled, and written down once they were held."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date, moment, next_at
from core.history import recording, refuse_stale
from core.verdicts import authorise
from people.models import User
from people.notifications import Kind, tell
from taskgroups.meeting_notifications import MEETING_CALLED, MEETING_CANCELLED, MEETING_MOVED
from taskgroups.models import AttendanceState, Meeting, MeetingState, Membership, TaskGroup
from taskgroups.services import attendance

# An end before the start is past midnight when the meeting is no longer than this, and a slip otherwise.
LONGEST_NIGHT = datetime.timedelta(hours=8)
# What tells people when to be where: when it changes, they are told.
_WHEN_AND_WHERE = {"starts_at", "ends_at", "online_link"}


@transaction.atomic
def schedule(
    *,
    group: TaskGroup,
    held_on: datetime.date,
    starts: datetime.time,
    ends: datetime.time,
    by: User,
    reason: str,
    **values: Any,
) -> Meeting:
    """Schedule a meeting on a day in Wales, and invite the group; one that was held already is written down only.

    `values`: titles, places, online_link, interpretation, agendas. Raises ValidationError for a day outside the group's
    time, hours that are not in order, or a meeting that is nowhere.
    """
    group = TaskGroup.objects.select_for_update().get(pk=group.pk)
    authorise(by, "schedule_meeting", group)
    meeting = Meeting(group=group, **_times(group, held_on, starts, ends), **values)
    _save(meeting, by=by, reason=reason)
    _tell(MEETING_CALLED, meeting)
    return meeting


def _tell(kind: Kind, meeting: Meeting) -> None:
    """Tell everyone who is asked, also who arranged it: it is for their calendar, too. Not of what is past."""
    if not meeting.over:
        tell(kind, [membership.user for membership in meeting.invited()], about=meeting, by=None)


def invite_newcomer(membership: Membership) -> None:
    """Invite somebody who joins to the meetings that are to come. Runs inside the act of joining."""
    for meeting in membership.group.meetings.to_come():
        tell(MEETING_CALLED, [membership.user], about=meeting, by=None)


def _times(
    group: TaskGroup, held_on: datetime.date, starts: datetime.time, ends: datetime.time
) -> dict[str, datetime.datetime]:
    """The moments of the hours `starts` and `ends` in Wales. An end that is before the start is past midnight."""
    if not group.starts_on <= held_on <= group.ends_on:
        period = {"from": long_date(group.starts_on), "until": long_date(group.ends_on)}
        raise ValidationError({"held_on": _("The group can meet from %(from)s until %(until)s.") % period})
    starts_at = moment(held_on, starts)
    if starts_at is None:
        raise ValidationError({"starts": _("The clocks go forward then: there is no such hour on that day.")})
    ends_at = next_at(ends, starts_at)
    if ends_at.date() > held_on and ends_at.astimezone(datetime.UTC) - starts_at > LONGEST_NIGHT:
        raise ValidationError(
            {"ends": _("The meeting must end after it starts. Past midnight it can last at most eight hours.")}
        )
    # In UTC: a moment that the clocks show twice is not equal to itself in another zone.
    return {"starts_at": starts_at.astimezone(datetime.UTC), "ends_at": ends_at.astimezone(datetime.UTC)}


def _locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands, with its group locked."""
    group = TaskGroup.objects.select_for_update().get(pk=meeting.group_id)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    meeting.group = group
    return meeting


def _save(meeting: Meeting, *, by: User, reason: str) -> None:
    with recording(by=by, reason=reason):
        meeting.full_clean()
        meeting.save()


@transaction.atomic
def revise(
    *,
    meeting: Meeting,
    held_on: datetime.date,
    starts: datetime.time,
    ends: datetime.time,
    by: User,
    reason: str,
    based_on: int | None = None,
    **values: Any,
) -> Meeting:
    """Change a meeting. Those who are invited are told when the time or the place is another one.

    `based_on` is the history id that the writer opened. Raises as `schedule`, and Refused when somebody has changed the
    meeting in between. The same values change nothing.
    """
    meeting = _locked(meeting)
    authorise(by, "change", meeting)
    refuse_stale(meeting, based_on)
    values |= _times(meeting.group, held_on, starts, ends)
    changed = {name for name, value in values.items() if getattr(meeting, name) != value}
    if not changed:
        return meeting
    moved = bool(changed & _WHEN_AND_WHERE) or _is_elsewhere(meeting, values)
    for name in changed:
        setattr(meeting, name, values[name])
    meeting.revision += 1
    _save(meeting, by=by, reason=reason)
    if moved:
        _tell(MEETING_MOVED, meeting)
    return meeting


def _is_elsewhere(meeting: Meeting, values: Mapping[str, Any]) -> bool:
    """Whether the values name another place; the same place in the other language, too, is no other place."""
    places = [(getattr(meeting, name), values.get(name, getattr(meeting, name))) for name in ("place_cy", "place_en")]
    return any(old != new for old, new in places if old or not meeting.place)


@transaction.atomic
def cancel(*, meeting: Meeting, cancelled_because_en: str, cancelled_because_cy: str, by: User, reason: str) -> Meeting:
    """Cancel a meeting with a reason, in Welsh or in English; those who are invited are told."""
    meeting = _locked(meeting)
    authorise(by, "cancel", meeting)
    meeting.state = MeetingState.CANCELLED
    meeting.cancelled_because_en, meeting.cancelled_because_cy = cancelled_because_en, cancelled_because_cy
    meeting.revision += 1
    _save(meeting, by=by, reason=reason)
    _tell(MEETING_CANCELLED, meeting)
    return meeting


@transaction.atomic
def write_notes(
    *, meeting: Meeting, notes_en: str, notes_cy: str, by: User, reason: str, based_on: int | None = None
) -> Meeting:
    """Write or correct the notes. One language can wait; they are written when both are there.

    Raises Refused when somebody has changed the meeting in between, ValidationError when written notes are emptied.
    """
    meeting = _locked(meeting)
    authorise(by, "keep_notes", meeting)
    refuse_stale(meeting, based_on)
    if (meeting.notes_en, meeting.notes_cy) == (notes_en, notes_cy):
        return meeting
    meeting.notes_en, meeting.notes_cy = notes_en, notes_cy
    if meeting.noted_at is None and not meeting.notes.missing:
        meeting.noted_at, meeting.noted_by = timezone.now(), by
    _save(meeting, by=by, reason=reason)
    return meeting


@transaction.atomic
def write_up(
    *,
    meeting: Meeting,
    states: Mapping[Membership, AttendanceState],
    notes_en: str,
    notes_cy: str,
    by: User,
    reason: str,
    based_on: int | None = None,
) -> Meeting:
    """Who was there and what was said: `attendance.record` and `write_notes`, both or neither."""
    attendance.record(meeting=meeting, states=states, by=by, reason=reason)
    return write_notes(meeting=meeting, notes_en=notes_en, notes_cy=notes_cy, by=by, reason=reason, based_on=based_on)
