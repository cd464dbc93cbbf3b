"""The register of what is withheld, redacted and erased, from what published versions say of themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from publication.kinds import KINDS
from publication.published.models import PublishedVersion
from publication.published.notices import STATUSES, Notice
from publication.published.reading import due


@dataclass(frozen=True)
class Entry:
    """One part of one record that the public cannot read, in the newest version that hides it."""

    version: PublishedVersion
    status: str
    notice: Notice

    @property
    def label(self) -> str:
        return KINDS[self.version.record.kind].path_label(self.notice["part"], self.version.content)

    @property
    def review_on(self) -> date:
        return date.fromisoformat(self.notice["review_on"])

    @property
    def review(self) -> str:
        """Whether its review is overdue, due soon, or neither; nothing comes back from erasure."""
        return "" if self.status == "erased" else due(self.review_on)


def register() -> list[Entry]:
    """Every hidden part once, newest versions first; a part that several versions hide counts in the newest."""
    found: dict[tuple[int, str, str], Entry] = {}
    for entry in _entries():
        found.setdefault((entry.version.record_id, entry.status, entry.notice["part"]), entry)
    return list(found.values())


def due_first() -> list[Entry]:
    """The same, by the day of review."""
    return sorted(register(), key=lambda entry: entry.review_on)


def _entries() -> Iterator[Entry]:
    versions = PublishedVersion.objects.provable().select_related("record").order_by("-log_index")
    for version in versions.filter(content__has_any_keys=STATUSES):
        for status in STATUSES:
            for notice in version.content.get(status, []):
                yield Entry(version, status, notice)
