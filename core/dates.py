"""Dates and times as people read them: by CLDR through Babel, in Welsh or English, in the time of Wales.

Django's own Welsh is not used: it misspells July and leaves some words in English.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from django.utils.translation import get_language

WALES = ZoneInfo("Europe/London")
_LOCALES = {"cy": "cy", "en": "en_GB"}


def long_date(value: date | datetime, language: str | None = None) -> str:
    """The day, month and year: "1 April 2026", "1 Ebrill 2026"."""
    return format_date(_day(value), "d MMMM y", locale=_locale(language))


def full_date(value: date | datetime, language: str | None = None) -> str:
    """The date with its weekday: "Wednesday, 1 April 2026", "Dydd Mercher, 1 Ebrill 2026"."""
    return format_date(_day(value), "EEEE, d MMMM y", locale=_locale(language))


def date_time(value: datetime, language: str | None = None) -> str:
    """The date and the 24-hour time in Wales: "1 April 2026, 14:05". Raises ValueError for a naive time."""
    if value.tzinfo is None:
        raise ValueError("A time needs its time zone")
    return format_datetime(value, "d MMMM y, HH:mm", tzinfo=WALES, locale=_locale(language))


def _day(value: date | datetime) -> date:
    """The calendar day in Wales; a naive time raises ValueError, because its day is not known."""
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError("A time needs its time zone")
    return value.astimezone(WALES).date()


def _locale(language: str | None) -> str:
    return _LOCALES["cy" if (language or get_language() or "en").startswith("cy") else "en"]
