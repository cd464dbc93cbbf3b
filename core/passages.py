"""Passages of a text: found by the words a person points at, and followed when the text moves."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.word_diff import edits, tokens

# Marks of Markdown that a reader of the page does not see: of headings, lists, quotations, emphasis and links.
_MARK = re.compile(
    r"(?m:^[ \t]*(?:(?:#{1,6}|>|[-*+]|\d{1,9}[.)])[ \t]+)+)"
    r"|\*+|(?<!\w)_+|_+(?!\w)|\[|\]\([^)\s]*\)"
)
_AS_TYPED = str.maketrans("’‘“”", "''\"\"")
# Fewer of the words than this may stand elsewhere by chance ("the", "yn").
_ENOUGH = 0.25


class Standing(StrEnum):
    IN_PLACE = "in_place"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Place:
    """Where a passage stands in a text: the characters from `start` up to `end`; none where it is gone."""

    standing: Standing
    start: int
    end: int


@dataclass(frozen=True)
class _Change:
    """Characters `start` to `end` of the old text gave way to `new_start` to `new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def find(text: str, words: str, before: str = "") -> list[tuple[int, int]]:
    """Where a reader of the rendered `text` finds `words`, as whole words: (start, end) in characters of the source.

    White space, Markdown marks and the shape of quotation marks do not matter. `before` is what the reader has in front
    of the words; it tells several places apart when it can.
    """
    plain, at = _plain(text)
    wanted, context = _plain(words)[0].strip(), _plain(before)[0].lstrip()
    found = [match.span() for match in re.finditer(f"(?={re.escape(wanted)})", plain)] if wanted else []
    starts = [start for start, _end in found]
    if context and any(plain[:start].endswith(context) for start in starts):
        starts = [start for start in starts if plain[:start].endswith(context)]
    whole = [_whole_words(plain, start, start + len(wanted)) for start in starts]
    return [(at[start], at[end - 1] + 1) for start, end in dict.fromkeys(whole)]


def visible(text: str, passages: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The passages without the Markdown marks and spaces at their edges; one of which nothing is seen is left out."""
    seen = [at for at in _plain(text)[1] if not text[at].isspace()]
    spans = [(bisect_left(seen, start), bisect_left(seen, end)) for start, end in passages]
    return [(seen[first], seen[last - 1] + 1) for first, last in spans if first < last]


def replaced(text: str, start: int, end: int, words: str) -> str:
    """The text with `words` in place of a passage. With none, the space beside the passage goes, too."""
    if not words:
        while start and text[start - 1] == " ":
            start -= 1
        if start == 0 or text[start - 1] == "\n":
            end += len(text[end:]) - len(text[end:].lstrip(" "))
    return text[:start] + words + text[end:]


def follow(base: str, current: str, start: int, end: int) -> Place:
    """Where the passage `start` to `end` of `base` stands in `current`.

    It is in place when its words stand there, wherever they went; changed when some of them do; else gone. An empty
    passage is the end of the text.
    """
    start, end = _trimmed(base, start, end)
    if start == end:
        return Place(Standing.IN_PLACE, len(current), len(current))
    if base == current:
        return Place(Standing.IN_PLACE, start, end)
    first, last = _whole_tokens(base, start, end)
    changes = _changes(base, current)
    begin, stop = _trimmed(current, _opening(changes, first), _closing(changes, last))
    words = base[first:last].split()
    if current[begin:stop].split() == words:
        return Place(Standing.IN_PLACE, begin + start - first, stop - (last - end))
    for moved_begin, moved_stop in _moved(changes, current, words):
        return Place(Standing.IN_PLACE, moved_begin + start - first, moved_stop - (last - end))
    if _kept(changes, base, first, last) < _ENOUGH * len(words):
        return Place(Standing.GONE, begin, begin)
    return Place(Standing.CHANGED, begin, stop)


@lru_cache(maxsize=256)
def _changes(base: str, current: str) -> tuple[_Change, ...]:
    """What turned `base` into `current`, in order; kept, because every look at a page asks it for the same texts."""
    before = tokens(base)
    ends = [0]
    for token in before:
        ends.append(ends[-1] + len(token))
    found, grown = [], 0
    for edit in edits(before, tokens(current)):
        start, end = ends[edit.start], ends[edit.end]
        found.append(_Change(start, end, start + grown, start + grown + len(edit.text)))
        grown += len(edit.text) - (end - start)
    return tuple(found)


def _opening(changes: tuple[_Change, ...], at: int) -> int:
    """Where the passage that began at `at` begins now: behind what was put in front of it."""
    grown = 0
    for change in changes:
        if change.start >= at and change.end > at:
            break
        if change.end > at:
            return change.new_end
        grown = change.new_end - change.end
    return at + grown


def _closing(changes: tuple[_Change, ...], at: int) -> int:
    """Where the passage that ended at `at` ends now: before what was put after it."""
    grown = 0
    for change in changes:
        if change.start >= at:
            break
        if change.end > at:
            return change.new_start
        grown = change.new_end - change.end
    return at + grown


def _kept(changes: tuple[_Change, ...], base: str, start: int, end: int) -> int:
    """How many words of the passage no change touched."""
    words = (match.span() for match in re.finditer(r"\S+", base[start:end]))
    return sum(
        not any(change.start < start + stop and start + begin < change.end for change in changes)
        for begin, stop in words
    )


def _moved(changes: tuple[_Change, ...], current: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """Where exactly these words came in again: cut in one place and pasted in another."""
    for change in changes:
        came = [match.span() for match in re.finditer(r"\S+", current[change.new_start : change.new_end])]
        for at in range(len(came) - len(words) + 1):
            begin, stop = change.new_start + came[at][0], change.new_start + came[at + len(words) - 1][1]
            if current[begin:stop].split() == words:
                yield begin, stop


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as it is read, runs of space as one, and for each character its position in the source."""
    marks = {at for match in _MARK.finditer(text) for at in range(*match.span())}
    read: list[tuple[str, int]] = []
    for at, letter in enumerate(text.translate(_AS_TYPED)):
        if at in marks or (letter.isspace() and read and read[-1][0] == " "):
            continue
        read.append((" " if letter.isspace() else letter, at))
    return "".join(letter for letter, _at in read), [at for _letter, at in read]


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _whole_tokens(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage up to the spaces around it."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the spaces at its edges; nothing when it is backwards."""
    part = text[start:end]
    begin = max(start, end) - len(part.lstrip())
    return begin, begin + len(part.strip())
