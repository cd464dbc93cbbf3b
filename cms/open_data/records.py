"""Published versions and log entries as plain data, both languages inside.

What is withheld or erased stands there with its reason: it is never empty by silence.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from cms.open_data.addresses import LICENCE, absolute, data_address, log_file, record_data, version_data
from core.bilingual import LANGUAGES, BilingualText, said_in_languages
from decisions_log.openlog.disclosures import Status
from decisions_log.openlog.models import Disclosure, LogEntry
from decisions_log.published.addresses import record_address
from decisions_log.published.answers import Answer, Standing, standings_of, state_in_both
from decisions_log.published.models import Kind, PublishedRecord, PublishedVersion

Data = dict[str, Any]


def versions_as_data(versions: Iterable[PublishedVersion]) -> list[Data]:
    """The versions as data, in two queries however many there are."""
    versions = list(versions)
    indexes = [version.log_index for version in versions]
    kinds = dict(LogEntry.objects.filter(index__in=indexes).values_list("index", "kind"))
    hidden = hidden_in(indexes)
    standings = standings_of(
        {v.record.slug_en for v in versions if v.record.kind in (Kind.DECISION, Kind.ADOPTION_SET)}
    )
    return [
        _version(version, entry_kind=kinds[version.log_index], hidden=hidden[version.log_index])
        | _standing(version, standings.get(version.record.slug_en, Standing()))
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


def hidden_in(indexes: Iterable[int]) -> dict[int, list[Data]]:
    """What is withheld from or erased in each of these entries: how, its digest, and why."""
    found: dict[int, list[Data]] = {index: [] for index in indexes}
    rows = Disclosure.objects.filter(entry_id__in=found).exclude(status=Status.PUBLIC).order_by("entry", "digest")
    for row in rows:
        reason = {"cy": row.reason_cy, "en": row.reason_en}
        found[row.entry_id].append({"status": row.status, "digest": row.digest, "reason": reason})
    return found


def both_languages(text: BilingualText) -> dict[str, str] | None:
    """A text as data; None when there is none."""
    return {language: getattr(text, language) for language in LANGUAGES} if text else None


def pages(record: PublishedRecord, page: str = "", *numbers: int) -> dict[str, str]:
    """The page of a record for readers, in each language."""
    return {language: absolute(record_address(record, page, *numbers, language=language)) for language in LANGUAGES}


def _version(version: PublishedVersion, *, entry_kind: str, hidden: list[Data]) -> Data:
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
        "withheld": hidden,
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
            "versions": data_address("versions", Kind(record.kind), record.slug_en),
        },
        "licence": LICENCE,
    }


def _standing(version: PublishedVersion, standing: Standing) -> Data:
    """What is so today: the state of a decision in words, and which version each organisation has answered."""
    said: Data = {"state_label": None, "answers": None}
    if version.record.kind == Kind.DECISION:
        adopted = standing if version.number == standing.newest else None
        said["state_label"] = both_languages(state_in_both(version.content, adopted))
    if version.record.kind == Kind.ADOPTION_SET:
        said["answers"] = [_answer(answer) for answer in standing.answers]
    return said


def _answer(answer: Answer) -> Data:
    """What one organisation has answered, and to which version of the decision."""
    return {
        "organisation": answer.slug,
        "outcome": answer.row["outcome"],
        "answered_version": answer.answered if answer.row["outcome"] != "pending" else None,
        "newest_version": answer.newest,
        "answered_newest": not answer.stale and answer.row["outcome"] != "pending",
        "label": both_languages(said_in_languages(lambda: answer.label)),
    }


def _entry(
    entry: LogEntry, records: Mapping[uuid.UUID, PublishedRecord], version: Data | None, hidden: list[Data]
) -> Data:
    record = records.get(entry.record_id)
    return {
        "entry": entry.index,
        "kind": entry.kind,
        "appended_at": entry.appended_at.isoformat(),
        "leaf_hash": entry.leaf_hash.hex(),
        "record": {"id": entry.record_id.urn} | ({"kind": record.kind, "reference": record.slug_en} if record else {}),
        "version": entry.version,
        "published": version,
        "withheld": hidden,
        "disclosures": log_file("disclosures", entry.index),
    }
