"""Carry out, in the log's shown content, what signed entries of kind redact, erase and restore say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from openlog import leaves
from openlog.disclosures import Status, Tombstone
from openlog.log import signed_size
from openlog.models import Disclosure, WithheldDisclosure
from openlog.said import said_of_disclosures


@dataclass(frozen=True)
class Step:
    """One disclosure that is to be hidden as its tombstone says, or shown again (None)."""

    row: Disclosure
    tombstone: Tombstone | None

    @property
    def status(self) -> Status:
        """The status that it will have."""
        return self.tombstone.status if self.tombstone else Status.PUBLIC

    @property
    def content(self) -> leaves.Disclosure | None:
        """What is still there of it, shown or kept aside."""
        kept = WithheldDisclosure.objects.filter(disclosure=self.row).first()
        encoded = self.row.encoded or (kept.encoded if kept else None)
        return leaves.Disclosure.parse(encoded) if encoded else None


def pending() -> list[Step]:
    """Every step that is signed and not yet done. The last signed word about a disclosure counts; erasure is final."""
    wanted = said_of_disclosures(0, signed_size())
    rows = Disclosure.objects.filter(digest__in=wanted).exclude(status=Status.ERASED).order_by("entry", "digest")
    steps = [Step(row, wanted[row.digest]) for row in rows]
    return [step for step in steps if step.row.status != step.status]


def complete_removals() -> int:
    """Carry out every step that is signed and not yet done; returns how many were.

    Safe to run at any time and again after a crash. `redact` moves the content to a table that is not public, `erase`
    destroys salt and value for good, so that nobody can link the digest to them any more; `restore` shows it again.
    """
    return carry_out(pending())


def carry_out(steps: Iterable[Step]) -> int:
    """Take the steps; returns how many there were to take."""
    return sum(_take(step) for step in steps)


@transaction.atomic
def _take(step: Step) -> bool:
    row = Disclosure.objects.select_for_update().get(pk=step.row.pk)
    if row.status in (step.status, Status.ERASED):
        return False
    content = row.encoded
    kept = WithheldDisclosure.objects.filter(disclosure=row).first()
    if step.tombstone is None:
        row.show()
    else:
        row.remove(step.status, reason_en=step.tombstone.reason_en, reason_cy=step.tombstone.reason_cy)
    if step.status == Status.WITHHELD and content is not None:
        WithheldDisclosure.objects.create(disclosure=row, encoded=content)
    elif kept is not None:
        kept.disclosure = row
        kept.destroy()
    return True
