"""Take out of the log's shown content what a signed entry of kind redact or erase says is removed."""

from django.db import transaction

from decisions_log.openlog import leaves
from decisions_log.openlog.disclosures import Status, Tombstone
from decisions_log.openlog.leaves import Kind
from decisions_log.openlog.log import signed_size
from decisions_log.openlog.models import Disclosure, WithheldDisclosure


def complete_removals() -> int:
    """Carry out every removal that is signed and not yet done; returns how many were.

    Safe to run at any time and again after a crash. `redact` moves the content to a table that is not public, `erase`
    destroys salt and value for good, so that nobody can link the digest to them any more.
    """
    notices = Disclosure.objects.filter(
        entry__kind__in=[Kind.REDACT, Kind.ERASE], entry__index__lt=signed_size(), path__startswith="_"
    )
    tombstones = [Tombstone.of(leaves.Disclosure.parse(notice.encoded)) for notice in notices if notice.encoded]
    return sum(_remove(tombstone) for tombstone in tombstones if tombstone is not None)


@transaction.atomic
def _remove(tombstone: Tombstone) -> bool:
    row = Disclosure.objects.select_for_update().get(digest=tombstone.digest)
    if row.status in (tombstone.status, Status.ERASED):
        return False
    content = row.encoded
    kept = WithheldDisclosure.objects.filter(disclosure=row).first()
    row.remove(tombstone.status, reason_en=tombstone.reason_en, reason_cy=tombstone.reason_cy)
    if tombstone.status == Status.WITHHELD and content is not None:
        WithheldDisclosure.objects.create(disclosure=row, encoded=content)
    elif kept is not None:
        kept.disclosure = row
        kept.destroy()
    return True
