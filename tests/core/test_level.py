"""Which language has not followed, by paragraph; which paragraph reads as the other language."""

import datetime

import pytest
from django.utils.translation import override
from hypothesis import given, strategies as st

from core.bilingual import BilingualText
from core.language_guess import foreign_paragraphs, guess, mark_foreign
from core.level import Saved, digest, lags, level_text
from core.templatetags.opsw_ui import localised, markdown

NOON = datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC)


def both(en: str, cy: str) -> BilingualText:
    return BilingualText(en=en.replace("/", "\n\n"), cy=cy.replace("/", "\n\n"))


@pytest.mark.parametrize(
    ("base", "now", "expected"),
    [
        (both("a/b", "A/B"), both("a/b", "A/B"), []),
        (both("a/b", "A/B"), both("a/b2", "A/B"), [("cy", "b", "b2", "B")]),
        (both("a/b", "A/B"), both("a/b", "A2/B"), [("en", "A", "A2", "a")]),
        (both("a/b", "A/B"), both("a/b2", "A/B2"), []),
        # Another paragraph was touched: the one that changed has still not followed.
        (both("a/b", "A/B"), both("a/b2", "A2/B"), [("en", "A", "A2", "a"), ("cy", "b", "b2", "B")]),
        (both("a/b", "A/B"), both("a/b/c", "A/B"), [("cy", "", "c", "")]),
        (both("a/b", "A/B"), both("a/b/c", "A/B/C"), []),
        (both("a/b", "A/B"), both("a", "A/B"), [("cy", "b", "", "B")]),
        (
            both("weekly", "yn wythnosol"),
            both("MONTHLY", "yn wythnosol"),
            [("cy", "weekly", "MONTHLY", "yn wythnosol")],
        ),
        (both("a  b", "A"), both("a\nb", "A"), []),  # only spaces
        (both("", "A"), both("a", "A"), []),  # written now
        (both("a/b/c", "A/B/C"), both("x", "Y/Z"), []),  # both rewritten
    ],
)
def test_what_has_not_followed(base: BilingualText, now: BilingualText, expected: list[tuple[str, ...]]) -> None:
    found = [(lag.behind, row.old, row.new, row.beside) for lag in lags(base, now) for row in lag.passages]
    assert found == expected


TEXTS = st.lists(st.sampled_from(["one", "two", "three", "four"]), min_size=1, max_size=4).map("\n\n".join)


@given(TEXTS, TEXTS, TEXTS)
def test_a_change_of_one_language_alone_always_leaves_the_other_behind(old: str, new: str, other: str) -> None:
    for led, behind in (("en", "cy"), ("cy", "en")):
        found = lags(BilingualText(**{led: old, behind: other}), BilingualText(**{led: new, behind: other}))
        assert [lag.behind for lag in found] == ([] if old == new else [behind])


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_text_is_behind_itself(en: str, cy: str, other_en: str, other_cy: str) -> None:
    now = BilingualText(en=en, cy=cy)
    assert lags(now, now) == []
    saves = [Saved(BilingualText(en=other_en, cy=other_cy), 1, NOON), Saved(now, 2, NOON)]
    assert level_text(saves, lambda said: digest(said) == digest(now)) == now  # somebody has checked it


def walk(*saves: tuple[str, str, int, int]) -> list[str]:
    """The languages that are behind after saves of (English, Welsh, person, minutes after noon)."""
    rows = [Saved(both(en, cy), by, NOON + datetime.timedelta(minutes=at)) for en, cy, by, at in saves]
    base = level_text(rows, lambda said: False)
    assert base is not None
    return [lag.behind for lag in lags(base, rows[-1].text)]


def test_the_rule_holds_over_many_saves() -> None:
    assert walk(("a", "A", 1, 0), ("b", "A", 1, 60)) == ["cy"]
    assert walk(("a", "A", 1, 0), ("b", "A", 1, 60), ("c", "A", 1, 90)) == ["cy"]
    assert walk(("a", "A", 1, 0), ("b", "A", 1, 60), ("b", "B", 2, 90)) == []
    assert walk(("a", "A", 1, 0), ("b", "A", 1, 60), ("b", "B", 2, 90), ("b", "BB", 2, 91)) == []  # still at it
    assert walk(("a", "A", 1, 0), ("b", "A", 1, 60), ("b", "B", 2, 90), ("b", "BB", 2, 190)) == ["en"]
    assert walk(("a", "A", 1, 0), ("b", "A", 1, 60), ("b", "B", 2, 90), ("b", "BB", 1, 91)) == ["en"]
    assert walk(("a", "", 1, 0), ("b", "", 1, 60), ("b", "B", 2, 90)) == []
    assert walk(("a", "", 1, 0), ("a", "A", 2, 60), ("a", "AA", 2, 61)) == []  # being translated
    assert walk(("a", "", 1, 0), ("a", "A", 2, 60), ("b", "A", 2, 61)) == ["cy"]


def test_a_change_right_after_a_check_is_a_change() -> None:
    saves = [Saved(both(en, "A"), 1, NOON) for en in ("a", "b", "c")]
    base = level_text(saves, lambda said: said.en == "b")
    assert base is not None
    assert [lag.behind for lag in lags(base, saves[-1].text)] == ["cy"]


ENGLISH = [
    "The service will open to everyone who is over 70 and lives in the county.",
    "People wait too long for help at home and nobody tells them why.",
    "We do not know how many of them come back within a month.",
]
WELSH = [
    "Bydd y gwasanaeth yn agor i bawb sydd dros 70 oed ac yn byw yn y sir.",
    "Mae pobl yn aros yn rhy hir am gymorth gartref, ac nid oes neb yn dweud pam.",
    "Ni wyddom faint ohonynt sydd yn dod yn ôl o fewn mis.",
]
NEITHER = [
    "Cyngor Sir Penfro, Bwrdd Iechyd Prifysgol Hywel Dda, 2026",
    "Department for Work and Pensions in Wales",
    "Siân O'Brien, John Smith, Mary Jones, Peter Brown, Alun Evans",
    "£120,000 / 14 / 2026-27",
    "Open to all",
    "",
]


@pytest.mark.parametrize(("text", "language"), [*((t, "en") for t in ENGLISH), *((t, "cy") for t in WELSH)])
def test_a_paragraph_in_the_other_language_is_found(text: str, language: str) -> None:
    assert guess(text) == language
    good = {"en": ENGLISH[0], "cy": WELSH[0]}
    other = "cy" if language == "en" else "en"
    found = foreign_paragraphs(BilingualText(**{language: good[language], other: f"{good[other]}\n\n{text}"}))
    assert (other, text) in [(row.language, row.paragraph) for row in found]
    assert all(row.language == other for row in found)


@pytest.mark.parametrize("text", NEITHER)
def test_names_and_figures_are_left_alone(text: str) -> None:
    assert guess(text) == ""
    assert foreign_paragraphs(BilingualText(en=text, cy=text)) == []


def test_a_quotation_in_its_own_language_is_left_alone() -> None:
    quoted = f"Dywedodd un o'r cleifion wrthym ym mis Mai: “{ENGLISH[1]}”"
    assert foreign_paragraphs(BilingualText(en="", cy=quoted)) == []
    assert foreign_paragraphs(BilingualText(en="", cy=f"> {ENGLISH[1]}")) == []


def test_the_same_prose_in_both_languages_is_found_even_where_the_language_is_not_plain() -> None:
    text = "gwasanaeth cymorth cartref newydd cyffredinol rhanbarthol lleol"
    assert [(row.language, row.same) for row in foreign_paragraphs(BilingualText(en=text, cy=text))] == [("cy", True)]


def test_a_foreign_paragraph_is_marked_wherever_it_stands_in_the_html() -> None:
    html = f"<p>{WELSH[0]}</p><p>{ENGLISH[0]} <em>Really.</em></p><ul><li>{ENGLISH[1]}</li><li>{WELSH[1]}</li></ul>"
    assert mark_foreign(html, "cy") == html.replace(f"<p>{ENGLISH[0]}", f'<p lang="en">{ENGLISH[0]}').replace(
        f"<li>{ENGLISH[1]}", f'<li lang="en">{ENGLISH[1]}'
    )
    assert mark_foreign(f'<p data-block-key="x">“{ENGLISH[1]}”</p>', "cy").startswith(
        '<p data-block-key="x" lang="en">'
    )
    assert mark_foreign(f'<p lang="en">{ENGLISH[1]}</p>', "cy") == f'<p lang="en">{ENGLISH[1]}</p>'


def test_text_on_a_page_of_the_other_language_is_marked() -> None:
    text = BilingualText(en=ENGLISH[0], cy=f"{WELSH[0]}\n\n{ENGLISH[1]}")
    with override("cy"):
        assert markdown(text) == f'<p>{WELSH[0]}</p>\n<p lang="en">{ENGLISH[1]}</p>\n'
        assert localised(BilingualText(en="x", cy=ENGLISH[0])) == f'<span lang="en">{ENGLISH[0]}</span>'
