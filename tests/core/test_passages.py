"""A passage is found by its words, stays on them while the text moves, and is gone when they are."""

import pytest
from hypothesis import given, strategies as st

from core.passages import Place, Standing, find, follow, replaced, visible
from core.text import render_markdown
from core.words import spans, words

_OTHERS = [f"w{number}" for number in range(6)] + ["\n\n"]
_OWN = ["nine", "long", "days", "at", "home"]
others = st.lists(st.sampled_from(_OTHERS), max_size=12)
own = st.lists(st.sampled_from(_OWN), min_size=1, max_size=5)


def text_of(*parts: list[str]) -> str:
    return " ".join(word for part in parts for word in part)


def placed(before: list[str], passage: list[str], after: list[str]) -> tuple[str, int, int]:
    text = text_of(before, passage, after)
    start = len(text_of(before)) + bool(before)
    return text, start, start + len(text_of(passage))


def words_at(text: str, place: Place) -> list[str]:
    return text[place.start : place.end].split()


@given(before=others, after=others, new_before=others, new_after=others, passage=own)
def test_changes_elsewhere_never_move_a_passage_off_its_words(
    before: list[str], after: list[str], new_before: list[str], new_after: list[str], passage: list[str]
) -> None:
    text, start, end = placed(before, passage, after)
    current, new_start, new_end = placed(new_before, passage, new_after)
    assert follow(text, current, start, end) == Place(Standing.IN_PLACE, new_start, new_end)


@given(before=others, after=others, passage=own, elsewhere=others)
def test_a_passage_that_was_moved_is_found_again(
    before: list[str], after: list[str], passage: list[str], elsewhere: list[str]
) -> None:
    text, start, end = placed(before, passage, after)
    current, new_start, new_end = placed(before + after, passage, elsewhere)
    assert follow(text, current, start, end) == Place(Standing.IN_PLACE, new_start, new_end)


_MARKED = [
    "{}",
    "{},",
    "{}.",
    "**{}**",
    "*{}*",
    "_{}_",
    "[{}](https://example.wales/open)",
    "({})",
    "‘{}’",
    "“{}”!",
    "—{}",
]
_BREAKS = [" ", "  ", "\n", "\n\n", "\n- ", "\n1. ", "\n\n# ", "\n> ", " — ", ", ", "; ", "-"]


@st.composite
def _with_marks(draw: st.DrawFn, plain: list[str]) -> str:
    """The same words, with punctuation, Markdown and line breaks on and between them."""
    marked = [draw(st.sampled_from(_MARKED)).format(word) for word in plain]
    breaks = [draw(st.sampled_from(_BREAKS)) for _word in marked]
    return "".join(part for pair in zip(breaks, marked, strict=True) for part in pair)


@given(before=others, after=others, passage=own, data=st.data())
def test_marks_never_take_a_passage_out_of_the_text(
    before: list[str], after: list[str], passage: list[str], data: st.DataObject
) -> None:
    plain = [word for word in [*before, *passage, *after] if word.strip()]
    base, current = data.draw(_with_marks(plain)), data.draw(_with_marks(plain))
    at = len([word for word in before if word.strip()])
    start, end = spans(base)[at][0], spans(base)[at + len(passage) - 1][1]
    place = follow(base, current, start, end)
    assert place.standing is Standing.IN_PLACE
    assert (place.start, place.end) == (spans(current)[at][0], spans(current)[at + len(passage) - 1][1])


@given(before=others, after=others, passage=own, data=st.data())
def test_a_removed_passage_with_marks_around_it_is_gone(
    before: list[str], after: list[str], passage: list[str], data: st.DataObject
) -> None:
    text, start, end = placed(before, passage, after)
    left = [word for word in [*before, *after] if word.strip()]
    assert follow(text, data.draw(_with_marks(left)), start, end).standing is Standing.GONE


@given(before=others, after=others, passage=own)
def test_a_passage_that_was_removed_is_gone_and_restored_is_found(
    before: list[str], after: list[str], passage: list[str]
) -> None:
    text, start, end = placed(before, passage, after)
    removed = follow(text, text_of(before, after), start, end)
    assert (removed.standing, removed.start) == (Standing.GONE, removed.end)
    assert follow(text, text, start, end) == Place(Standing.IN_PLACE, start, end)


@given(
    base=st.text(alphabet="ab .*\n", min_size=1, max_size=40),
    current=st.text(alphabet="ab .*\n", max_size=40),
    data=st.data(),
)
def test_what_is_in_place_has_the_words_and_nothing_lies_outside_the_text(
    base: str, current: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(base) - 1))
    end = data.draw(st.integers(start + 1, len(base)))
    place = follow(base, current, start, end)
    assert 0 <= place.start <= place.end <= len(current)
    if place.standing is Standing.IN_PLACE:
        read = words(base, start, end)
        assert words(current, place.start, place.end) == read or not read


@pytest.mark.parametrize(
    ("current", "words"),
    [
        ("We wait eleven days now", ["eleven", "days"]),
        ("We wait nine working days now", ["nine", "working", "days"]),
    ],
)
def test_changed_words_are_told_from_words_in_place(current: str, words: list[str]) -> None:
    place = follow("We wait nine days now", current, 8, 17)
    assert place.standing is Standing.CHANGED
    assert words_at(current, place) == words


def test_other_words_in_its_place_are_not_the_passage() -> None:
    assert follow("We wait nine days now", "We wait a fortnight now", 8, 17).standing is Standing.GONE


def test_part_of_a_word_keeps_its_place_in_it() -> None:
    assert follow("He said (wait).", "Once he said (wait).", 9, 13) == Place(Standing.IN_PLACE, 14, 18)


def test_the_empty_passage_is_the_end() -> None:
    assert follow("One", "One two", 3, 3) == Place(Standing.IN_PLACE, 7, 7)


SOURCE = "# The wait\n\n- **Not   knowing.** One man's [coat was\nready](https://example.wales/) for _days_."


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("Not knowing. One", "Not   knowing.** One"),
        ("  man’s coat was ready ", "man's [coat was\nready"),
        ("The wait Not knowing", "The wait\n\n- **Not   knowing"),
        ("**Not knowing.**", "Not   knowing."),
        ("for days", "for _days"),
        ("eady for", "ready](https://example.wales/) for"),
    ],
)
def test_words_are_found_as_they_are_read(words: str, source: str) -> None:
    [(start, end)] = find(SOURCE, words)
    assert SOURCE[start:end] == source


@pytest.mark.parametrize("words", ["", " ", "**", "not there", "wait."])
def test_words_that_are_not_there_are_not_found(words: str) -> None:
    assert find(SOURCE, words) == []


def test_several_places_are_told_apart_by_what_stands_before() -> None:
    text = "We wait. They wait. All wait."
    assert [start for start, _end in find(text, "wait")] == [3, 14, 24]
    assert find(text, "wait", before="We wait. They ") == [(14, 18)]
    assert len(find(text, "wait", before="of another text ")) == 3


@given(text=st.text(alphabet="ab *_#-[](\n", max_size=40), words=st.text(alphabet="ab *", max_size=6))
def test_whatever_is_found_is_seen(text: str, words: str) -> None:
    found = find(text, words)
    assert len(visible(text, found)) == len(found)


@pytest.mark.parametrize(
    ("words", "by", "text"),
    [
        ("working", "long", "We wait nine long days"),
        ("working", "", "We wait nine days"),
        ("We", "", "wait nine working days"),
        ("days", "", "We wait nine working"),
    ],
)
def test_words_are_put_in_the_place_of_others(words: str, by: str, text: str) -> None:
    base = "We wait nine working days"
    [(start, end)] = find(base, words)
    assert replaced(base, start, end, by) == text


def marked(text: str, words: str) -> str:
    return render_markdown(text, find(text, words)).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("We **wait now** here", "wait", "<p>We <strong><mark>wait</mark> now</strong> here</p>"),
        (
            "We **wait now** here",
            "We wait now here",
            "<p><mark>We </mark><strong><mark>wait now</mark></strong><mark> here</mark></p>",
        ),
        ("- one\n- two", "one two", "<ul><li><mark>one</mark></li><li><mark>two</mark></li></ul>"),
        ("a <b>", "a <b>", "<p><mark>a &lt;b&gt;</mark></p>"),
    ],
)
def test_a_passage_is_marked_in_the_read_text(text: str, words: str, html: str) -> None:
    assert marked(text, words) == html


@given(
    text=st.text(alphabet="ab *_#-[]()<>\\\n\ue000", max_size=40),
    places=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3),
)
def test_marks_never_change_what_is_read(text: str, places: list[tuple[int, int]]) -> None:
    html = render_markdown(text, places)
    assert html.replace("<mark>", "").replace("</mark>", "") == render_markdown(text)
