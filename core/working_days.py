"""Working days in Wales: Monday to Friday, less the bank holidays of England and Wales."""

from datetime import date, timedelta

from holidays import country_holidays

_BANK_HOLIDAYS = country_holidays("GB", subdiv="WLS")
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in _BANK_HOLIDAYS


def working_day(number: int, *, counting: date) -> date:
    """The `number`th working day (1 or more) from the day `counting` on, which counts when it is one itself."""
    day = counting - timedelta(days=1)
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def working_day_by(day: date) -> date:
    """The last working day that is no later than `day`."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
