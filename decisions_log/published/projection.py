"""From log entries to published versions; can be rebuilt from the log's disclosures at any time."""

from collections.abc import Mapping
from typing import Any

from core.projections import nested
from decisions_log.openlog.models import LogEntry
from decisions_log.published.models import PublishedRecord, PublishedVersion


def store_version(record: PublishedRecord, entry: LogEntry, public: Mapping[str, Any]) -> PublishedVersion:
    """The published version that `entry` and its public fields make."""
    return PublishedVersion.objects.create(record=record, **version_values(entry, public))


def version_values(entry: LogEntry, public: Mapping[str, Any]) -> dict[str, Any]:
    """Every column of a published version, from the entry and its disclosed fields alone."""
    content = nested(public)
    return {
        "number": entry.version,
        "log_index": entry.index,
        "published_at": entry.appended_at,
        "mission": content.pop("mission"),
        "title_en": content["title"]["en"],
        "title_cy": content["title"]["cy"],
        "change_note_en": content["change_note"]["en"],
        "change_note_cy": content.pop("change_note")["cy"],
        "content": content,
    }
