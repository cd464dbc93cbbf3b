"""Bilingual text, Welsh order, Markdown, projections, transitions."""

import pytest
from django.utils.translation import override
from hypothesis import given, strategies as st

from core.bilingual import BilingualText
from core.collation import sort_key
from core.projections import nested
from core.text import render_markdown
from core.transitions import Blocker, Machine, Transition
from core.vocabularies import label, vocabulary


def test_a_fallback_is_marked_with_its_language() -> None:
    text = BilingualText(en="Only English", cy="")
    assert text.in_language("cy").is_fallback
    assert text.in_language("cy").lang == "en"
    assert not text.in_language("en").is_fallback
    assert text.missing == ["cy"]
    with override("cy"):
        assert BilingualText(en="Decision", cy="Penderfyniad").local.text == "Penderfyniad"


@pytest.mark.parametrize(
    "words",
    [
        ["Caerdydd", "Cefn", "Crucywel", "Chwilog"],  # ch after c
        ["Dyffryn", "Ddôl"],  # dd after d
        ["Garn", "Gwy", "Ngala", "Harlech"],  # ng between g and h
        ["Lywel", "Llanelli", "Mostyn"],  # ll after l
        ["Ruthin", "Rhyl"],  # rh after r
        ["Torfaen", "Thomas"],  # th after t
        ["Wrecsam", "Ynys Môn", "Ŷsbyty"],  # accents folded
    ],
)
def test_welsh_order(words: list[str]) -> None:
    assert sorted(set(words), key=lambda word: sort_key(word, "cy")) == words


def test_english_order_is_not_welsh_order() -> None:
    assert sorted(["Crickhowell", "Chirk"], key=lambda word: sort_key(word, "en")) == ["Chirk", "Crickhowell"]


@given(st.text(), st.text())
def test_any_two_texts_can_be_put_in_order(a: str, b: str) -> None:
    def order(texts: list[str]) -> list[tuple[object, ...]]:
        return sorted(sort_key(text, "cy") for text in texts)

    assert order([a, b]) == order([b, a])


@given(st.text(alphabet="aeiouwy"))
def test_accents_and_capitals_do_not_change_the_order(vowels: str) -> None:
    accented = vowels.translate(str.maketrans("aeiouwy", "ÂÊÎÔÛŴŶ"))
    assert sort_key(accented, "cy") == sort_key(vowels, "cy")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "![x](https://elsewhere.example/x.png)",
        '<a href="x" onclick="y">z</a>',
    ],
)
def test_markdown_is_safe(attack: str) -> None:
    html = render_markdown(attack)
    assert not any(f"<{tag}" in html for tag in ("script", "img"))
    assert 'href="javascript' not in html
    assert '<a href="x" onclick' not in html


def test_markdown_renders_what_members_write() -> None:
    html = render_markdown(
        "# Heading\n\nSome **strong** and *soft* words.\n\n- one\n- two\n\n[link](https://example.wales/)"
    )
    assert "<h3>Heading</h3>" in html
    assert "<strong>strong</strong>" in html
    assert "<li>one</li>" in html
    assert 'href="https://example.wales/"' in html


def test_paths_become_nested_objects_and_lists() -> None:
    flat = {"title.en": "a", "options.0.x": 1, "options.1.x": 2, "options.10.x": 3, "state": None}
    assert nested(flat) == {"title": {"en": "a"}, "options": [{"x": 1}, {"x": 2}, {"x": 3}], "state": None}


def test_every_vocabulary_term_has_both_languages() -> None:
    for name in ("sector", "trade_off_dimension", "trade_off_position", "constraint_kind", "dissent_kind"):
        for term, text in vocabulary(name).items():
            assert not text.missing, f"{name}: {term}"
    with override("cy"):
        assert label("constraint_kind", "legal") == "Cyfreithiol"


def test_a_machine_lists_every_reason() -> None:
    machine = Machine("test", (Transition("go", frozenset({"a"}), "b", ("one", "two")),))
    machine.condition("one")(lambda obj: [Blocker("first"), Blocker("second")])
    assert machine.missing_conditions() == {"two"}
    machine.condition("two")(lambda obj: [Blocker("third")])
    assert [b.reason for b in machine.blockers(machine.transitions[0], None)] == ["first", "second", "third"]
    with pytest.raises(ValueError, match="not in the table"):
        machine.condition("three")
