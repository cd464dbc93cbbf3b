"""Dates as people read them, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from core import dates


@pytest.mark.parametrize(
    ("language", "expected"),
    [("cy", "1 Gorffennaf 2026"), ("en", "1 July 2026")],
)
def test_the_reader_language_is_used(language: str, expected: str) -> None:
    with translation.override(language):
        assert dates.long_date(date(2026, 7, 1)) == expected


def test_a_full_date_names_the_day() -> None:
    assert dates.full_date(date(2026, 4, 1), "cy") == "Dydd Mercher, 1 Ebrill 2026"
    assert dates.full_date(date(2026, 4, 1), "en") == "Wednesday, 1 April 2026"


def test_a_time_is_the_time_of_wales_by_the_24_hour_clock() -> None:
    just_before_midnight_utc = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert dates.date_time(just_before_midnight_utc, "en") == "2 July 2026, 00:30"
    assert dates.long_date(just_before_midnight_utc, "cy") == "2 Gorffennaf 2026"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.date_time(datetime(2026, 7, 1, 12, 0))  # noqa: DTZ001 - the point of the test
