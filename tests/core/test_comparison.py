"""Long texts are compared and merged in a process of their own, one at a time, and what was compared is kept."""

import threading

import pytest
from django.core.cache import cache
from hypothesis import example, given, settings, strategies as st

from core import aside, comparison, prepared
from core.alignment import Room
from core.comparison import LONG, changes, compare, merge
from core.merging import Clash, merge_words
from core.prepared import Prepared
from core.transitions import Refused
from core.word_diff import Change, edits

WORDS = [f"word{number}" for number in range(LONG // 5)]
OLD = " ".join(WORDS)
NEW = " ".join(f"CANARY{number}" if number % 10 == 0 else word for number, word in enumerate(WORDS))
OTHER = " ".join(f"other{number}" if number % 10 == 5 else word for number, word in enumerate(WORDS))


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's long texts are being compared, and nobody waits for that."""
    turn = threading.BoundedSemaphore(1)
    turn.acquire()
    monkeypatch.setattr(aside, "_turn", turn)
    monkeypatch.setattr(aside, "WAIT", 0)


def test_long_texts_are_compared_word_by_word() -> None:
    passages = compare(OLD, NEW)
    assert [passage.text for passage in passages if passage.change is Change.REMOVED] == WORDS[::10]
    assert "".join(passage.text for passage in passages if passage.change is not Change.REMOVED) == NEW


def test_a_comparison_is_made_once_and_none_of_its_words_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    stored: dict[str, object] = {}
    monkeypatch.setattr(cache, "get", stored.get)
    monkeypatch.setattr(cache, "set", lambda key, value, _seconds: stored.__setitem__(key, value))
    first = changes(OLD, NEW)
    monkeypatch.setattr(comparison, "aside", None)
    assert changes(OLD, NEW) == first
    assert len(stored) == 1
    assert "CANARY" not in repr(stored)


def test_long_texts_are_merged_as_short_ones_are() -> None:
    merged = merge(OLD, NEW, OTHER)
    assert merged == merge_words(OLD, NEW, OTHER)
    assert not merged.clashes
    assert merged.text.split()[::5][:4] == ["CANARY0", "other5", "CANARY10", "other15"]
    assert merge(OLD, NEW, OTHER.replace("word10 ", "theirs ")).clashes == [Clash("word10", "CANARY10", "theirs")]


@pytest.mark.usefixtures("busy")
def test_who_would_wait_too_long_gets_a_coarser_answer_that_is_not_kept() -> None:
    repeated = [f"word{number % 20}" for number in range(LONG // 5)]
    old, new, other = (
        " ".join("changed" if number % 10 == place else word for number, word in enumerate(repeated))
        for place in (None, 1, 6)
    )
    coarse = compare(old, new)
    assert [passage.change for passage in coarse] == [Change.SAME, Change.REMOVED, Change.ADDED, Change.SAME]
    [clash] = merge(old, new, other).clashes
    assert clash.mine in new
    assert clash.theirs in other
    aside._turn.release()
    assert len(compare(old, new)) > len(coarse)


@pytest.mark.usefixtures("busy")
def test_short_texts_do_not_wait() -> None:
    assert [edit.text for edit in changes("We wait", "We go")] == ["go"]
    assert merge("We wait now", "We go now", "We wait here").text == "We go here"


def test_work_that_fails_is_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(aside.NotDone):
        aside.aside("core.word_diff:no_such_work", "a")
    monkeypatch.setattr(aside, "LIMIT", 0)
    with pytest.raises(aside.NotDone):
        aside.aside("core.word_diff:places", "a", "b")


def test_long_work_is_done_between_two_attempts_and_fits_only_the_same_texts() -> None:
    theirs = [OTHER, OTHER + " once more"]
    attempts = []

    def act(done: Prepared) -> str:
        current = theirs[min(len(attempts), 1)]
        attempts.append(current)
        return done.merge(OLD, NEW, current).text

    assert prepared.prepared(act).endswith("once more")
    assert attempts == [theirs[0], theirs[1], theirs[1]]


def test_texts_that_others_never_stop_changing_are_refused() -> None:
    numbers = iter(range(1000))
    with pytest.raises(Refused, match="Your words are still here"):
        prepared.prepared(lambda done: done.get(next(numbers), lambda: None, long=True))


_words = st.lists(st.sampled_from(["a", "b", "c", "d", "e,", "**f**", "\n\n", "1,000"]), max_size=30)


@settings(max_examples=200)
@given(old=_words, new=_words, room=st.sampled_from([0, 20, 10_000]))
def test_whatever_the_budget_the_edits_turn_one_text_into_the_other(old: list[str], new: list[str], room: int) -> None:
    before, after = " ".join(old), " ".join(new)
    text, at = "", 0
    for edit in edits(before, after, Room(room)):
        assert edit.start >= at
        text, at = text + before[at : edit.start] + edit.text, edit.end
    assert text + before[at:] == after


_marked = st.lists(st.sampled_from(["a", "a,", "**a**", "b", "b-c", "1,000", "2,000", "[d](/x)", "\n\n"]), max_size=12)


@given(base=_marked, mine=_marked, theirs=_marked)
@example(base=["b-c", "b-c", "b", "b", "b", "b-c"], mine=["b-c", "b-c", "b", "b", "b-c"], theirs=["1,000", "b-c"])
@example(base=["b", "a", "a"], mine=["b-c"], theirs=["1,000", "a", "a"])
def test_marks_merge_without_losing_a_word(base: list[str], mine: list[str], theirs: list[str]) -> None:
    texts = [" ".join(words) for words in (base, mine, theirs)]
    merged = merge_words(*texts)
    assert "".join(clash.theirs for clash in merged.clashes) or {*merged.text} <= {*texts[1], *texts[2]}
    numbers = {word.strip(",") for word in merged.text.split() if word[0].isdigit()}
    assert numbers <= {word for text in texts for word in text.split()}


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("a home-based team", "a house-based team", "a home-led team"),
        ("It cost £1,000.", "It cost £2,000.", "It cost £1,500."),
        ("We wait nine days", "We wait **nine** days", "We wait days"),
        ("see example.wales/a", "see example.org/a", "see example.wales/b"),
    ],
)
def test_two_changes_of_one_expression_clash(base: str, mine: str, theirs: str) -> None:
    assert merge_words(base, mine, theirs).clashes


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ("The shop is **open** today.", "The shop was open today.", "The shop was **open** today."),
        ("The shop is open, today.", "The shop is closed today.", "The shop is closed, today."),
        ("The [shop](/a) is open today.", "The shop is open today!", "The [shop](/a) is open today!"),
    ],
)
def test_marks_of_one_and_words_of_another_come_together(mine: str, theirs: str, merged: str) -> None:
    merge = merge_words("The shop is open today.", mine, theirs)
    assert (merge.text, merge.clashes) == (merged, [])
