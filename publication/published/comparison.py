"""What differs between two versions of a published record, text by text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from core.bilingual import LocalisedText
from publication.fields import Field, Row, Rows
from publication.kinds import KINDS

NOTHING = LocalisedText("", "", False)


@dataclass(frozen=True)
class Difference:
    """One text in its two versions; empty where a version has none. `part` is the list row it stands in, or empty.

    `standing` says which language is the original, of what somebody says of their own.
    """

    part: str
    label: str
    before: LocalisedText
    after: LocalisedText
    standing: str = ""

    @property
    def old(self) -> str:
        return self.before.text

    @property
    def new(self) -> str:
        return self.after.text

    @property
    def changed(self) -> bool:
        return self.old != self.new


def differences(kind: str, old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Every text of both versions in reading order, in the language of this request, changed or not."""
    found: list[Difference] = []
    for item in KINDS[kind].outline:
        if isinstance(item, Field):
            found += _of_fields("", (item,), old, new)
            continue
        for before, after in _pairs(item, old.get(item.name, []), new.get(item.name, [])):
            found += _of_fields(item.heading(after or before), item.listed_fields, before, after)
    return found


def _of_fields(part: str, fields: tuple[Field, ...], old: Row, new: Row) -> Iterator[Difference]:
    for field in fields:
        before, after = (field.shown(row.get(field.name)) if row else NOTHING for row in (old, new))
        if before or after:
            standing = field.standing((new if after else old).get(field.name))
            yield Difference(part, capfirst(str(field.label)), before, after, standing)


def _pairs(rows: Rows, old: list[Row], new: list[Row]) -> list[tuple[Row, Row]]:
    """Rows that are the same in both versions side by side, then those renamed, by their order; {} for none."""
    left = list(old)
    matched: list[tuple[Row | None, Row]] = []
    for row in new:
        twin = next((candidate for candidate in left if rows.identity(candidate) == rows.identity(row)), None)
        if twin is not None:
            left.remove(twin)
        matched.append((twin, row))
    pairs = [(before if before is not None else (left.pop(0) if left else {}), after) for before, after in matched]
    return pairs + [(row, {}) for row in left]
