"""What people are told about meetings: each comes with the entry for their calendar (RFC 5546)."""

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from core import dates
from people.mail import Attachment
from people.models import User
from people.notifications import Kind, register
from taskgroups import calendar
from taskgroups.models import Meeting
from taskgroups.selectors import current_membership


def _meeting_page(meeting: Meeting) -> str:
    return reverse("workspace:meeting", args=[meeting.group.uuid, meeting.uuid])


def _in_the_group(person: User, meeting: Meeting) -> bool:
    return current_membership(meeting.group, person.pk) is not None


def _to_come(person: User, meeting: Meeting) -> bool:
    return not meeting.cancelled and not meeting.over and _in_the_group(person, meeting)


def _when(person: User, meeting: Meeting) -> str:
    time = _("When: %(time)s") % {"time": dates.time_span(meeting.starts_at, meeting.ends_at)}
    return "\n".join([time, _("Task group: %(group)s") % {"group": calendar.called(meeting)}])


def _for_the_calendar(person: User, meeting: Meeting) -> list[Attachment]:
    method = "CANCEL" if meeting.cancelled else "REQUEST"
    return [Attachment("invite.ics", calendar.invitation(meeting, person), f"text/calendar; method={method}")]


MEETING_CALLED = register(
    Kind(
        "meeting_called",
        Meeting,
        subject=gettext_lazy("You are invited to a task group meeting"),
        page=_meeting_page,
        still=_to_come,
        text=_when,
        attachments=_for_the_calendar,
    )
)
MEETING_MOVED = register(
    Kind(
        "meeting_moved",
        Meeting,
        subject=gettext_lazy("A task group meeting has another time or place"),
        page=_meeting_page,
        still=_to_come,
        text=_when,
        attachments=_for_the_calendar,
    )
)
MEETING_CANCELLED = register(
    Kind(
        "meeting_cancelled",
        Meeting,
        subject=gettext_lazy("A task group meeting is cancelled"),
        page=_meeting_page,
        still=lambda person, meeting: meeting.cancelled and _in_the_group(person, meeting),
        text=_when,
        attachments=_for_the_calendar,
    )
)
