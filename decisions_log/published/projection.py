"""From log entries to published records and versions, by what the entries disclose and nothing else."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q

from core.projections import nested
from decisions_log.openlog.disclosures import Status
from decisions_log.openlog.leaves import Disclosure as Parsed, Kind as EntryKind
from decisions_log.openlog.models import LogEntry
from decisions_log.published.models import Kind, PublishedRecord, PublishedVersion

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
    told = [store_version(entry).pk for entry in entries if _schema_kind(entry) in Kind.values]
    for stray in PublishedVersion.objects.exclude(pk__in=told):
        raise ProjectionDiffers(f"{stray} is not in the log")
    for empty in PublishedRecord.objects.filter(versions=None):
        raise ProjectionDiffers(f"{empty} is not in the log")
    return len(told) - before


def disclosed(entry: LogEntry) -> dict[str, Any]:
    """The public record that `entry` commits to: path -> value."""
    shown = entry.disclosures.filter(status=Status.PUBLIC, path__isnull=False).exclude(path__startswith="_")
    parsed = [Parsed.parse(row.encoded) for row in shown if row.encoded]
    return {disclosure.path: disclosure.value for disclosure in parsed}


def version_values(entry: LogEntry, public: Mapping[str, Any]) -> dict[str, Any]:
    """Every column of a published version, from the entry and its disclosed fields alone."""
    content = nested(public)
    return {
        "number": entry.version,
        "log_index": entry.index,
        "published_at": entry.appended_at,
        "mission": uuid.UUID(content.pop("mission")),
        "title_en": content["title"]["en"],
        "title_cy": content["title"]["cy"],
        "change_note_en": content["change_note"]["en"],
        "change_note_cy": content.pop("change_note")["cy"],
        "content": content,
    }


def refuse_address(kind: Kind, record_id: uuid.UUID, public: Mapping[str, Any]) -> None:
    """Raise AddressTaken when the record is published at another address, or another record at this one."""
    slugs = _slugs(kind, public)
    record = PublishedRecord.objects.filter(uuid=record_id).first()
    others = PublishedRecord.objects.filter(kind=kind).exclude(uuid=record_id)
    moved = record is not None and any(getattr(record, name) != slug for name, slug in slugs.items())
    if moved or any(others.filter(**{name: slug}).exists() for name, slug in slugs.items()):
        raise AddressTaken(slugs)


def _record(entry: LogEntry, public: Mapping[str, Any]) -> PublishedRecord:
    """The record of the entry, made with its first version."""
    kind = Kind(_schema_kind(entry))
    values = {"kind": kind, **_slugs(kind, public)}
    record, _created = PublishedRecord.objects.get_or_create(uuid=entry.record_id, defaults=values)
    _refuse_difference(record, values)
    return record


def _refuse_difference(row: PublishedRecord | PublishedVersion, values: Mapping[str, Any]) -> None:
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    if differing:
        raise ProjectionDiffers(f"{row}: {', '.join(differing)}")


def _slugs(kind: Kind, public: Mapping[str, Any]) -> dict[str, str]:
    """The words of the public address: those of a mission, else the reference in both languages."""
    if kind == Kind.MISSION:
        return {"slug_en": public["slug.en"], "slug_cy": public["slug.cy"]}
    return {"slug_en": public["reference"], "slug_cy": public["reference"]}


def _schema_kind(entry: LogEntry) -> str:
    return entry.parsed.schema.partition("/")[0]
