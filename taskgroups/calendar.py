"""Meetings as calendars take them: iCalendar (RFC 5545), and invitations (RFC 5546)."""

from collections.abc import Callable, Sequence
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, override
from icalendar import Event, vCalAddress, vText

from core.bilingual import LANGUAGES
from core.calendars import add_hours, calendar_file, uid
from people.models import User
from taskgroups.models import Meeting


def entry(meeting: Meeting) -> bytes:
    """The meeting with its title, place and agenda, in the language of this request: for readers of its page alone."""
    event = _event(meeting, _link(meeting))
    event.add("summary", str(meeting.title))
    if where := str(meeting.place) or meeting.online_link:
        event.add("location", where)
    parts = [meeting.online_link, str(meeting.agenda), _link(meeting)]
    event.add("description", "\n\n".join(filter(None, parts)))
    return calendar_file([event])


def invitation(meeting: Meeting, person: User) -> bytes:
    """What an e-mail carries: when it is, and a link in the person's language; a cancelled meeting is taken out.

    The meeting is not named, and the group only if it has chosen so; its code tells the meetings of two groups apart.
    Calendars know the meeting again by its UID; a higher SEQUENCE replaces a lower.
    """
    languages = [person.preferred_language] if person.preferred_language else LANGUAGES
    event = _event(meeting, _in(languages[:1], lambda: _link(meeting)))
    event.add("summary", _in(languages, lambda: _("Task group meeting: %(group)s") % {"group": called(meeting)}))
    event.add("description", _in(languages, lambda: _("Sign in to see it: %(link)s") % {"link": _link(meeting)}, "\n"))
    organiser = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["cn"] = vText("One Public Service Wales")
    event.add("organizer", organiser)
    guest = vCalAddress(f"mailto:{person.email}")
    guest.params["rsvp"] = vText("FALSE")
    event.add("attendee", guest)
    return calendar_file([event], method="CANCEL" if meeting.cancelled else "REQUEST")


def called(meeting: Meeting) -> str:
    """What a group is called outside the workspace: its name if it has chosen so, else its code."""
    return str(meeting.group.name) if meeting.group.named_in_emails else meeting.group.code


def _in(languages: Sequence[str], words: Callable[[], str], between: str = " / ") -> str:
    texts = []
    for language in languages:
        with override(language):
            texts.append(words())
    return between.join(texts)


def _event(meeting: Meeting, link: str) -> Event:
    event = Event()
    event.add("uid", uid(meeting.uuid))
    event.add("sequence", meeting.revision)
    event.add("dtstamp", timezone.now())
    add_hours(event, meeting.starts_at, meeting.ends_at)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("url", link)
    return event


def _link(meeting: Meeting) -> str:
    return settings.SITE_URL + reverse("workspace:meeting", args=[meeting.group.uuid, meeting.uuid])
