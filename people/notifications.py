"""Telling people what happened: once, at once or in a daily digest, as each of them chooses.

An app registers its kinds beside its services, and tells inside the transaction of the act:

    ANSWERED = register(
        Kind(
            "comment_answered",
            Comment,
            subject=_("Somebody answered a comment of yours"),
            page=lambda comment: reverse("workspace:comment", args=[comment.uuid]),
            still=lambda person, comment: not comment.resolved,
        )
    )
    tell(ANSWERED, [comment.author], about=comment, by=by)

What is told, and to whom, is asked again when it is sent (people/delivery.py).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise

from people.mail import Attachment
from people.models import Delivery, Notification, NotificationChoice, User
from people.outbox import enqueue

SEND = "notification"


@dataclass(frozen=True)
class Kind:
    """Things of one kind that people are told. No text of it says anything confidential, not even the name of a group.

    subject: a sentence without its full stop; also the kind's name where people choose how to be told.
    page: the path of the page that shows it, from what it is about.
    still: whether it is so at the moment of sending, for the person; otherwise it is not sent.
    text: more sentences for the e-mail (not the digest), in the language that is active.
    attachments: files of the e-mail (not the digest); called once, in the person's language, or in Welsh.
    seen: the person must be able to view what it is about; False for what tells that they no longer can.
    """

    name: str
    model: type[models.Model]
    subject: Promise
    page: Callable[[Any], str]
    default: Delivery = Delivery.AT_ONCE
    still: Callable[[User, Any], Any] = lambda person, about: True
    text: Callable[[User, Any], str] = lambda person, about: ""
    attachments: Callable[[User, Any], Iterable[Attachment]] = lambda person, about: ()
    seen: bool = True


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make `kind` known under its name, which rows hold. Raises ValueError when the name is taken."""
    if kind.name in KINDS:
        raise ValueError(f"The kind {kind.name} is registered already.")
    KINDS[kind.name] = kind
    return kind


@transaction.atomic
def tell(kind: Kind, people: Iterable[User], *, about: models.Model, by: User | None) -> int:
    """Tell each person, but not who did it (`by`; None for the schedule); returns how many will be told anew.

    Written with the act, sent after it has committed. A person who waits to be told the same thing is told once.
    """
    others = sorted({person for person in people if person != by}, key=lambda person: person.pk)
    wanted = deliveries(kind, others)
    return sum(_write_down(kind, person, about, wanted[person.pk]) for person in others)


def _write_down(kind: Kind, person: User, about: Any, delivery: Delivery) -> bool:
    if delivery == Delivery.OFF:
        return False
    # The lock makes whoever sends the waiting one look again after this act.
    notification, is_new = Notification.objects.select_for_update().get_or_create(
        person=person, kind=kind.name, about=about.uuid, sent_at=None, left_out="", defaults={"delivery": delivery}
    )
    if is_new and delivery == Delivery.AT_ONCE:
        enqueue(SEND, notification=str(notification.uuid))
    return is_new


def told_since(kind: Kind, about: Any, since: datetime | None = None) -> set[int]:
    """The keys of those who were told this, or wait to be told, since the moment; ever, when it is None.

    What a schedule tells again and again is told to the others.
    """
    told = Notification.objects.filter(kind=kind.name, about=about.uuid)
    if since is not None:
        told = told.filter(created_at__gte=since)
    return set(told.values_list("person_id", flat=True))


def deliveries(kind: Kind, people: Iterable[User]) -> dict[int, Delivery]:
    """How each person, by key, wants to be told things of the kind."""
    chosen = NotificationChoice.objects.filter(kind=kind.name, person__in=people)
    wanted = {choice.person_id: Delivery(choice.delivery) for choice in chosen}
    return {person.pk: wanted.get(person.pk, kind.default) for person in people}


def choices_of(person: User) -> dict[str, Delivery]:
    """How the person wants to be told, for every kind by name."""
    chosen = dict(person.notification_choices.values_list("kind", "delivery"))
    return {name: Delivery(chosen.get(name, kind.default)) for name, kind in KINDS.items()}


@transaction.atomic
def choose(*, person: User, deliveries: dict[str, Delivery]) -> None:
    """Keep how the person wants to be told, by kind. A default that was not changed is not kept: it may change."""
    before = choices_of(person)
    for name, delivery in deliveries.items():
        if before[name] != delivery:
            NotificationChoice.objects.update_or_create(person=person, kind=name, defaults={"delivery": delivery})
