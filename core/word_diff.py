"""Words added to and removed from a text: whole words, in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

_TOKEN = re.compile(r"\n+|[^\S\n]+|[^\s]+")


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
    """The tokens from `start` up to `end` of the old text give way to `text`; an insertion where they are equal."""

    start: int
    end: int
    text: str


def tokens(text: str) -> list[str]:
    """Words and the spaces between them; joined, they are the text."""
    return _TOKEN.findall(text)


def edits(before: list[str], after: list[str]) -> list[Edit]:
    """What turns `before` into `after`, in order. Changes parted only by a space are one edit."""
    start, end = _same_ends(before, after)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    found = []
    matcher = SequenceMatcher(None, _anchored(old), _anchored(new), autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1]:  # the same space after other words
            i2, j2 = i2 - 1, j2 - 1
        found.append(Edit(start + i1, start + i2, "".join(new[j1:j2])))
    return found


def _same_ends(before: list[str], after: list[str]) -> tuple[int, int]:
    """How many tokens both have in common at their start, and at their end: two saves differ in a small stretch."""
    room = min(len(before), len(after))
    start = next((at for at in range(room) if before[at] != after[at]), room)
    end = next((at for at in range(room - start) if before[-1 - at] != after[-1 - at]), room - start)
    return start, end


def _anchored(words: list[str]) -> list[tuple[str, str]]:
    """Each token with its neighbour where it is a space: a space is the same only after the same word."""
    return [(word, before if word.isspace() else "") for before, word in pairwise(["", *words])]


def compare_words(old: str, new: str) -> list[Passage]:
    """The passages that turn `old` into `new`; what was removed stands before what replaced it."""
    return list(_passages(tokens(old), tokens(new)))


def _passages(before: list[str], after: list[str]) -> Iterator[Passage]:
    at = 0
    for edit in edits(before, after):
        yield from _passage(Change.SAME, "".join(before[at : edit.start]))
        yield from _passage(Change.REMOVED, "".join(before[edit.start : edit.end]))
        yield from _passage(Change.ADDED, edit.text)
        at = edit.end
    yield from _passage(Change.SAME, "".join(before[at:]))


def _passage(change: Change, text: str) -> Iterator[Passage]:
    if text:
        yield Passage(change, text)
