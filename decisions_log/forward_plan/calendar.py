"""The published forward plan as calendars take it, in the language of this request: whole days, free of time.

An event keeps its UID in every version and both languages; a higher SEQUENCE replaces a lower. Nothing here changes
unless what is published does, so that a calendar asks again for little.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from icalendar import Event

from core.calendars import add_days, calendar_file, uid
from core.partial_dates import first_day, in_words, last_day
from decisions_log.forward_plan.public import Planned, in_words as notice_in_words, open_plan, planned
from publication.published.addresses import absolute, record_address
from publication.published.models import PublishedVersion
from publication.published.reading import both, day


def plan() -> bytes:
    """All that is announced and not decided yet, as a calendar to subscribe to."""
    events = (event for item in planned(open_plan()) for event in _events(item))
    return calendar_file(events, name=_("Forward plan: OPSW"))


def plan_item(version: PublishedVersion) -> bytes:
    """One item; one that is dropped takes itself out again."""
    return calendar_file(_events(planned([version])[0]), name=str(version.title))


def _events(item: Planned) -> Iterator[Event]:
    """When it will be decided, which is a whole month where the day is not known, and the last day to have a say."""
    title = item.version.title
    yield _event(item, str(title), first_day(item.expected), last_day(item.expected))
    if until := day(item.version.content["say_until"]):
        yield _event(item, _("Last day to have a say: %(title)s") % {"title": title}, until, until, "say")


def _event(item: Planned, summary: str, first: date, last: date, part: str = "") -> Event:
    version = item.version
    link = absolute(record_address(version.record))
    event = Event()
    event.add("uid", uid(version.record.uuid, part))
    event.add("sequence", version.number)
    event.add("dtstamp", version.published_at)
    add_days(event, first, last)
    event.add("summary", summary)
    event.add("description", "\n\n".join(filter(None, [*_words(item), link])))
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if item.state == "dropped" else "TENTATIVE")
    return event


def _words(item: Planned) -> Iterator[str]:
    """What is announced, in plain text."""
    content = item.version.content
    yield _("When, at the earliest: %(date)s") % {"date": in_words(item.expected)}
    yield str(both(content["question"])).strip()
    yield _("How to have a say: %(how)s") % {"how": str(both(content["say"])).strip()}
    yield content["say_link"]
    yield content["say_email"]
    yield notice_in_words(item.notice)
