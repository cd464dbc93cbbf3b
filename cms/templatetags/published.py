"""Filters that read the content of a published version: nested values, texts as {"en": …, "cy": …}, dates as ISO text."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.translation import get_language

from core import collation, vocabularies
from core.bilingual import BilingualText
from core.wellbeing import WELLBEING_GOALS
from decisions_log.published import labels

register = template.Library()


@register.filter
def both(value: Mapping[str, str] | None) -> BilingualText:
    """A text in two languages; what is not in the record is empty."""
    value = value or {}
    return BilingualText(en=value.get("en") or "", cy=value.get("cy") or "")


@register.filter
def day(value: str | None) -> date | None:
    """The date of ISO text, also of a moment."""
    return datetime.fromisoformat(value).date() if value else None


@register.filter
def term(value: str, vocabulary: str) -> BilingualText | str:
    """What the vocabulary calls a stored word; the word itself when it is no longer there."""
    return vocabularies.vocabulary(vocabulary).get(value, value)


@register.filter
def goal(value: str) -> BilingualText | str:
    """The name of a well-being goal."""
    return WELLBEING_GOALS.get(value, value)


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
    language = "cy" if (get_language() or "en").startswith("cy") else "en"
    groups = []
    for level, label in labels.LEVELS.items():
        own = [row for row in rows or [] if row["organisation"]["level"] == level]
        own.sort(key=lambda row: collation.sort_key(str(both(row["organisation"]["name"])), language))
        if own:
            groups.append((label, own))
    return groups


@register.filter
def split_ends(label: BilingualText | str) -> list[str]:
    """The two ends of a trade-off dimension: "Cost / quality" -> ["Cost", "quality"]."""
    return [end.strip() for end in str(label).split("/", 1)]
