"""Sending what people are to be told, at once or in their daily digest, if it is still so and still theirs to know."""

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext, override

from core.bilingual import LANGUAGES
from core.verdicts import can
from people.mail import write_to
from people.models import Delivery, Digest, LeftOut, Notification, User
from people.models.notification import NotificationQuerySet
from people.notifications import KINDS, SEND, Kind, deliveries
from people.outbox import enqueue, handles

DIGEST = "digest"


@dataclass(frozen=True)
class Due:
    """What a person is told now."""

    notification: Notification
    kind: Kind
    about: Any

    @property
    def link(self) -> str:
        return settings.SITE_URL + self.kind.page(self.about)


@handles(SEND)
def send(notification: str) -> None:
    """Send one notification by itself. Sent twice after a failure, it carries the same Message-ID."""
    for due in _due(Notification.objects.filter(uuid=UUID(notification))):
        person = due.notification.person
        with override(person.preferred_language or LANGUAGES[0]):
            attachments = list(due.kind.attachments(person, due.about))
        write_to(
            person.email,
            person.preferred_language,
            partial(_letter, due),
            attachments=attachments,
            message_id=f"<{notification}@{urlsplit(settings.SITE_URL).hostname}>",
        )
        _mark_sent([due])


def start_digests() -> int:
    """Begin today's digest of everyone for whom something waits; returns how many. Again today, it begins no second.

    What waits when a day was left out is in the digest of the next.
    """
    today = timezone.localdate()
    waiting = Notification.objects.waiting().filter(delivery=Delivery.DAILY).exclude(person__digests__on=today)
    people = User.objects.filter(pk__in=waiting.values("person"))
    return sum(_start_digest(person) for person in people)


@transaction.atomic
def _start_digest(person: User) -> bool:
    digest, is_new = Digest.objects.get_or_create(person=person, on=timezone.localdate())
    if is_new:
        enqueue(DIGEST, digest=str(digest.pk))
    return is_new


@handles(DIGEST)
def send_digest(digest: str) -> None:
    """Send a person what waits for the digest. One that could not be sent on its day leaves that to the next one."""
    found = Digest.objects.select_related("person").get(pk=digest)
    if found.done_at or found.on != timezone.localdate():
        return
    if due := _due(found.person.notifications.filter(delivery=Delivery.DAILY)):
        write_to(found.person.email, found.person.preferred_language, partial(_digest, due))
        _mark_sent(due)
    found.done_at = timezone.now()
    found.save()


@transaction.atomic
def _due(notifications: NotificationQuerySet) -> list[Due]:
    """Those that wait and are still to be told; the others are marked with the reason why not."""
    due = []
    waiting = notifications.waiting().select_related("person")
    for notification in waiting.select_for_update(of=("self",)):
        kind = KINDS.get(notification.kind)
        about = kind and kind.model._default_manager.filter(uuid=notification.about).first()
        if left_out := _why_not(notification.person, kind, about):
            notification.left_out = left_out
            notification.save()
        elif kind:
            due.append(Due(notification, kind, about))
    return due


def _why_not(person: User, kind: Kind | None, about: Any) -> LeftOut | None:
    if not person.is_active:
        return LeftOut.INACTIVE
    if kind is None or about is None:
        return LeftOut.GONE
    if deliveries(kind, [person])[person.pk] == Delivery.OFF:
        return LeftOut.SWITCHED_OFF
    if kind.seen and not can(person, "view", about):
        return LeftOut.HIDDEN
    return None if kind.still(person, about) else LeftOut.PAST


def _mark_sent(due: list[Due]) -> None:
    Notification.objects.filter(pk__in=[each.notification.pk for each in due]).update(sent_at=timezone.now())


def _letter(due: Due) -> tuple[str, str]:
    where = _("Sign in to see it: %(link)s") if due.kind.seen else _("The public site: %(link)s")
    parts = [f"{due.kind.subject}.", due.kind.text(due.notification.person, due.about), where % {"link": due.link}]
    return str(due.kind.subject), "\n\n".join([*filter(None, parts), _foot()])


def _digest(due: list[Due]) -> tuple[str, str]:
    """Each kind once, with the pages below it; a page once."""
    pages: dict[str, dict[str, None]] = defaultdict(dict)
    for each in due:
        pages[str(each.kind.subject)][each.link] = None
    number = len(due)
    subject = ngettext(
        "Your daily digest: %(number)d notification", "Your daily digest: %(number)d notifications", number
    )
    parts = [_("This is what is new for you. Sign in to see it.")]
    parts += ["\n".join([f"{words}:", *links]) for words, links in pages.items()]
    return subject % {"number": number}, "\n\n".join([*parts, _foot()])


def _foot() -> str:
    link = settings.SITE_URL + reverse("account_notifications")
    return _("You can choose which e-mails you get, and when: %(link)s") % {"link": link}
