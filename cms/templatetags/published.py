"""Filters that read the content of a published version; `decisions_log.published.reading` has how it is stored."""

from typing import Any

from django import template

from core import collation
from core.bilingual import BilingualText, current_language
from decisions_log.published import labels, reading

register = template.Library()
for _reader in (reading.both, reading.day, reading.term, reading.goal):
    register.filter(_reader)


@register.filter
def state_label(value: str, kind: str) -> Any:
    """What the state of a record of this kind is called."""
    return labels.STATES[kind].get(value, value)


@register.filter
def section_label(value: str) -> Any:
    """The heading of a section of a challenge position."""
    return labels.SECTIONS.get(value, value)


@register.filter
def answer_label(value: str) -> Any:
    """What a body answered."""
    return labels.ANSWERS.get(value, value)


@register.filter
def by_level(rows: list[dict[str, Any]] | None) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Rows that name a body, grouped by its level, each group in the alphabet of this request's language."""
    language = current_language()
    groups = []
    for level, label in labels.LEVELS.items():
        own = [row for row in rows or [] if row["organisation"]["level"] == level]
        own.sort(key=lambda row: collation.sort_key(reading.body_name(row["organisation"]), language))
        if own:
            groups.append((label, own))
    return groups


@register.filter
def split_ends(label: BilingualText | str) -> list[str]:
    """The two ends of a trade-off dimension: "Cost / quality" -> ["Cost", "quality"]."""
    return [end.strip() for end in str(label).split("/", 1)]
