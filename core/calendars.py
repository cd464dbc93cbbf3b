"""Files for calendars: iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from icalendar import Calendar, Event


def uid(record: UUID, part: str = "") -> str:
    """By what calendars know an event again; `part` tells several events of one record apart."""
    return f"{record}{part and '-'}{part}@{urlsplit(settings.SITE_URL).hostname}"


def add_days(event: Event, first: date, last: date) -> None:
    """The event lasts from the first day to the last, both whole."""
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))


def add_hours(event: Event, starts_at: datetime, ends_at: datetime) -> None:
    """The event lasts from one moment to another."""
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("dtend", ends_at.astimezone(UTC))


def calendar_file(events: Iterable[Event], *, method: str = "PUBLISH", name: str = "") -> bytes:
    """The events as a file; `name` is what a calendar that is subscribed to is called.

    Times are written in UTC, which every calendar reads alike. Outlook is reported to ignore time zone blocks without a
    yearly rule, and to show the time an hour off.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//One Public Service Wales//OPSW//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()
