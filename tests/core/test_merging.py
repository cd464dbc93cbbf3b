"""Changes of two people to one text come together word by word; nothing that either wrote is lost."""

import pytest
from hypothesis import given, settings, strategies as st

from core.merging import Clash, merge_words

_words = st.lists(st.sampled_from(["aros", "wait", "nine", "days", "ŵyth", "a", "the", "\n\n", "- item"]), max_size=12)
texts = _words.map(" ".join)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ("We wait eleven days", "They wait nine days", "They wait eleven days"),
        ("We all wait nine days", "We wait nine long days", "We all wait nine long days"),
        ("wait nine days", "We wait nine", "wait nine"),
        ("We wait nine days. Too long", "Before: We wait nine days", "Before: We wait nine days. Too long"),
        ("We wait two days", "We wait two days", "We wait two days"),
    ],
)
def test_changes_of_different_words_merge(mine: str, theirs: str, merged: str) -> None:
    merge = merge_words("We wait nine days", mine, theirs)
    assert not merge.clashes
    assert merge.text == merged


@pytest.mark.parametrize(
    ("mine", "theirs", "clash"),
    [
        ("We wait two weeks", "We wait nine months", Clash("nine days", "two weeks", "nine months")),
        ("We wait", "We wait nine long days", Clash(" nine days", "", " nine long days")),
        ("We wait nine days now", "We wait nine days here", Clash("", " now", " here")),
    ],
)
def test_changes_of_the_same_words_clash(mine: str, theirs: str, clash: Clash) -> None:
    merge = merge_words("We wait nine days", mine, theirs)
    assert merge.clashes == [clash]
    assert merge.text == mine


@given(base=texts, changed=texts)
def test_a_text_that_only_one_changed_is_theirs(base: str, changed: str) -> None:
    assert merge_words(base, changed, base).parts == (changed,)
    assert merge_words(base, base, changed).text == changed
    assert not merge_words(base, base, changed).clashes
    assert merge_words(base, changed, changed).text == changed


@given(base=texts, mine=texts, theirs=texts)
def test_who_is_first_makes_no_difference(base: str, mine: str, theirs: str) -> None:
    one, other = merge_words(base, mine, theirs), merge_words(base, theirs, mine)
    assert [(clash.mine, clash.theirs) for clash in one.clashes] == [(c.theirs, c.mine) for c in other.clashes]
    assert [part for part in one.parts if isinstance(part, str)] == [p for p in other.parts if isinstance(p, str)]


@given(base=texts, mine=texts, theirs=texts)
def test_every_new_word_is_in_the_text_or_in_a_clash(base: str, mine: str, theirs: str) -> None:
    merge = merge_words(base, mine, theirs)
    kept = merge.text + " " + " ".join(clash.theirs for clash in merge.clashes)
    assert (set(mine.split()) | set(theirs.split())) - set(base.split()) <= set(kept.split())


@given(start=texts, end=texts, mine=texts, theirs=texts)
def test_changes_on_either_side_of_an_unchanged_sentence_never_clash(
    start: str, end: str, mine: str, theirs: str
) -> None:
    middle = "\nThis sentence stands unchanged between them.\n"
    merge = merge_words(start + middle + end, mine + middle + end, start + middle + theirs)
    assert not merge.clashes
    assert merge.text == mine + middle + theirs


@st.composite
def _rearranged(draw: st.DrawFn, base: list[str], name: str) -> str:
    """The text with words put in, taken out and moved, as an editor called `name` may do."""
    words = list(base)
    for number in range(draw(st.integers(1, 4))):
        at, length = draw(st.integers(0, len(words))), draw(st.integers(0, 3))
        taken, words[at : at + length] = words[at : at + length], [f"{name}{number}"] if draw(st.booleans()) else []
        if draw(st.booleans()):
            to = draw(st.integers(0, len(words)))
            words[to:to] = taken
    return " ".join(words)


@settings(max_examples=1000)
@given(data=st.data())
def test_words_that_are_moved_in_a_repetitive_text_never_stand_twice(data: st.DataObject) -> None:
    repeated = data.draw(st.lists(st.sampled_from(["a", "a", "b", None]), min_size=1, max_size=30))
    base = [word or f"u{at}" for at, word in enumerate(repeated)]
    mine, theirs = data.draw(_rearranged(base, "m")), data.draw(_rearranged(base, "t"))
    merge = merge_words(" ".join(base), mine, theirs)
    text, of_mine, of_theirs = merge.text.split(), mine.split(), theirs.split()
    shown = {*text, *(word for clash in merge.clashes for word in clash.theirs.split())}
    for word in {*base, *of_mine, *of_theirs} - {"a", "b"}:
        kept = (word in of_mine and word in of_theirs) if word in base else True
        assert text.count(word) <= 1, word
        assert word in shown or not kept, word
        assert merge.clashes or text.count(word) == kept, word
