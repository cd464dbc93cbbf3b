"""Words of a text: the one notion of them that comparing, merging and finding passages share.

A word is a run of letters and digits with their accents; a number keeps the points, commas and colons inside it. What
stands between words is space and marks: punctuation, and the marks of Markdown, of which a link's address is one.
"""

import re
from collections.abc import Iterator

# Marks of Markdown that a reader of the page does not see.
_LINE_MARKS = r"(?m:^[ \t]*(?:(?:#{1,6}|>|[-*+•·▪◦]|\d{1,9}[.)])[ \t]+)+)"
LINK_ADDRESS = r"\]\((?:[^()\s]|\([^()\s]*\))*\)"
_TABLE_MARKS = r"(?m:^(?=[^\n]*---)[ \t|:-]++$)|\|"
MARKDOWN = re.compile(rf"{_TABLE_MARKS}|{_LINE_MARKS}|\*+|(?<!\w)_+|(?<!_)_++(?!\w)|\[|{LINK_ADDRESS}")

_ACCENTS = "\u0300-\u036f"  # as some keyboards write them: after the letter
_WORD = rf"[^\W_]+(?:[{_ACCENTS}]+[^\W_]*|(?<=\d)[.,:](?=\d)[^\W_]+)*"
_SCAN = re.compile(rf"{_LINE_MARKS}|{LINK_ADDRESS}|({_WORD})|(\n)")
_TOKEN = re.compile(rf"\n+|[^\S\n]+|{LINK_ADDRESS}|{_WORD}|.")
_IS_WORD = 1  # the group of _SCAN that holds a word


def tokens(text: str) -> list[str]:
    """Words, spaces and marks; joined, they are the text."""
    return _TOKEN.findall(text)


def words(text: str, start: int = 0, end: int | None = None) -> list[str]:
    found = _SCAN.findall(text, start, len(text) if end is None else end)
    return [word for word, _break in found if word]


def spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where each word from `start` up to `end` stands, in characters of the whole text."""
    return [span for line in paragraphs(text, start, end) for span in line]


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[list[tuple[int, int]]]:
    """Where the words of each line from `start` up to `end` stand; lines without words are left out."""
    line: list[tuple[int, int]] = []
    for found in _SCAN.finditer(text, start, len(text) if end is None else end):
        if found.lastindex == _IS_WORD:
            line.append(found.span())
        elif found.lastindex and line:
            yield line
            line = []
    if line:
        yield line


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage `start` up to `end` with the whole of the words at its edges."""
    around = max(text.rfind(space, 0, start) for space in " \n\t") + 1
    for begin, stop in spans(text, around, _space_after(text, end)):
        start = begin if begin < start < stop else start
        end = stop if begin < end < stop else end
    return start, end


def _space_after(text: str, at: int) -> int:
    return min((found for space in " \n\t" if (found := text.find(space, at)) >= 0), default=len(text))
