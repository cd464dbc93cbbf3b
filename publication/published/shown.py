"""Is what the public reads what the log says? Every published row is compared with the one its entry makes.

The rows carry no hash of their own: whoever can change a row can change the hash beside it (docs/decisions/0032).
"""

import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _

from openlog import removals
from openlog.canonical import FormError
from openlog.models import LogEntry
from publication.kinds import UnknownSchema
from publication.published.models import PublishedRecord, PublishedVersion
from publication.published.projection import VERSIONED, disclosed, later_entries, record_values, version_values

BATCH = 200
_UNREADABLE = (ValueError, TypeError, KeyError, LookupError, AttributeError, FormError, DatabaseError)


@dataclass(frozen=True)
class ShownDifference:
    """A published row that is not what the log says; `index` is the entry it was made from, where there is one."""

    index: int | None
    row: str
    what: str

    def __str__(self) -> str:
        return _("%(row)s: %(what)s") % {"row": self.row, "what": self.what}


def differences() -> Iterator[ShownDifference]:
    """Every published row that the log does not say, entry by entry, then those that no entry has made."""
    made = LogEntry.objects.filter(kind__in=VERSIONED)
    after = -1
    while batch := list(made.filter(index__gt=after).order_by("index")[:BATCH].prefetch_related("disclosures")):
        yield from _differences_of(batch)
        after = batch[-1].index
    yield from _strays()


def sampled_differences(newest: int = 3, others: int = 3) -> list[ShownDifference]:
    """The same for the newest versions and some others by chance, for a check that runs often."""
    made = LogEntry.objects.filter(kind__in=VERSIONED)
    indices = list(made.order_by("-index").values_list("index", flat=True)[:newest])
    if indices and indices[-1] > 0:
        picked = random.sample(range(indices[-1]), min(others, indices[-1]))  # noqa: S311 - no secret
        indices += picked
    return list(_differences_of(list(made.filter(index__in=indices).prefetch_related("disclosures"))))


def _differences_of(entries: list[LogEntry]) -> Iterator[ShownDifference]:
    """What differs of the versions that the entries have made; what a removal is about to change is left out."""
    unsettled = {step.row.entry_id for step in removals.pending()}
    later: dict[uuid.UUID, list[LogEntry]] = defaultdict(list)
    for entry in later_entries({entry.record_id for entry in entries}):
        later[entry.record_id].append(entry)
    versions = _read([entry.index for entry in entries])
    for entry in entries:
        if entry.index not in unsettled:
            yield from _compared(entry, later[entry.record_id], versions.get(entry.index))


def _read(indices: Iterable[int]) -> dict[int, PublishedVersion | None]:
    """The versions of these entries; None for one with a column that cannot be read."""
    found = PublishedVersion.objects.filter(log_index__in=list(indices)).select_related("record")
    try:
        return {version.log_index: version for version in found}
    except _UNREADABLE:
        return {index: _read_one(index) for index in found.order_by().values_list("log_index", flat=True)}


def _read_one(index: int) -> PublishedVersion | None:
    try:
        return PublishedVersion.objects.select_related("record").get(log_index=index)
    except _UNREADABLE:
        return None


def _compared(entry: LogEntry, later: list[LogEntry], version: PublishedVersion | None) -> Iterator[ShownDifference]:
    name = _("Published version of entry %(index)d") % {"index": entry.index}
    if version is None:
        yield ShownDifference(entry.index, name, _("It is missing or cannot be read."))
        return
    try:
        public = disclosed(entry)
        expected = version_values(entry, public, later)
        record = {"uuid": entry.record_id, **record_values(entry, public)}
    except UnknownSchema as unknown:
        yield ShownDifference(entry.index, name, " ".join(unknown.reasons))
        return
    except _UNREADABLE as error:
        yield ShownDifference(
            entry.index, name, _("The entry does not say what it should: %(error)s") % {"error": error}
        )
        return
    for row, values, label in ((version, expected, name), (version.record, record, _name_of(version.record))):
        if columns := _differing(row, values):
            what = _("These columns are not what the log says: %(columns)s") % {"columns": ", ".join(columns)}
            yield ShownDifference(entry.index, label, what)


def _name_of(record: PublishedRecord) -> str:
    return _("Published record %(slug)s") % {"slug": record.slug_en}


def _differing(row: PublishedRecord | PublishedVersion, values: Mapping[str, Any]) -> list[str]:
    return [name for name, value in values.items() if getattr(row, name) != value]


def _strays() -> Iterator[ShownDifference]:
    """Versions that no entry has made, and records without a version."""
    made = LogEntry.objects.filter(kind__in=VERSIONED)
    stray = PublishedVersion.objects.exclude(log_index__in=made.values("index")).order_by()
    for index in stray.values_list("log_index", flat=True):
        yield ShownDifference(None, _("Published version of entry %(index)d") % {"index": index}, _not_in_log())
    for key, slug in PublishedRecord.objects.filter(versions=None).values_list("pk", "slug_en"):
        yield ShownDifference(
            None, _("Published record %(key)d (%(slug)s)") % {"key": key, "slug": slug}, _not_in_log()
        )


def _not_in_log() -> str:
    return _("It is not in the log.")
