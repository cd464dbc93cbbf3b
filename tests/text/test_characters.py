"""One form of text: what is signed says what is shown."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from core.characters import clean_line, clean_text, shows_nothing
from core.text import render_markdown, renders_nothing
from tests.text.characters import CLEANED, KEPT, NOTHING, NOTHING_IN_MARKDOWN

ANYTHING = st.text(st.characters(codec=None))


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_what_shows_nothing_is_nothing(text: str) -> None:
    assert shows_nothing(text)
    assert shows_nothing(clean_text(text))


@pytest.mark.parametrize("text", NOTHING_IN_MARKDOWN, ids=ascii)
def test_markdown_of_which_nothing_is_seen_is_nothing(text: str) -> None:
    assert renders_nothing(text)


@pytest.mark.parametrize("text", ["a", "1", "?", "–", "**", "£", "👍", "1. x", "- x", "&amp;", "[x]()", "# 2"])
def test_what_shows_something_is_something(text: str) -> None:
    assert not renders_nothing(text)


@pytest.mark.parametrize(("sent", "kept"), CLEANED.items(), ids=ascii)
def test_what_hides_or_steers_is_taken_out(sent: str, kept: str) -> None:
    assert clean_text(sent) == kept


@pytest.mark.parametrize("text", KEPT)
def test_what_is_seen_stays(text: str) -> None:
    assert clean_text(text) == text


def test_a_text_of_one_line_has_one_line() -> None:
    assert clean_line(" Un\u2028dau\ttri\r\n ") == "Un dau tri"


@given(ANYTHING)
def test_the_one_form_is_one(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Co") for letter in cleaned if letter not in "\n\t")
    assert not any(unicodedata.bidirectional(letter) in BIDI for letter in cleaned)
    cleaned.encode()  # what can be stored and signed


BIDI = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@given(ANYTHING)
def test_nothing_unseen_is_rendered_however_it_is_spelled(text: str) -> None:
    spelled = "".join(f"&#{ord(letter)};" for letter in text)
    for html in (render_markdown(text), render_markdown(spelled)):
        assert not any(unicodedata.bidirectional(letter) in BIDI for letter in html)
        assert "\u200b" not in html
