"""From log entries to published records and versions, by what the entries disclose and nothing else."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from core.bilingual import LANGUAGES
from core.projections import nested
from openlog.disclosures import Status, is_field
from openlog.leaves import Disclosure as Parsed, Kind as EntryKind
from openlog.log import signed_size
from openlog.models import LogEntry
from publication.kinds import KindSpec, kind_named
from publication.published.models import PublishedRecord, PublishedVersion
from publication.published.notices import STATUSES, mark
from publication.published.reading import both

# The entries that make a new version.
VERSIONED = (EntryKind.PUBLISH, EntryKind.CORRECT, EntryKind.SUPERSEDE)


class ProjectionDiffers(Exception):
    """What is shown to the public is not what the log says."""


class AddressTaken(Exception):
    """A published record cannot change its public address, nor take that of another."""


@transaction.atomic
def store_version(entry: LogEntry) -> PublishedVersion:
    """The version that `entry` makes, stored if it is not there. Raises ProjectionDiffers when another one is."""
    public = disclosed(entry)
    record, values = _record(entry, public), version_values(entry, public)
    found = PublishedVersion.objects.filter(Q(log_index=entry.index) | Q(record=record, number=entry.version))
    version = found.first()
    if version is None:
        return PublishedVersion.objects.create(record=record, **values)
    _refuse_difference(version, {"record": record, **values})
    return version


@transaction.atomic
def rebuild() -> int:
    """Make every published version that the log tells of and the tables lack; returns how many were missing.

    Raises ProjectionDiffers when a version or record differs from what the log says, or the log does not have it.
    """
    before = PublishedVersion.objects.count()
    entries = LogEntry.objects.filter(kind__in=VERSIONED).order_by("index")
    told = [store_version(entry).pk for entry in entries]
    for stray in PublishedVersion.objects.exclude(pk__in=told):
        raise ProjectionDiffers(f"{stray} is not in the log")
    for empty in PublishedRecord.objects.filter(versions=None):
        raise ProjectionDiffers(f"{empty} is not in the log")
    return len(told) - before


def disclosed(entry: LogEntry) -> dict[str, Any]:
    """The public record that `entry` commits to: path -> value."""
    shown = [row.encoded for row in entry.disclosures.all() if row.status == Status.PUBLIC and row.encoded]
    parsed = [Parsed.parse(encoded) for encoded in shown]
    return {disclosure.path: disclosure.value for disclosure in parsed if is_field(disclosure.path)}


def version_values(
    entry: LogEntry, public: Mapping[str, Any], later: Iterable[LogEntry] | None = None
) -> dict[str, Any]:
    """Every column of a published version, from the entry and its disclosed fields alone.

    `later` are the entries of `later_entries` about its record, where they have been read already.
    """
    spec = kind_named(entry.parsed.schema)
    in_order = {path: public[path] for path in sorted(public, key=spec.path_order)}
    content, reflects = _content_now(entry, in_order, later_entries([entry.record_id]) if later is None else later)
    title, note = spec.title_in(content), both(content.pop("change_note"))
    return {
        "number": entry.version,
        "log_index": entry.index,
        "published_at": entry.appended_at,
        "mission": uuid.UUID(content.pop("mission")),
        "title_en": title.en,
        "title_cy": title.cy,
        "change_note_en": note.en,
        "change_note_cy": note.cy,
        "content": content,
        "reflects": reflects,
    }


def refresh_version(entry: LogEntry) -> None:
    """Let the version that `entry` made show what is disclosed of it now. Idempotent."""
    version = PublishedVersion.objects.filter(log_index=entry.index).first()
    values = version_values(entry, disclosed(entry)) if version else {}
    if version and values["reflects"] > version.reflects:
        version.reflect(values)


def withdrawal_of(record: PublishedRecord) -> dict[str, Any] | None:
    """Why, by which office and when the record was withdrawn; None when it is not, or was published again since."""
    kinds = [*VERSIONED, EntryKind.WITHDRAW]
    last = LogEntry.objects.filter(record_id=record.uuid, kind__in=kinds, index__lt=signed_size()).last()
    if last is None or last.kind != EntryKind.WITHDRAW:
        return None
    return nested(disclosed(last))["withdrawn"][0] | {"at": last.appended_at, "index": last.index}


def _content_now(
    entry: LogEntry, public: Mapping[str, Any], later_of_record: Iterable[LogEntry]
) -> tuple[dict[str, Any], int]:
    """The content with a notice in place of each value that is hidden now, and the last entry that it reflects."""
    content, reflects = nested(public), entry.index
    said = {notice["part"]: ("withheld", notice) for notice in content.pop("withheld", [])}
    for later in (later for later in later_of_record if later.index > entry.index):
        words = nested(disclosed(later))
        for status, notice in ((name, row) for name in (*STATUSES, "restored") for row in words.get(name, [])):
            if notice["version"] == entry.version:
                said[notice["part"]], reflects = (status, notice), later.index
    for part, (status, notice) in said.items():
        if not any(f"{part}.{language}" in public for language in LANGUAGES):
            mark(content, notice, status)
            content.setdefault(status, []).append(notice)
    return content, reflects


def later_entries(records: Iterable[uuid.UUID]) -> QuerySet[LogEntry]:
    """The signed entries that hide or show something of these records, in their order."""
    kinds = [EntryKind.REDACT, EntryKind.ERASE, EntryKind.RESTORE]
    found = LogEntry.objects.filter(record_id__in=list(records), kind__in=kinds, index__lt=signed_size())
    return found.prefetch_related("disclosures").order_by("index")


def refuse_address(spec: KindSpec, record_id: uuid.UUID, public: Mapping[str, Any]) -> None:
    """Raise AddressTaken when the record is published at another address, or another record at this one."""
    slugs = spec.slugs_in(public)
    record = PublishedRecord.objects.filter(uuid=record_id).first()
    others = PublishedRecord.objects.filter(kind=spec.name).exclude(uuid=record_id)
    moved = record is not None and any(getattr(record, name) != slug for name, slug in slugs.items())
    if moved or any(others.filter(**{name: slug}).exists() for name, slug in slugs.items()):
        raise AddressTaken(slugs)


def record_values(entry: LogEntry, public: Mapping[str, Any]) -> dict[str, Any]:
    """Every column of the published record that the entry is about. Raises UnknownSchema."""
    spec = kind_named(entry.parsed.schema)
    return {"kind": spec.name, **spec.slugs_in(public)}


def _record(entry: LogEntry, public: Mapping[str, Any]) -> PublishedRecord:
    """The record of the entry, made with its first version."""
    values = record_values(entry, public)
    record, _created = PublishedRecord.objects.get_or_create(uuid=entry.record_id, defaults=values)
    _refuse_difference(record, values)
    return record


def _refuse_difference(row: PublishedRecord | PublishedVersion, values: Mapping[str, Any]) -> None:
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    if differing:
        raise ProjectionDiffers(f"{row}: {', '.join(differing)}")
