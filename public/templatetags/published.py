"""Filters that read the content of a published version; `publication.published.reading` has how it is stored."""

from typing import Any

from django import template

from core import collation, partial_dates
from core.bilingual import current_language
from people.models import Level
from publication.kinds import KINDS
from publication.published import notices, reading

register = template.Library()
for _reader in (reading.both, reading.day, reading.days_until, reading.term, reading.goal):
    register.filter(_reader)


@register.filter
def day_or_month(value: str) -> str:
    """A day or a month in words."""
    return partial_dates.in_words(value)


@register.filter
def part_label(path: str, kind: str) -> str:
    """What a part of a record of this kind is called."""
    return KINDS[kind].path_label(path)


@register.filter
def notice_facts(notice: notices.Notice) -> list[dict[str, Any]]:
    """Everything that is said about a part that is hidden."""
    return notices.facts(notice)


@register.filter
def by_level(rows: list[dict[str, Any]] | None) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Rows that name a body, grouped by its level, each group in the alphabet of this request's language.

    The level is that of the row, if it keeps one: a member's is that of the day of joining.
    """
    language = current_language()
    groups = []
    for level, label in Level.choices:
        own = [row for row in rows or [] if row.get("level", row["organisation"]["level"]) == level]
        own.sort(key=lambda row: collation.sort_key(reading.body_name(row["organisation"]), language))
        if own:
            groups.append((label, own))
    return groups


@register.filter
def word(value: str, field: str) -> str:
    """What a stored word is called: `{{ row.outcome|word:"adoption_set.adoptions.outcome" }}`."""
    kind, _dot, path = field.partition(".")
    return KINDS[kind].field(path).read(value)
