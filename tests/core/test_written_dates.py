"""Dates and times as people write them: what is understood, and what the others are told to write."""

from datetime import date, time

import pytest
from babel.dates import get_month_names
from django import forms
from django.utils import translation
from hypothesis import given, strategies as st

from core.dates import full_date, long_date
from core.forms import DayOrMonthField, GovukForm, HourField
from core.written_dates import FIRST_YEAR, LAST_YEAR, Unreadable, read_date, read_date_or_month
from core.written_times import read_time

DAY = date(2027, 3, 27)
ALL_WAYS = (
    *("27 Mawrth 2027", "27 March 2027", "27/3/27", "27.3.2027", "27-03-2027", "27 Maw 2027", "27 Maw 27", "27 Mar 27"),
    *("27 Maw. 2027", "27ain o Fawrth 2027", "27 o fis Mawrth 2027", "27 fis Mawrth 2027", "27th of March, 2027"),
    *("March 27, 2027", "2027-03-27", "2027 Mawrth 27", "Saturday 27 March 2027", "Dydd Sadwrn, 27 Mawrth 2027"),
    *("Sat 27 Mar 2027", "Sad 27 Maw 2027", "the 27th March 2027", "27 MAWRTH 2027", "27-Mar-2027", "27Mar2027"),
    *("27\u00a0March\u00a02027", "27\u20133\u20132027", "\u200b27 3 2027", "\uff12\uff17/3/2027"),
)


@pytest.mark.parametrize("text", ALL_WAYS)
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "month"),
    [
        *(("Dec", 12), ("Rhag", 12), ("Ragfyr", 12), ("Rhagfyr", 12), ("Ion", 1), ("Chwef", 2), ("Chwefror", 2)),
        *(("Fawrth", 3), ("fis Mawrth", 3), ("Maw", 3), ("Ebr", 4), ("Ebrill", 4), ("Mai", 5), ("Fai", 5), ("May", 5)),
        *(("Meh", 6), ("Fehefin", 6), ("Jun", 6), ("Gorff", 7), ("Orffennaf", 7), ("Jul", 7), ("Awst", 8), ("Aug", 8)),
        *(("Medi", 9), ("Fedi", 9), ("Sept", 9), ("Hyd", 10), ("Hydref", 10), ("Oct", 10), ("Tach", 11)),
        *(("Dachwedd", 11), ("Thachwedd", 11), ("Nov", 11), ("12", 12), ("03", 3), ("mis Ionawr", 1)),
    ],
)
def test_a_month_may_be_named_in_its_box(text: str, month: int) -> None:
    assert read_date("7", text, "2027") == date(2027, month, 7)


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_every_name_of_a_month_that_the_product_shows_is_read(language: str, width: str) -> None:
    for number, name in get_month_names(width, locale=language).items():
        assert read_date(f"3 {name} 2027") == date(2027, number, 3), name


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), st.sampled_from(["cy", "en"]))
def test_every_date_that_the_product_shows_is_read_back(day: date, language: str) -> None:
    assert read_date(long_date(day, language)) == day
    assert read_date(full_date(day, language)) == day
    assert read_date(day.isoformat()) == day
    assert read_date(str(day.day), str(day.month), str(day.year)) == day


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (("31", "2", "2027"), "Enter a day from 1 to 28: February 2027 has no other."),
        (("0", "2", "2027"), "Enter a day from 1 to 28: February 2027 has no other."),
        (("27", "13", "2027"), "There is no month 13. Enter the day first, then the month."),
        (("3/27/2027",), "There is no month 27. Enter the day first, then the month."),
        (("27", "3", ""), "Enter the year as well"),
        (("27 March",), "Enter the year as well"),
        (("27", "", "2027"), "Enter the month as well"),
        (("", "3", "2027"), "Enter the day as well"),
        (("March 2027",), "Enter the day as well"),
        (("1", "1", "99"), "Enter the year in full, for example 2027."),
        (("1", "1", "20277"), "Enter a real date"),
        (("1", "1", "1027"), "Enter a year between 1900 and 2199."),
        (("27", "Ma", "2027"), "Enter a real date"),
        (("27 March April 2027",), "Enter a real date"),
        (("soon",), "Enter a real date"),
        (("Sunday 27 March 2027",), "The date and the day of the week do not go together."),
        (("Dydd Mawrth 27 Mawrth 2027",), "The date and the day of the week do not go together."),
    ],
)
def test_what_is_no_date_is_told_what_to_write(parts: tuple[str, ...], told: str) -> None:
    with pytest.raises(Unreadable) as problem:
        read_date(*parts)
    assert told in str(problem.value)


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (("", "3", "2027"), "2027-03"),
        (("", "3", "27"), "2027-03"),
        (("", "Rhag", "2027"), "2027-12"),
        (("Mawrth 2027",), "2027-03"),
        (("14", "Maw", "2027"), "2027-03-14"),
        (("14 March 2027",), "2027-03-14"),
    ],
)
def test_a_month_stands_for_itself_where_the_day_may_be_left_out(parts: tuple[str, ...], found: str) -> None:
    assert read_date_or_month(*parts) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *((text, time(14, 30)) for text in ("14:30", "14.30", "1430", "14h30", "2.30pm", "2:30 PM", "2.30 p.m.")),
        *((text, time(14, 30)) for text in ("2.30 y.p.", "2:30yp", "14:30pm", "2 30 pm", "14:30:00", "14 30", "14,30")),
        *(
            (text, time(14))
            for text in ("2pm", "2 pm", "2 y.p.", "2yp", "2 y prynhawn", "14", "2 o'r gloch y prynhawn")
        ),
        *((text, time(10, 30)) for text in ("10.30am", "10.30", "1030", "10:30 a.m.", "10.30 yb", "10.30 y bore")),
        *((text, time(9)) for text in ("9am", "09", "0900", "900", "9:00", "9 y.b.", "9 o’clock in the morning")),
        *(
            (text, time(12))
            for text in ("noon", "midday", "12 noon", "canol dydd", "Hanner dydd", "12pm", "12", "12.00")
        ),
        *((text, time(0)) for text in ("midnight", "canol nos", "hanner nos", "12am", "00:00", "0000")),
        *((text, time(19, 5)) for text in ("7.05 yr hwyr", "7.05 yh", "19:05", "7:05pm")),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, found: time) -> None:
    assert read_time(text) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2", "Enter 02:00 for the morning or 14:00 for the afternoon."),
        ("9 o'clock", "Enter 09:00 for the morning or 21:00 for the afternoon."),
        ("24:00", "Enter midnight as 00:00."),
        *(
            (text, "Enter a time, for example 14:30")
            for text in ("25:00", "14:60", "14:30am", "0.30pm", "soon", "2pm-3pm")
        ),
        *((text, "Enter a time, for example 14:30") for text in ("1:2:3", "14:30 BST", "2 p", "99999", "-2pm", "½")),
    ],
)
def test_what_is_no_time_is_told_what_to_write(text: str, told: str) -> None:
    with pytest.raises(Unreadable) as problem:
        read_time(text)
    assert told in str(problem.value)


class Sample(GovukForm, forms.Form):
    day = forms.DateField()
    month = DayOrMonthField()
    hour = HourField()


def test_forms_read_them_and_keep_what_was_typed() -> None:
    form = Sample({"day_day": "27 Mawrth 2027", "month_month": "Rhag", "month_year": "2027", "hour": "2.30 y.p."})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"day": DAY, "month": "2027-12", "hour": time(14, 30)}
    wrong = Sample({"day_day": "31", "day_month": "Chwef", "day_year": "2027", "month_month": "x", "hour": "2"})
    with translation.override("cy"):
        assert set(wrong.errors) == {"day", "month", "hour"}
    assert wrong["day"].value() == ["31", "Chwef", "2027"]
    assert wrong["hour"].value() == "2"
