"""Published versions and log entries as plain data, both languages inside.

What is withheld or erased stands there with its reason: it is never empty by silence.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from core.bilingual import LANGUAGES, both_languages, said_in_languages
from core.exemptions import EXEMPTIONS
from openlog.disclosures import Status
from openlog.models import Disclosure, LogEntry
from public.open_data.addresses import LICENCE, absolute, data_address, log_file, record_data, version_data
from publication.kinds import KINDS
from publication.published.addresses import record_address
from publication.published.models import PublishedRecord, PublishedVersion
from publication.published.notices import STATUSES, Notice
from publication.published.pages import Today

Data = dict[str, Any]
# Digests by status, and reason in Welsh and in English.
Hidden = dict[tuple[str, str, str], list[str]]


def versions_as_data(versions: Iterable[PublishedVersion]) -> list[Data]:
    """The versions as data, in two queries however many there are."""
    versions = list(versions)
    indexes = [version.log_index for version in versions]
    kinds = dict(LogEntry.objects.filter(index__in=indexes).values_list("index", "kind"))
    hidden = hidden_in(indexes)
    today = _today(versions)
    return [
        _version(version, entry_kind=kinds[version.log_index], hidden=hidden[version.log_index]) | today[version.pk]
        for version in versions
    ]


def entries_as_data(entries: Iterable[LogEntry]) -> list[Data]:
    """Log entries as data, each with the version it published, in a few queries however many there are."""
    entries = list(entries)
    indexes = [entry.index for entry in entries]
    made = PublishedVersion.objects.filter(log_index__in=indexes).select_related("record")
    versions = {data["log"]["entry"]: data for data in versions_as_data(made)}
    records = {
        record.uuid: record for record in PublishedRecord.objects.filter(uuid__in={e.record_id for e in entries})
    }
    hidden = hidden_in(indexes)
    return [_entry(entry, records, versions.get(entry.index), hidden[entry.index]) for entry in entries]


def hidden_in(indexes: Iterable[int]) -> dict[int, Hidden]:
    """The digests that the log withholds or has erased in each of these entries, by how and why."""
    found: dict[int, Hidden] = {index: {} for index in indexes}
    rows = Disclosure.objects.filter(entry_id__in=found).exclude(status=Status.PUBLIC).order_by("entry", "digest")
    for row in rows:
        found[row.entry_id].setdefault((row.status, row.reason_cy, row.reason_en), []).append(row.digest)
    return found


def hidden_parts(hidden: Hidden, version: PublishedVersion | None = None) -> list[Data]:
    """Every part that is hidden, once, whatever number of languages it has: how, which, why, by whom and until when.

    The log does not say which digest belongs to which part; each part has the digests that are hidden for its reason.
    What the log hides and the version has no notice of is a part of which only the reason is known.
    """
    content = version.content if version else {}
    noticed = [(status, notice) for status in STATUSES for notice in content.get(status, [])]
    said = {(status, notice["reason"]["cy"], notice["reason"]["en"]) for status, notice in noticed}
    return [
        *(_noticed(version, status, notice, hidden) for status, notice in noticed if version),
        *(_hidden(*why, digests) for why, digests in hidden.items() if why not in said),
    ]


def _noticed(version: PublishedVersion, status: str, notice: Notice, hidden: Hidden) -> Data:
    part, reason = notice["part"], notice["reason"]
    label = said_in_languages(lambda: KINDS[version.record.kind].path_label(part, version.content))
    known = {
        "path": f"content.{part}",
        "label": both_languages(label),
        "ground": notice["ground"],
        "ground_label": both_languages(said_in_languages(lambda: str(EXEMPTIONS[notice["ground"]]))),
        "office": notice["office"],
        "decided_on": notice["decided_on"],
        "review_on": notice["review_on"] if status == Status.WITHHELD else None,
    }
    digests = hidden.get((status, reason["cy"], reason["en"]), [])
    return _hidden(status, reason["cy"], reason["en"], digests) | known


def _hidden(status: str, reason_cy: str, reason_en: str, digests: list[str]) -> Data:
    unknown = dict.fromkeys(("path", "label", "ground", "ground_label", "office", "decided_on", "review_on"))
    return {"status": status, **unknown, "reason": {"cy": reason_cy, "en": reason_en}, "digests": digests}


def pages(record: PublishedRecord, page: str = "", *numbers: int) -> dict[str, str]:
    """The page of a record for readers, in each language."""
    return {language: absolute(record_address(record, page, *numbers, language=language)) for language in LANGUAGES}


def _version(version: PublishedVersion, *, entry_kind: str, hidden: Hidden) -> Data:
    record = version.record
    return {
        "kind": record.kind,
        "reference": record.slug_en,
        "id": record.uuid.urn,
        "title": both_languages(version.title),
        "version": version.number,
        "published_at": version.published_at.isoformat(),
        "change_note": both_languages(version.change_note),
        "mission": version.mission.urn,
        "content": version.content,
        "withheld": hidden_parts(hidden, version),
        "log": {
            "origin": settings.LOG_ORIGIN,
            "entry": version.log_index,
            "kind": entry_kind,
            "disclosures": log_file("disclosures", version.log_index),
            "record_file": log_file("record", version.log_index),
        },
        "pages": pages(record, "version", version.number),
        "links": {
            "self": version_data(version),
            "json_ld": version_data(version, "jsonld"),
            "csv": version_data(version, "csv"),
            "newest": record_data(record),
            "previous": version_data(version, number=version.number - 1) if version.number > 1 else None,
            "versions": data_address("versions", record.kind, record.slug_en),
        },
        "licence": LICENCE,
    }


def said_today() -> dict[str, Today]:
    """What the data says that is so today, by the kind of which it says it."""
    return {spec.name: spec.public.today for spec in KINDS.values() if spec.public.today}


def _today(versions: list[PublishedVersion]) -> dict[int, Data]:
    """What is so today of each version, by its key: what is not said of its kind is None."""
    said = said_today()
    found: dict[int, Data] = {version.pk: dict.fromkeys(today.name for today in said.values()) for version in versions}
    for kind, today in said.items():
        if own := [version for version in versions if version.record.kind == kind]:
            for key, value in today.values(own).items():
                found[key][today.name] = value
    return found


def _entry(entry: LogEntry, records: Mapping[uuid.UUID, PublishedRecord], version: Data | None, hidden: Hidden) -> Data:
    record = records.get(entry.record_id)
    return {
        "entry": entry.index,
        "kind": entry.kind,
        "appended_at": entry.appended_at.isoformat(),
        "leaf_hash": entry.leaf_hash.hex(),
        "record": {"id": entry.record_id.urn} | ({"kind": record.kind, "reference": record.slug_en} if record else {}),
        "version": entry.version,
        "published": version,
        "withheld": version["withheld"] if version else hidden_parts(hidden),
        "disclosures": log_file("disclosures", entry.index),
    }
