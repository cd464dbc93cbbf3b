"""What happened in a mission and when, by the entries of the log and the versions they made; nothing else is read."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from openlog.leaves import Kind as EntryKind
from openlog.log import signed_size
from openlog.models import KIND_LABELS, LogEntry
from publication.kinds import KINDS
from publication.published.emergencies import is_approved_afterwards, is_unapproved
from publication.published.models import PublishedVersion
from publication.published.reading import body_name, day


@dataclass(frozen=True)
class Event:
    """One entry of the log: what it did, the version it made or was about, and what came with that version.

    `happened_on` is the day on which that happened, where the record says it; the entry has when it was published.
    """

    entry: LogEntry
    version: PublishedVersion
    happened: str
    details: list[str]
    happened_on: date | None = None

    @property
    def made_version(self) -> bool:
        return self.version.log_index == self.entry.index


def entries_of(mission: uuid.UUID, kind: str = "", body: str = "") -> QuerySet[LogEntry]:
    """The provable entries about a mission and what belongs to it, newest first.

    `kind` narrows them to records of that kind, `body` (a slug) to records that a body takes part in.
    """
    versions = PublishedVersion.objects.provable().filter(mission=mission)
    if kind:
        versions = versions.filter(record__kind=kind)
    if body:
        # A quoted slug cannot stand in a text: JSON would escape its quotation marks.
        versions = versions.alias(text=Cast("content", TextField())).filter(text__contains=f'"{body}"')
    found = LogEntry.objects.filter(record_id__in=versions.values("record__uuid"), index__lt=signed_size())
    return found.order_by("-index")


def events(entries: list[LogEntry]) -> list[Event]:
    """What a page of entries tells, in a constant number of queries."""
    made = _versions(log_index__in=[entry.index for entry in entries])
    before = {
        (version.record_id, version.number): version
        for version in _versions(
            record__in={version.record_id for version in made}, number__in={version.number - 1 for version in made}
        )
    }
    newest = {
        version.record.uuid: version
        for version in PublishedVersion.objects.newest()
        .filter(record__uuid__in={entry.record_id for entry in entries})
        .defer("content")
    }
    by_index = {version.log_index: version for version in made}
    return [
        _event(entry, by_index.get(entry.index) or newest[entry.record_id], before)
        for entry in entries
        if entry.index in by_index or entry.record_id in newest
    ]


def bodies_in(mission: uuid.UUID) -> dict[str, str]:
    """Slug and name of every body that takes part in a mission or its groups, as last published."""
    holding = [spec.name for spec in KINDS.values() if spec.holds_others]
    newest = PublishedVersion.objects.newest().filter(mission=mission, record__kind__in=holding)
    return dict(pair for version in newest for pair in _bodies(version.content))


def _versions(**where: Any) -> list[PublishedVersion]:
    return list(PublishedVersion.objects.filter(**where).select_related("record"))


def _event(entry: LogEntry, version: PublishedVersion, before: dict[tuple[int, int], PublishedVersion]) -> Event:
    if version.log_index != entry.index:
        return Event(entry, version, str(KIND_LABELS[EntryKind(entry.kind)]), [])
    earlier = before.get((version.record_id, version.number - 1))
    happened = _("New version") if entry.kind == EntryKind.PUBLISH and earlier else KIND_LABELS[EntryKind(entry.kind)]
    before_it = earlier.content if earlier else {}
    side = KINDS[version.record.kind].public
    details = [*_second_person(version), *side.told(version.content, before_it)]
    return Event(entry, version, str(happened), details, day(side.happened_on(version.content, before_it)))


def _second_person(version: PublishedVersion) -> Iterator[str]:
    """What is out of the ordinary about its approval."""
    if is_unapproved(version):
        yield _("Published in an emergency, without second approval")
    if is_approved_afterwards(version):
        yield _("Approved afterwards by a second person")


def _bodies(node: Any) -> Iterator[tuple[str, str]]:
    """Every body within published content: an object with a slug in no language, and a name in both."""
    if isinstance(node, list):
        for item in node:
            yield from _bodies(item)
    elif isinstance(node, dict):
        if isinstance(node.get("slug"), str) and "name" in node:
            yield node["slug"], body_name(node)
        for item in node.values():
            yield from _bodies(item)
