"""Words added to and removed from a text: paragraphs first, then the words of those that changed, in reading order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.alignment import Block, Room, blocks, same_ends
from core.words import paragraphs, tokens, words

_RUN_OF_WORDS = 3  # words that tell a place in a long text when they stand there once


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Passage:
    """A run of words that stayed, came or went. `text` keeps its spaces and line breaks."""

    change: Change
    text: str


@dataclass(frozen=True)
class Edit:
    """The characters from `start` up to `end` of the old text give way to `text`; an insertion where they are equal."""

    start: int
    end: int
    text: str


def edits(before: str, after: str, room: Room | None = None) -> list[Edit]:
    """What turns `before` into `after`, in order. Whole words, spaces and marks come and go.

    Words that only got other marks or spaces around them stay. A paragraph for whose words there is no room left in
    the budget is replaced as a whole.
    """
    start, end = changed_paragraphs(before, after)
    old, new = _Stretch(before, start, len(before) - end), _Stretch(after, start, len(after) - end)
    found: list[Edit] = []
    old_at, new_at = old.start, new.start
    kept = [block for block in _kept_words(old, new, room or Room()) if block[2]]
    for i, j, length in [*kept, (len(old.words), len(new.words), 0)]:
        found += _edit(before, old_at, old.opens(i), after, new_at, new.opens(j))
        found += _edits_between(old, new, (i, j, length))
        old_at, new_at = old.closes(i + length), new.closes(j + length)
    return [_slid(before, edit, [Edit(0, 0, ""), *found][at].end) for at, edit in enumerate(found)]


def _slid(before: str, edit: Edit, earliest: int) -> Edit:
    """The same change, moved left up to `earliest` to where words begin and end, if it can stand there.

    Of "b b-c" without its first word, neither "b" was cut off from "-c": it is "b " that went.
    """
    start, end, text = edit.start, edit.end, edit.text
    while not (_between_words(before, start) and _between_words(before, end)):
        last = text[-1:] or before[start:end][-1:]
        if bool(text) == (start < end) or start == earliest or before[start - 1] != last:
            return edit
        start, end, text = start - 1, end - 1, text and last + text[:-1]
    return Edit(start, end, text)


def _between_words(text: str, at: int) -> bool:
    around = text[max(at - 1, 0) : at + 1]
    return len(around) < 2 or any(character.isspace() for character in around)


def places(before: str, after: str) -> list[tuple[int, int, int]]:
    """The edits without their words: where characters give way, up to where, and how many come instead."""
    return [(edit.start, edit.end, len(edit.text)) for edit in edits(before, after)]


def edits_at(places: Iterable[tuple[int, int, int]], after: str) -> list[Edit]:
    """The edits at `places`, with the words that `after` has there."""
    found, grown = [], 0
    for start, end, length in places:
        found.append(Edit(start, end, after[start + grown : start + grown + length]))
        grown += length - (end - start)
    return found


def changed_paragraphs(before: str, after: str) -> tuple[int, int]:
    """How many characters both have in common in whole paragraphs at their start, and at their end."""
    room = min(len(before), len(after))
    if before == after:
        return room, 0
    same = _longest(room, lambda length: before[:length] == after[:length])
    start = before.rfind("\n", 0, same) + 1
    same = _longest(room - start, lambda length: before[len(before) - length :] == after[len(after) - length :])
    line = before.find("\n", len(before) - same)
    return start, 0 if line < 0 else len(before) - line - 1


def _longest(room: int, fits: Callable[[int], bool]) -> int:
    """The greatest length up to `room` that fits, when every shorter one does."""
    low, high = 0, room
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


class _Stretch:
    """The words of a text from `start` up to `end`, and which of them each paragraph has (first and last)."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.words: list[tuple[int, int]] = []
        self.paragraphs: list[tuple[int, int]] = []
        for line in _lines(text, start, end):
            self.paragraphs.append((len(self.words), len(self.words) + len(line)))
            self.words += line

    def opens(self, at: int) -> int:
        """The character at which the word `at` begins; the end of the stretch after the last one."""
        return self.words[at][0] if at < len(self.words) else self.end

    def closes(self, at: int) -> int:
        """The character at which the word before `at` ends; the start of the stretch before the first one."""
        return self.words[at - 1][1] if at else self.start

    def numbered(self, numbers: dict[str, int]) -> list[int]:
        """The words as numbers, the same word always the same."""
        return [numbers.setdefault(self.text[start:end], len(numbers)) for start, end in self.words]


@lru_cache(maxsize=2)  # a merge compares two texts with the same third one
def _lines(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    return list(paragraphs(text, start, end))


def _kept_words(old: _Stretch, new: _Stretch, room: Room) -> Iterator[Block]:
    """The words that stay: those of paragraphs that stay, and those that changed paragraphs have in common."""
    numbers: dict[str, int] = {}
    before, after = old.numbered(numbers), new.numbered(numbers)
    if before == after:
        yield 0, 0, len(before)
        return
    keys: dict[tuple[int, ...], int] = {}
    lines_before = [keys.setdefault(tuple(before[first:last]), len(keys)) for first, last in old.paragraphs]
    lines_after = [keys.setdefault(tuple(after[first:last]), len(keys)) for first, last in new.paragraphs]
    i = j = 0
    for line, other, length in [
        *blocks(lines_before, lines_after, room, run=1),
        (len(lines_before), len(lines_after), 0),
    ]:
        first, last = _words_of(old, line, length)
        first_after, last_after = _words_of(new, other, length)
        for at, at_after, number in blocks(before[i:first], after[j:first_after], room, run=_RUN_OF_WORDS):
            yield i + at, j + at_after, number
        yield first, first_after, last - first
        i, j = last, last_after


def _words_of(stretch: _Stretch, line: int, length: int) -> tuple[int, int]:
    """The words of `length` paragraphs from `line` on, first and last."""
    first = stretch.paragraphs[line][0] if line < len(stretch.paragraphs) else len(stretch.words)
    return first, stretch.paragraphs[line + length - 1][1] if length else first


def _edits_between(old: _Stretch, new: _Stretch, block: Block) -> Iterator[Edit]:
    """The changes of spaces and marks between words that stay next to each other."""
    i, j, length = block
    if old.text[old.opens(i) : old.closes(i + length)] == new.text[new.opens(j) : new.closes(j + length)]:
        return
    for at in range(1, length):
        gap = old.text, old.closes(i + at), old.opens(i + at)
        yield from _edit(*gap, new.text, new.closes(j + at), new.opens(j + at))


def _edit(before: str, start: int, end: int, after: str, new_start: int, new_end: int) -> Iterator[Edit]:
    """What turns one stretch into another one, without the words, spaces and marks that both begin and end with."""
    if before[start:end] == after[new_start:new_end]:
        return
    old, new = tokens(before[start:end]), tokens(after[new_start:new_end])
    first, last = same_ends(old, new)
    start, end = start + _length(old[:first]), end - _length(old[len(old) - last :])
    yield Edit(start, end, "".join(new[first : len(new) - last]))


def _length(parts: Iterable[str]) -> int:
    return sum(len(part) for part in parts)


def compare_words(old: str, new: str) -> list[Passage]:
    """The passages that turn `old` into `new`; what was removed stands before what replaced it."""
    return list(passages(old, edits(old, new)))


def passages(old: str, changes: Iterable[Edit]) -> Iterator[Passage]:
    """The passages of `old` and of what its `changes` bring, in reading order."""
    at = 0
    for change in _readable(old, changes):
        yield from _passage(Change.SAME, old[at : change.start])
        yield from _passage(Change.REMOVED, old[change.start : change.end])
        yield from _passage(Change.ADDED, change.text)
        at = change.end
    yield from _passage(Change.SAME, old[at:])


def _readable(old: str, changes: Iterable[Edit]) -> Iterator[Edit]:
    """The changes, with neighbours that only marks stand between as one: so that sentences are not taken apart."""
    last: Edit | None = None
    for change in changes:
        if last and _has_words(last, old) and _has_words(change, old) and not words(old, last.end, change.start):
            last = Edit(last.start, change.end, last.text + old[last.end : change.start] + change.text)
            continue
        if last:
            yield last
        last = change
    if last:
        yield last


def _has_words(change: Edit, old: str) -> bool:
    return bool(words(change.text) or words(old, change.start, change.end))


def _passage(change: Change, text: str) -> Iterator[Passage]:
    if text:
        yield Passage(change, text)
