"""Dates and times as people write them, in Welsh or English: "27 Mawrth 2027", "27.3.27", "2.30pm", "canol dydd".

What could mean two things, or nothing, raises `Unreadable`, which says what to write instead.
"""

import calendar
import re
import unicodedata
from datetime import date

from django.utils.translation import gettext, gettext_lazy

from core.dates import month_and_year
from core.verdicts import Text

FIRST_YEAR, LAST_YEAR = 1900, 2199
# Two digits are a year of this century up to here; above it nobody knows which century is meant.
LAST_SHORT_YEAR = 69
_SHORTEST_NAME = 3  # letters: "Maw" is Mawrth, "Ma" could be Mai

WRITE_A_DATE = gettext_lazy("Enter a real date, for example 27 3 2027 or 27 March 2027.")

# In each month: its English name, its Welsh name, and the Welsh name as it is mutated after another word.
_MONTHS = (
    ("january", "ionawr"),
    ("february", "chwefror"),
    ("march", "mawrth", "fawrth"),
    ("april", "ebrill"),
    ("may", "mai", "fai"),
    ("june", "mehefin", "fehefin"),
    ("july", "gorffennaf", "orffennaf", "ngorffennaf"),
    ("august", "awst"),
    ("september", "medi", "fedi"),
    ("october", "hydref"),
    ("november", "tachwedd", "dachwedd", "thachwedd", "nhachwedd"),
    ("december", "rhagfyr", "ragfyr"),
)
_WEEKDAYS = (
    ("monday", "llun", "lun"),
    ("tuesday", "mawrth", "fawrth"),
    ("wednesday", "mercher", "fercher"),
    ("thursday", "iau"),
    ("friday", "gwener", "wener"),
    ("saturday", "sadwrn"),
    ("sunday", "sul"),
)
_BETWEEN = {"of", "the", "o", "fis", "mis", "y", "yr", "on", "ar"}
_DAY_OF_THE_WEEK = re.compile(
    rf"\b(?:d?dydd\s+(?:{'|'.join(name for names in _WEEKDAYS for name in names[1:])})"
    r"|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|llun|mer(?:cher)?|iau|gwe(?:ner)?|sad(?:wrn)?|sul)\b"
)
_ORDINAL = r"(?:st|nd|rd|th|af|ail|il|ydd|edd|ed|fed|eg|ain)"
_NUMBER = re.compile(rf"(\d{{1,4}}){_ORDINAL}?")
_WORD = re.compile(rf"\d+{_ORDINAL}\b|\d+|[^\W\d_]+")


class Unreadable(ValueError):
    """What was written is no date; `message` says what to write."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = str(message)


def read_date(day: str, month: str = "", year: str = "") -> date:
    """Return the date written in three parts, or all of it in the first. Raises Unreadable."""
    found_year, found_month, found_day = _read(day, month, year)
    if found_day is None:
        raise Unreadable(gettext("Enter the day as well, for example 27 3 2027 or 27 March 2027."))
    return date(found_year, found_month, found_day)


def read_date_or_month(day: str, month: str = "", year: str = "") -> str:
    """Return the date, or the month when no day is written, as core.partial_dates writes them. Raises Unreadable."""
    found_year, found_month, found_day = _read(day, month, year)
    return f"{found_year:04}-{found_month:02}" + (f"-{found_day:02}" if found_day else "")


def _read(*parts: str) -> tuple[int, int, int | None]:
    text = normal(" ".join(parts))
    weekday = _DAY_OF_THE_WEEK.search(text)
    words = [word for word in _WORD.findall(_DAY_OF_THE_WEEK.sub(" ", text)) if word not in _BETWEEN]
    months = [number for word in words if (number := _month_named(word))]
    numbers = [match[1] for word in words if (match := _NUMBER.fullmatch(word))]
    if len(months) + len(numbers) != len(words) or len(months) > 1:
        raise Unreadable(WRITE_A_DATE)
    given = [bool(part.strip()) for part in parts]
    if given == [True, False, True] and not months and len(numbers) == len(parts) - 1:
        raise Unreadable(gettext("Enter the month as well, for example 27 3 2027 or 27 March 2027."))
    day, month, year = _in_order(numbers, months, without_day=not given[0])
    found = _year(year), _month(month), int(day) if day else None
    _require_day_in_month(*found)
    if weekday and found[2]:
        _require_weekday(weekday[0], date(found[0], found[1], found[2]))
    return found


def normal(text: str) -> str:
    """The text in small letters, without marks that show nothing and with plain spaces and digits."""
    text = unicodedata.normalize("NFKC", text).casefold()
    shown = "".join(" " if char.isspace() else char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(shown.split())


def _month_named(word: str) -> int | None:
    """The number of the month that the word names, in full or by its first letters."""
    if len(word) < _SHORTEST_NAME:
        return None
    found = [number for number, names in enumerate(_MONTHS, 1) if any(name.startswith(word) for name in names)]
    if word == "sept":
        found = [9]
    return found[0] if len(found) == 1 else None


def _in_order(numbers: list[str], months: list[int], *, without_day: bool) -> tuple[str, str, str]:
    """Day, month and year as written, the day first unless the year is; the day is empty when there is none."""
    if numbers and _is_long(numbers[0]):  # 2027-03-27
        numbers = numbers[::-1]
    match numbers, months:
        case [day, month, year], []:
            return day, month, year
        case [day, year], [named]:
            return day, str(named), year
        case [month, year], [] if without_day or _is_long(year):
            return "", month, year
        case [year], [named] if without_day or _is_long(year):
            return "", str(named), year
        case ([_, _], []) | ([_], [_]):
            raise Unreadable(gettext("Enter the year as well, for example 27 3 2027 or 27 March 2027."))
    raise Unreadable(WRITE_A_DATE)


def _is_long(number: str) -> bool:
    """Return True for what can only be a year."""
    return len(number) > len("31")


def _year(text: str) -> int:
    year = int(text)
    if not _is_long(text):
        year += 2000
        if year > 2000 + LAST_SHORT_YEAR:
            raise Unreadable(gettext("Enter the year in full, for example 2027."))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(
            gettext("Enter a year between %(first)d and %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return year


def _month(text: str) -> int:
    month = int(text)
    if not 1 <= month <= len(_MONTHS):
        raise Unreadable(
            gettext("There is no month %(number)d. Enter the day first, then the month.") % {"number": month}
        )
    return month


def _require_day_in_month(year: int, month: int, day: int | None) -> None:
    last = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        said = {"month": month_and_year(date(year, month, 1)), "days": last}
        raise Unreadable(gettext("Enter a day from 1 to %(days)d: %(month)s has no other.") % said)


def _require_weekday(written: str, found: date) -> None:
    """Somebody who names the day of the week means that day: another date is a slip."""
    name = written.split()[-1]
    names = _WEEKDAYS[found.weekday()]
    if not any(each.startswith(name) for each in names):
        raise Unreadable(gettext("The date and the day of the week do not go together. Check both."))
