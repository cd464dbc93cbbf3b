"""Limits on what can be tried again and again: guessing a password, having mails sent, guessing a secret address.

A limit is counted for an account and an address together, never for an account alone, so that nobody can lock a person
out from elsewhere, and never for an address alone, so that nobody can lock out everyone behind one proxy
(docs/decisions/0020).
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from people.models import LimitCount


@dataclass(frozen=True)
class Limit:
    """At most `number` times in `within`."""

    name: str
    number: int
    within: timedelta


PASSWORDS = Limit("password", 5, timedelta(minutes=5))
RESET_MAILS = Limit("reset mail", 5, timedelta(hours=1))


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


def forget_past() -> int:
    """Delete the counts whose time is over; return how many."""
    return LimitCount.objects.filter(ends_at__lte=timezone.now()).delete()[0]


def _key(limit: Limit, about: tuple[object, ...]) -> str:
    parts = "\0".join([settings.SECRET_KEY, limit.name, *map(str, about)])
    return hashlib.sha256(parts.encode()).hexdigest()
