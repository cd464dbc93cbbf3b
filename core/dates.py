"""Dates and times as people read them: by CLDR through Babel, in Welsh or English, in the time of Wales.

Django's own Welsh is not used: it misspells July and leaves some words in English.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from django.utils.translation import get_language, gettext as _, override

WALES = ZoneInfo("Europe/London")
_LOCALES = {"cy": "cy", "en": "en_GB"}


def long_date(value: date | datetime, language: str | None = None) -> str:
    """The day, month and year: "1 April 2026", "1 Ebrill 2026"."""
    return format_date(_day(value), "d MMMM y", locale=_locale(language))


def month_and_year(value: date, language: str | None = None) -> str:
    """The month and year: "April 2026", "Ebrill 2026"."""
    return format_date(value, "MMMM y", locale=_locale(language))


def full_date(value: date | datetime, language: str | None = None) -> str:
    """The date with its weekday: "Wednesday, 1 April 2026", "Dydd Mercher, 1 Ebrill 2026"."""
    return format_date(_day(value), "EEEE, d MMMM y", locale=_locale(language))


def date_time(value: datetime, language: str | None = None) -> str:
    """The date and the 24-hour time in Wales: "1 April 2026, 14:05". Raises ValueError for a naive time."""
    return format_datetime(_in_wales(value), "d MMMM y, HH:mm", locale=_locale(language))


def time_span(starts: datetime, ends: datetime, language: str | None = None) -> str:
    """A day in Wales with its hours: "Wednesday, 1 July 2026, 14:00–15:30"; two days for what goes past midnight.

    Where the clocks change in between, it says so and how long it lasts. Raises ValueError for a naive time.
    """
    first, last = _in_wales(starts), _in_wales(ends)
    hours = [format_time(at, "HH:mm", locale=_locale(language)) for at in (first, last)]
    between = "–"
    if first.date() != last.date():
        between, hours[1] = " – ", f"{full_date(last, language)}, {hours[1]}"
    span = f"{full_date(first, language)}, {between.join(hours)}"
    if first.utcoffset() == last.utcoffset():
        return span
    minutes = (last.astimezone(UTC) - first.astimezone(UTC)) // timedelta(minutes=1)
    with override(language or get_language()):
        return _("%(time)s (the clocks change; minutes: %(minutes)d)") % {"time": span, "minutes": minutes}


def _in_wales(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("A time needs its time zone")
    return value.astimezone(WALES)


def start_of_day(day: date) -> datetime:
    """The first moment of the day in Wales."""
    return datetime.combine(day, time.min, tzinfo=WALES)


def moment(day: date, at: time) -> datetime | None:
    """That hour of that day in Wales: the earlier one where clocks go back, None where they go forward past it."""
    found = datetime.combine(day, at, tzinfo=WALES)
    return found if found.astimezone(UTC).astimezone(WALES).time() == at else None


def next_at(at: time, after: datetime) -> datetime:
    """The first moment after `after` at which a clock in Wales shows `at`, or would if it were not put forward."""
    day = after.astimezone(WALES).date()
    found = (datetime.combine(day + timedelta(days=more), at.replace(fold=fold), tzinfo=WALES) for more, fold in _TRIES)
    return next(each for each in found if each.astimezone(UTC) > after.astimezone(UTC))


# Today, the second time where clocks go back, tomorrow.
_TRIES = ((0, 0), (0, 1), (1, 0))


def _day(value: date | datetime) -> date:
    """The calendar day in Wales; a naive time raises ValueError, because its day is not known."""
    if not isinstance(value, datetime):
        return value
    return _in_wales(value).date()


def _locale(language: str | None) -> str:
    return _LOCALES["cy" if (language or get_language() or "en").startswith("cy") else "en"]
