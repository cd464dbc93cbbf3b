"""The texts of published versions that can be taken back, and how one is found by version and path."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from core.bilingual import LANGUAGES, BilingualText
from openlog import leaves
from openlog.disclosures import Status, is_field
from openlog.models import Disclosure, WithheldDisclosure
from publication.models import PublicationRequest
from publication.pinned import pinned_by
from publication.published.models import PublishedRecord

_KEPT = {"title", "name", "slug"}  # other records and addresses repeat these


@dataclass(frozen=True)
class PublishedPart:
    """A text of one published version, shown or withheld: its path and its words."""

    version: int
    path: str
    rows: tuple[Disclosure, ...]
    text: BilingualText

    @property
    def withheld(self) -> bool:
        return any(row.status == Status.WITHHELD for row in self.rows)


def parts_of_versions(record: PublishedRecord) -> list[PublishedPart]:
    """Every text in both languages of every published version, newest first, but what is erased."""
    entries = dict(record.versions.values_list("log_index", "number"))
    rows = Disclosure.objects.filter(entry_id__in=entries).exclude(status=Status.ERASED)
    kept = dict(WithheldDisclosure.objects.filter(disclosure__in=rows).values_list("disclosure_id", "encoded"))
    found: dict[tuple[int, str], dict[str, tuple[Disclosure, Any]]] = {}
    for row in rows:
        encoded = row.encoded or kept.get(row.pk)
        if encoded is None:  # withheld, and the log was restored from a copy that does not have it
            continue
        said = leaves.Disclosure.parse(encoded)
        stem, _dot, language = said.path.rpartition(".")
        if language in LANGUAGES and is_field(said.path) and not _names(stem):
            found.setdefault((entries[row.entry_id], stem), {})[language] = (row, said.value)
    return [
        PublishedPart(
            version,
            stem,
            tuple(row for row, _value in texts.values()),
            BilingualText(**{language: texts[language][1] if language in texts else "" for language in LANGUAGES}),
        )
        for (version, stem), texts in sorted(found.items(), key=lambda item: -item[0][0])
        if any(value for _row, value in texts.values())
    ]


def same_words(record: PublishedRecord, part: PublishedPart) -> list[PublishedPart]:
    """The part and every other one, in any version, that says the same in either language."""
    words = {text for text in (part.text.en, part.text.cy) if text}
    return [other for other in parts_of_versions(record) if words & {other.text.en, other.text.cy}]


def find_part(record: PublishedRecord, version: int | None, path: str) -> PublishedPart | None:
    """One text of one version; None when there is none, or it is erased."""
    return next((p for p in parts_of_versions(record) if (p.version, p.path) == (version, path)), None)


def part_name(record: PublishedRecord, part: PublishedPart) -> str | None:
    """The lasting name of a part that may be withheld, from what was pinned for its version."""
    index = record.versions.get(number=part.version).log_index
    made = Q(log_index=index) | Q(emergency__log_index=index)
    request = PublicationRequest.objects.filter(made).first()
    if request is None:
        return None
    return pinned_by(request).names.get(part.path)


def _names(stem: str) -> bool:
    return stem.split(".")[0] in _KEPT | {"withheld", "erased"}
