"""What the public site reads of published records: provable versions only, in a constant number of queries."""

import uuid

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform

from openlog.models import LogEntry
from publication.published.models import PublishedRecord, PublishedVersion


def find_record(kind: str, slug: str, language: str) -> PublishedRecord:
    """The record at an address of this language. Raises PublishedRecord.DoesNotExist."""
    return PublishedRecord.objects.get(kind=kind, **{f"slug_{language}": slug})


def right_spelling(kind: str, slug: str, language: str) -> str:
    """The word in the address of the provable record that `slug` means in any capitals or language; "" if none."""
    meant = Q(record__slug_en__iexact=slug) | Q(record__slug_cy__iexact=slug)
    found = PublishedVersion.objects.provable().filter(meant, record__kind=kind).select_related("record").first()
    return getattr(found.record, f"slug_{language}") if found else ""


def versions_of(record: PublishedRecord) -> QuerySet[PublishedVersion]:
    """Every provable version, newest first; the content is read only of the one that is shown."""
    return record.versions.provable().select_related("record").defer("content").order_by("-number")


def latest_of(*kinds: str) -> QuerySet[PublishedVersion]:
    """The newest provable version of each record of these kinds, newest first."""
    return PublishedVersion.objects.newest().filter(record__kind__in=kinds)


def with_changes(found: QuerySet[PublishedVersion]) -> QuerySet[PublishedVersion]:
    """The same versions, each with the moment of the last entry that it reflects: `changed_at`."""
    last = LogEntry.objects.filter(index=OuterRef("reflects")).values("appended_at")
    return found.annotate(changed_at=Subquery(last))


def of_mission(mission: uuid.UUID, *kinds: str) -> QuerySet[PublishedVersion]:
    """The newest provable versions of a mission (itself a record of the kind "mission") and of what belongs to it."""
    return latest_of(*kinds).filter(mission=mission)


def value(name: str) -> KeyTextTransform:
    """A value of the content as text, for the database."""
    return KeyTextTransform(name, "content")
