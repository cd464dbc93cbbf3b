"""Times of day as people write them, in Welsh or English: "14:30", "2.30pm", "1430", "2 y.p.", "canol dydd"."""

import re
from datetime import time

from django.utils.translation import gettext as _, gettext_lazy

from core.written_dates import Unreadable, normal

WRITE_A_TIME = gettext_lazy("Enter a time, for example 14:30, 2:30pm or 10am.")

_NOON = {"noon", "midday", "mid-day", "canol dydd", "ganol dydd", "hanner dydd"}
_MIDNIGHT = {"midnight", "canol nos", "ganol nos", "hanner nos"}
_MORNING = {"am", "yb", "ybore", "inthemorning"}
_AFTERNOON = {"pm", "yp", "yh", "yprynhawn", "yrhwyr", "ynos", "intheafternoon", "intheevening"}
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.,h]\s*|\s+)(\d{2})(?:[:.]00)?|(\d{1,2})(\d{2})|(\d{1,2})")
_NOON_HOUR, _HOURS, _MINUTES = 12, 24, 60


def read_time(text: str) -> time:
    """Return the time of day. Raises Unreadable for what is none, and for what could be morning or afternoon."""
    words = re.sub(r"\b(?:o'?r gloch|o[' ]?clock)\b", " ", normal(text).replace("’", "'"))
    words = " ".join(words.strip(" .").split())
    for names, hour in ((_NOON, _NOON_HOUR), (_MIDNIGHT, 0)):
        if words in names or words in {f"12 {name}" for name in names}:
            return time(hour)
    clock, half = _split(words)
    match = _CLOCK.fullmatch(clock)
    if match is None:
        raise Unreadable(WRITE_A_TIME)
    hour, minute = int(match[1] or match[3] or match[5]), int(match[2] or match[4] or 0)
    if match[5] and not half and not match[5].startswith("0") and hour < _NOON_HOUR:
        said = {"morning": f"{hour:02}:00", "afternoon": f"{hour + _NOON_HOUR}:00"}
        raise Unreadable(_("Enter %(morning)s for the morning or %(afternoon)s for the afternoon.") % said)
    return _time(_by_the_24_hour_clock(hour, half), minute)


def _split(words: str) -> tuple[str, str]:
    """What stands on the clock, and "am", "pm" or nothing."""
    match = re.fullmatch(r"([\d\s:.,h]*\d)\s*(.*)", words)
    if match is None:
        raise Unreadable(WRITE_A_TIME)
    half = re.sub(r"[\s.']", "", match[2])
    if half in _MORNING:
        return match[1], "am"
    if half in _AFTERNOON:
        return match[1], "pm"
    if half not in ("", "h", "hrs"):
        raise Unreadable(WRITE_A_TIME)
    return match[1], ""


def _by_the_24_hour_clock(hour: int, half: str) -> int:
    """The hour from 0 to 23. "14:30pm" says the same thing twice; "14:30am" and "0:30pm" contradict themselves."""
    if not half:
        return hour
    if half == "pm" and _NOON_HOUR < hour < _HOURS:
        return hour
    if not 1 <= hour <= _NOON_HOUR:
        raise Unreadable(WRITE_A_TIME)
    return hour % _NOON_HOUR + (_NOON_HOUR if half == "pm" else 0)


def _time(hour: int, minute: int) -> time:
    if hour == _HOURS and minute == 0:
        raise Unreadable(_("Enter midnight as 00:00."))
    if hour >= _HOURS or minute >= _MINUTES:
        raise Unreadable(WRITE_A_TIME)
    return time(hour, minute)
