"""Working days in Wales."""

from datetime import date

import pytest

from core.working_days import is_working_day, working_day


@pytest.mark.parametrize(
    ("number", "counting", "expected"),
    [
        (1, date(2026, 6, 1), date(2026, 6, 1)),  # a Monday counts itself
        (7, date(2026, 6, 1), date(2026, 6, 9)),
        (1, date(2026, 6, 6), date(2026, 6, 8)),  # a Saturday does not
        (7, date(2026, 3, 31), date(2026, 4, 10)),  # Good Friday and Easter Monday between
        (7, date(2026, 12, 21), date(2026, 12, 31)),  # Christmas, and Boxing Day made up on the 28th
        (3, date(2026, 8, 28), date(2026, 9, 2)),  # the last Monday of August
    ],
)
def test_working_days_are_counted_over_weekends_and_bank_holidays(number: int, counting: date, expected: date) -> None:
    assert working_day(number, counting=counting) == expected


def test_the_bank_holidays_are_those_of_wales() -> None:
    assert is_working_day(date(2026, 3, 17))  # Saint Patrick's Day is one in Northern Ireland
    assert is_working_day(date(2026, 8, 3))  # the first Monday of August is one in Scotland
    assert is_working_day(date(2027, 3, 1))  # Saint David's Day is not one yet
    assert not is_working_day(date(2026, 5, 25))
