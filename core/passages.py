"""Passages of a text: found by the words a person points at, and followed when the text moves."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.comparison import changes
from core.word_diff import Edit
from core.words import LINK_ADDRESS, MARKDOWN, spans, whole_words, words

_AS_TYPED = str.maketrans("’‘“”", "''\"\"")
# Fewer of the words than this may stand elsewhere by chance ("the", "yn").
_ENOUGH = 0.25
MOST_PLACES = 50
_LINK_ADDRESS = re.compile(LINK_ADDRESS)
_LONGEST_MARK = 3  # characters, of bold italics


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


def find(text: str, words: str, before: str = "") -> list[tuple[int, int]]:
    """Where a reader of the rendered `text` finds `words`, as whole words: (start, end) in characters of the source.

    At most MOST_PLACES and one more: nobody chooses among that many.

    White space, Markdown marks and the shape of quotation marks do not matter. `before` is what the reader has in front
    of the words; it tells several places apart when it can.
    """
    plain, at = _plain(text)
    wanted, context = _plain(words)[0].strip(), _plain(before)[0].lstrip()
    found = [match.span() for match in re.finditer(f"(?={re.escape(wanted)})", plain)] if wanted else []
    starts = [start for start, _end in found]
    if context and any(plain.endswith(context, 0, start) for start in starts):
        starts = [start for start in starts if plain.endswith(context, 0, start)]
    whole = [whole_words(plain, start, start + len(wanted)) for start in starts[: MOST_PLACES + 1]]
    return [(at[start], at[end - 1] + 1) for start, end in dict.fromkeys(whole)]


def visible(text: str, passages: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The passages without the Markdown marks and spaces at their edges; one of which nothing is seen is left out."""
    seen = [at for at in _plain(text)[1] if not text[at].isspace()]
    spans = [(bisect_left(seen, start), bisect_left(seen, end)) for start, end in passages]
    return [(seen[first], seen[last - 1] + 1) for first, last in spans if first < last]


def replaced(text: str, start: int, end: int, words: str) -> str:
    """The text with `words` in place of a passage. With none, the marks around it and the space beside it go, too."""
    if not words:
        start, end = _with_marks_around(text, start, end)
        while start and text[start - 1] == " ":
            start -= 1
        if start == 0 or text[start - 1] == "\n":
            end += len(text[end:]) - len(text[end:].lstrip(" "))
    return text[:start] + words + text[end:]


def _with_marks_around(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage with the Markdown marks that would be left around nothing: of emphasis, and of a link."""
    while before := re.search(r"(?:\*+|_+|\[)$", text[max(0, start - _LONGEST_MARK) : start]):
        after = (
            _LINK_ADDRESS.match(text, end) if before[0] == "[" else re.compile(re.escape(before[0])).match(text, end)
        )
        if not after:
            break
        start, end = start - len(before[0]), after.end()
    return start, end


def follow(base: str, current: str, start: int, end: int) -> Place:
    """Where the passage `start` to `end` of `base` stands in `current`.

    It is in place when its words stand there, wherever they went and whatever marks they got; changed when some of
    them do; else gone. An empty passage is the end of the text.
    """
    start, end = _trimmed(base, start, end)
    if start == end:
        return Place(Standing.IN_PLACE, len(current), len(current))
    if base == current:
        return Place(Standing.IN_PLACE, start, end)
    first, last = whole_words(base, start, end)
    found = changes(base, current)
    begin, stop = _trimmed(current, _opening(found, first), _closing(found, last))
    wanted = _read(base, first, last)
    if _read(current, begin, stop) == wanted:
        return Place(Standing.IN_PLACE, begin + start - first, stop - (last - end))
    if moved := _moved(found, base, current, wanted):
        return Place(Standing.IN_PLACE, moved[0] + start - first, moved[1] - (last - end))
    if _kept(found, base, first, last) < _ENOUGH * len(wanted):
        return Place(Standing.GONE, begin, begin)
    return Place(Standing.CHANGED, begin, stop)


def _read(text: str, start: int, end: int) -> list[str]:
    """The words of a passage; of one without words, its marks."""
    return words(text, start, end) or text[start:end].split()


def _opening(found: list[Edit], at: int) -> int:
    """Where the passage that began at `at` begins now: behind what was put in front of it."""
    grown = 0
    for edit in found:
        if edit.start >= at and edit.end > at:
            break
        if edit.end > at:
            return edit.start + grown + len(edit.text)
        grown += len(edit.text) - (edit.end - edit.start)
    return at + grown


def _closing(found: list[Edit], at: int) -> int:
    """Where the passage that ended at `at` ends now: before what was put after it."""
    grown = 0
    for edit in found:
        if edit.start >= at:
            break
        if edit.end > at:
            return edit.start + grown
        grown += len(edit.text) - (edit.end - edit.start)
    return at + grown


def _kept(found: list[Edit], base: str, start: int, end: int) -> int:
    """How many words of the passage no edit touched."""
    ends = [edit.end for edit in found]
    kept = 0
    for begin, stop in spans(base, start, end):
        at = bisect_right(ends, begin)  # the first edit that ends inside the word or behind it
        kept += at == len(found) or found[at].start >= stop
    return kept


def _moved(found: list[Edit], base: str, current: str, wanted: list[str]) -> tuple[int, int] | None:
    """Where exactly these words came in again, cut in one place and pasted in another; or the one place they have."""
    runs = _runs(current, wanted)
    came, grown = [], 0
    for edit in found:
        came.append((edit.start + grown, edit.start + grown + len(edit.text)))
        grown += len(edit.text) - (edit.end - edit.start)
    for begin, stop in runs:
        at = bisect_right(came, (begin, len(current))) - 1
        if at >= 0 and stop <= came[at][1]:
            return begin, stop
    return runs[0] if len(runs) == 1 == len(_runs(base, wanted)) else None


def _runs(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """Where exactly these words follow one another in a text."""
    there, read = _in_a_row(text)
    row = "\n".join(["", *wanted, ""])
    found = []
    at, number = read.find(row), 0
    counted = 0
    while at >= 0:
        number += read.count("\n", counted, at)
        counted = at
        found.append((there[number][0], there[number + len(wanted) - 1][1]))
        at = read.find(row, at + 1)
    return found


@lru_cache(maxsize=8)
def _in_a_row(text: str) -> tuple[list[tuple[int, int]], str]:
    """Where the words of a text stand, and the words with a line break around each; asked for every passage."""
    there = spans(text)
    return there, "\n".join(["", *(text[start:end] for start, end in there), ""])


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as it is read, runs of space as one, and for each character its position in the source."""
    marks = {at for match in MARKDOWN.finditer(text) for at in range(*match.span())}
    read: list[tuple[str, int]] = []
    for at, letter in enumerate(text.translate(_AS_TYPED)):
        if at in marks or (letter.isspace() and read and read[-1][0] == " "):
            continue
        read.append((" " if letter.isspace() else letter, at))
    return "".join(letter for letter, _at in read), [at for _letter, at in read]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the spaces at its edges; nothing when it is backwards."""
    part = text[start:end]
    begin = max(start, end) - len(part.lstrip())
    return begin, begin + len(part.strip())
