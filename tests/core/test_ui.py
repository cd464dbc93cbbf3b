"""The components: languages are marked, words are escaped, meaning is in words."""

from datetime import date
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from core.bilingual import BilingualText, LocalisedText

FALLBACK = LocalisedText("Cartref <em>", "cy", True)


def draw(source: str, **context: Any) -> str:
    return Template("{% load opsw_ui %}" + source).render(Context(context))


def test_a_fallback_is_marked_with_its_language_and_escaped() -> None:
    assert draw("{{ text|localised }}", text=FALLBACK) == '<span lang="cy">Cartref &lt;em&gt;</span>'


def test_a_bilingual_text_is_shown_in_the_language_of_the_reader() -> None:
    text = BilingualText(en="Home", cy="Cartref")
    with translation.override("cy"):
        assert draw("{{ text|localised }}", text=text) == "Cartref"
    with translation.override("en"):
        assert draw("{{ text|localised }}", text=text) == "Home"


def test_dates_in_components_are_dates_of_the_language() -> None:
    rows = [{"label": "Decided on", "value": date(2026, 7, 1)}]
    with translation.override("cy"):
        assert "1 Gorffennaf 2026" in draw(
            '{% include "components/summary_list.html" with rows=rows only %}', rows=rows
        )


def test_markdown_of_a_fallback_is_a_block_of_its_language() -> None:
    html = draw("{{ text|markdown }}", text=LocalisedText("Un **dau** <script>", "cy", True))
    assert html.startswith('<div lang="cy"><p>Un <strong>dau</strong>')
    assert "<script>" not in html


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_drawn_as_nothing(nothing: str | None) -> None:
    assert draw("{{ v|localised }}{{ v|cldr_date }}{{ v|cldr_date_time }}{{ v|markdown }}", v=nothing) == ""


def test_a_comparison_says_in_words_where_changes_begin_and_end() -> None:
    html = draw('{% include "components/compare.html" with old="one two" new="one <b>" only %}')
    assert "Start of removed words:" in html
    assert "End of added words." in html
    assert "&lt;b&gt;" in html


def test_the_meter_says_who_is_missing_in_words() -> None:
    groups = [
        {"label": "Levels", "items": [{"label": "Local", "present": True}, {"label": "National", "present": False}]}
    ]
    html = draw('{% include "components/representation_meter.html" with groups=groups met=False only %}', groups=groups)
    assert html.count("Represented") == 1
    assert html.count("Missing") == 1
    assert "Not met" in html


def test_the_stage_line_marks_the_current_stage() -> None:
    stages = [{"label": "Convening", "state": "done"}, {"label": "Defining", "state": "current"}]
    html = draw('{% include "components/stage_line.html" with stages=stages only %}', stages=stages)
    assert html.count('aria-current="step"') == 1
    assert "Stage completed" in html


def test_block_tags_keep_the_markup_inside_and_escape_the_rest() -> None:
    html = draw("{% details summary %}<p>inside</p>{% enddetails %}", summary="<b>why</b>")
    assert "<p>inside</p>" in html
    assert "&lt;b&gt;why" in html
