"""Forms as people meet them: what is drawn, and what comes back."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from core.forms import GovukForm


class Sample(GovukForm, forms.Form):
    title_cy = forms.CharField(label="Teitl")
    title_en = forms.CharField(label="Title", help_text="At most ten words.")
    ends_on = forms.DateField(label="End date")
    level = forms.ChoiceField(
        label="Level", choices=[("local", "Local"), ("national", "National")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Note", required=False, error_messages={"required": "own words"})


GOOD = {
    "title_cy": "Cartref",
    "title_en": "Home",
    "ends_on_day": "7",
    "ends_on_month": "3",
    "ends_on_year": "2027",
    "level": "local",
}


def draw(source: str, form: forms.Form) -> str:
    return Template("{% load opsw_ui %}" + source).render(Context({"form": form}))


def test_a_date_is_read_from_its_three_parts() -> None:
    form = Sample(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["ends_on"] == date(2027, 3, 7)


@pytest.mark.parametrize(
    ("month", "told"),
    [
        ("13", "There is no month 13. Enter the day first, then the month."),
        ("x", "Enter a real date, for example 27 3 2027 or 27 March 2027."),
        ("", "Enter the month as well, for example 27 3 2027 or 27 March 2027."),
    ],
)
def test_a_date_that_is_none_is_refused_and_kept_as_typed(month: str, told: str) -> None:
    form = Sample(GOOD | {"ends_on_month": month})
    assert form.errors["ends_on"] == [told]
    drawn = draw("{% field form.ends_on %}", form)
    assert f'name="ends_on_month" type="text" inputmode="numeric" value="{month}"' in drawn
    assert 'name="ends_on_year" type="text" inputmode="numeric" value="2027"' in drawn


def test_missing_parts_of_a_date_ask_for_the_date() -> None:
    form = Sample({key: value for key, value in GOOD.items() if not key.startswith("ends_on")})
    assert form.errors["ends_on"] == ["Enter a day, a month and a year."]


def test_every_error_leads_to_its_field() -> None:
    form = Sample({})
    drawn = draw('{% include "components/error_summary.html" with form=form only %}{% form_fields form %}', form)
    assert drawn.count('href="#') == 4
    for target in ("id_title_cy", "id_title_en", "id_ends_on_0", "id_level_0"):
        assert f'href="#{target}"' in drawn
        assert f'id="{target}"' in drawn
    assert "End date: Enter a day, a month and a year." in drawn


def test_hint_and_error_belong_to_the_input() -> None:
    drawn = draw("{% field form.title_en %}", Sample({}))
    assert 'aria-describedby="id_title_en_hint id_title_en_error"' in drawn
    assert 'id="id_title_en_hint"' in drawn
    assert 'id="id_title_en_error"' in drawn


def test_a_pair_is_marked_with_its_languages_welsh_first() -> None:
    drawn = draw('{% field_pair form "title" %}', Sample())
    assert drawn.index('lang="cy"') < drawn.index('lang="en"')


def test_what_is_not_needed_says_so() -> None:
    assert "Note (optional)" in draw("{% field form.note %}", Sample())
    assert "optional" not in draw("{% field form.level %}", Sample())


def test_the_messages_of_a_form_stand() -> None:
    assert Sample().fields["note"].error_messages["required"] == "own words"
    assert Sample().fields["title_cy"].error_messages["required"] == "Fill in this field."


def test_what_was_typed_is_escaped() -> None:
    drawn = draw("{% form_fields form %}", Sample(GOOD | {"title_en": '"><script>', "ends_on_day": '"><script>'}))
    assert "<script>" not in drawn
