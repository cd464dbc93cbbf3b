"""A date whose day may not be known yet: "2027-03-14" or "2027-03", as ISO 8601 writes both. Texts sort by time."""

import calendar
import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import dates

_FORM = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def validate(value: str) -> None:
    """Raise ValidationError unless it is a real day or month."""
    try:
        if not _FORM.fullmatch(value):
            raise ValueError(value)
        first_day(value)
    except ValueError:
        raise ValidationError(_("Enter a real month and year, and the day if it is known.")) from None


def first_day(value: str) -> date:
    """The day, or the first of the month."""
    return date.fromisoformat(value if _has_day(value) else f"{value}-01")


def last_day(value: str) -> date:
    """The day, or the last of the month."""
    first = first_day(value)
    return first if _has_day(value) else first.replace(day=calendar.monthrange(first.year, first.month)[1])


def in_words(value: str) -> str:
    """ "14 March 2027" or "March 2027" in the language of this request; nothing for no date."""
    if not value:
        return ""
    return dates.long_date(first_day(value)) if _has_day(value) else dates.month_and_year(first_day(value))


def _has_day(value: str) -> bool:
    return len(value) > len("2027-03")
