"""What entries of kind redact, erase and restore say of disclosures, their own or earlier ones."""

import re

from django.db.models import Q

from openlog import leaves
from openlog.disclosures import Status, Tombstone
from openlog.leaves import Kind
from openlog.models import Disclosure

# An entry of kind restore names what is shown again by its digest, in an ordinary field at such a path.
_RESTORED = re.compile(r"restored\.\d+\.digest")


def said_of_disclosures(first: int, end: int) -> dict[str, Tombstone | None]:
    """By digest, what the last of the entries `first` to `end` - 1 says of a disclosure; None: it is shown again."""
    said = Disclosure.objects.filter(
        Q(path__startswith="_", entry__kind__in=[Kind.REDACT, Kind.ERASE])
        | Q(path__startswith="restored.", entry__kind=Kind.RESTORE),
        entry__index__gte=first,
        entry__index__lt=end,
        encoded__isnull=False,
    )
    wanted: dict[str, Tombstone | None] = {}
    for encoded in said.order_by("entry_id").values_list("encoded", flat=True):
        notice = leaves.Disclosure.parse(encoded or "")
        if _RESTORED.fullmatch(notice.path):
            wanted[str(notice.value)] = None
        elif tombstone := Tombstone.of(notice):
            wanted[tombstone.digest] = tombstone
    return wanted


def removed_between(first: int, end: int) -> dict[str, str]:
    """The status that the entries `first` to `end` - 1 give to disclosures, by digest."""
    said = said_of_disclosures(first, end)
    return {digest: str(notice.status if notice else Status.PUBLIC) for digest, notice in said.items()}
