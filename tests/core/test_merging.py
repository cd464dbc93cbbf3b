"""Changes of two people to one text come together word by word; nothing that either wrote is lost."""

import pytest
from hypothesis import given, strategies as st

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
