"""How to read the nested values of a published version in the language of this request."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from core import dates, vocabularies
from core.bilingual import BilingualText
from core.wellbeing import WELLBEING_GOALS


def both(value: Mapping[str, str] | None) -> BilingualText:
    """A text stored as {"en": …, "cy": …}; what is not in the record is empty."""
    value = value or {}
    return BilingualText(en=value.get("en") or "", cy=value.get("cy") or "")


def day(value: str | None) -> date | None:
    """The date of ISO text, of a moment the day it was in Wales."""
    if not value:
        return None
    moment = datetime.fromisoformat(value)
    return moment.astimezone(dates.WALES).date() if moment.tzinfo else moment.date()


def term(value: str, vocabulary: str) -> BilingualText | str:
    """What the vocabulary calls a stored word; the word itself when it is no longer there."""
    return vocabularies.vocabulary(vocabulary).get(value, value)


def goal(value: str) -> BilingualText | str:
    """The name of a well-being goal."""
    return WELLBEING_GOALS.get(value, value)


def body_name(value: Mapping[str, Any] | None) -> str:
    """The name of a body published by value; nobody is unnamed."""
    return str(both(value["name"])) if value else _("Unnamed")


def long_day(value: str | None) -> str:
    """The date of ISO text in words; nothing for no date."""
    found = day(value)
    return dates.long_date(found) if found else ""
