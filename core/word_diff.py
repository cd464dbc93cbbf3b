"""Words added to and removed from a text, for readers: whole words, in reading order."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

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


def compare_words(old: str, new: str) -> list[Passage]:
    """The passages that turn `old` into `new`; what was removed stands before what replaced it.

    Changes parted only by a space are read as one change.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    passages: list[Passage] = []
    removed = added = ""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, came = "".join(before[i1:i2]), "".join(after[j1:j2])
        if tag == "equal" and not (left.isspace() and (removed or added)):
            passages += _changes(removed, added)
            passages.append(Passage(Change.SAME, left))
            removed = added = ""
        else:
            removed += left
            added += came
    return passages + _changes(removed, added)


def _changes(removed: str, added: str) -> list[Passage]:
    pairs = ((Change.REMOVED, removed), (Change.ADDED, added))
    return [Passage(change, text) for change, text in pairs if text]
