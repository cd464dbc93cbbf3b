"""Giving references."""

from django.db import transaction
from django.utils import timezone

from taskgroups.models import ReferenceCounter


def next_reference(prefix: str) -> str:
    """The next reference of this year, like `OPSW-2026-0012`. Must run inside the transaction that uses it."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A reference is given inside the transaction that uses it.")
    year = timezone.localdate().year
    ReferenceCounter.objects.get_or_create(prefix=prefix, year=year)
    counter = ReferenceCounter.objects.select_for_update().get(prefix=prefix, year=year)
    counter.last += 1
    counter.save()
    return f"{prefix}-{year}-{counter.last:04d}"
