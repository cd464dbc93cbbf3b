"""What differs between two versions of a published record, text by text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from decisions_log.published.outline import OUTLINES, Field, Row, Rows


@dataclass(frozen=True)
class Difference:
    """One text in its two versions; empty where a version has none. `part` is the list row it stands in, or empty."""

    part: str
    label: str
    old: str
    new: str

    @property
    def changed(self) -> bool:
        return self.old != self.new


def differences(kind: str, old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Every text of both versions in reading order, in the language of this request, changed or not."""
    found: list[Difference] = []
    for item in OUTLINES[kind]:
        if isinstance(item, Field):
            found += _of_fields("", (item,), old, new)
            continue
        for before, after in _pairs(item, old.get(item.name, []), new.get(item.name, [])):
            found += _of_fields(item.heading(after or before), item.fields, before, after)
    return found


def _of_fields(part: str, fields: tuple[Field, ...], old: Row, new: Row) -> Iterator[Difference]:
    for field in fields:
        before, after = (field.read(row.get(field.name)).strip() if row else "" for row in (old, new))
        if before or after:
            yield Difference(part, capfirst(str(field.label)), before, after)


def _pairs(rows: Rows, old: list[Row], new: list[Row]) -> list[tuple[Row, Row]]:
    """Rows that are the same in both versions side by side, then those renamed, by their order; {} for none."""
    left = list(old)
    matched: list[tuple[Row | None, Row]] = []
    for row in new:
        twin = next((candidate for candidate in left if rows.same(candidate) == rows.same(row)), None)
        if twin is not None:
            left.remove(twin)
        matched.append((twin, row))
    pairs = [(before if before is not None else (left.pop(0) if left else {}), after) for before, after in matched]
    return pairs + [(row, {}) for row in left]
