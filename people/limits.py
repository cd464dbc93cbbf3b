"""Limits on what can be tried again and again: guessing a password, having mails sent, guessing a secret address.

A limit is counted for an account and an address together, never for an account alone, so that nobody can lock a person
out from elsewhere, and never for an address alone, so that nobody can lock out everyone behind one proxy
(docs/decisions/0020).
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from core.client_address import client_network
from people.models import LimitCount


@dataclass(frozen=True)
class Limit:
    """At most `number` times in `within`."""

    name: str
    number: int
    within: timedelta


PASSWORDS = Limit("password", 5, timedelta(minutes=5))
RESET_MAILS = Limit("reset mail", 5, timedelta(hours=1))
WRONG_LINKS = Limit("wrong link", 30, timedelta(minutes=10))


def take(limit: Limit, *about: object) -> bool:
    """Count one more try; return False, and count nothing, when there have been as many as the limit allows."""
    key, now = _key(limit, about), timezone.now()
    with transaction.atomic():
        count, is_new = LimitCount.objects.select_for_update().get_or_create(
            key=key, defaults={"number": 1, "ends_at": now + limit.within}
        )
        if is_new:
            return True
        if count.ends_at <= now:
            count.number, count.ends_at = 0, now + limit.within
        if count.number >= limit.number:
            return False
        count.number += 1
        count.save()
    return True


def give_back(limit: Limit, *about: object) -> None:
    """Uncount a try that turned out to be right."""
    LimitCount.objects.filter(key=_key(limit, about), number__gt=0).update(number=F("number") - 1)


def forget(limit: Limit, *about: object) -> None:
    """Start again from nothing."""
    LimitCount.objects.filter(key=_key(limit, about)).delete()


def wrong_link_status(request: HttpRequest) -> HTTPStatus:
    """Return the status of the page for a secret address that leads nowhere: 404, or 429 for whoever goes on guessing.

    A right address works all the same: one who guesses cannot shut it for others on the same network.
    """
    return HTTPStatus.NOT_FOUND if take(WRONG_LINKS, client_network(request)) else HTTPStatus.TOO_MANY_REQUESTS


def forget_past() -> int:
    """Delete the counts whose time is over; return how many."""
    return LimitCount.objects.filter(ends_at__lte=timezone.now()).delete()[0]


def _key(limit: Limit, about: tuple[object, ...]) -> str:
    parts = "\0".join([settings.SECRET_KEY, limit.name, *map(str, about)])
    return hashlib.sha256(parts.encode()).hexdigest()
