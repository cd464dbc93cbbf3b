"""What can pass as a corrected spelling or translation of a text that says what was decided."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import Indel, Levenshtein

from core.bilingual import BilingualText

_WORD = re.compile(r"\w+", re.UNICODE)
_NUMBER = re.compile(r"\d+")
# Words that a writer leaves out or doubles without saying anything else.
_SMALL = frozenset("a an the of to in on at y yr r yn ym yng o i ar".split())


def is_typo(before: str, after: str) -> bool:
    """Return True if only letters, capitals, spaces or punctuation differ: no number and no word of weight.

    A word may differ by one letter, a word of six letters or more by two if its first letter stays; an article or a
    preposition may come or go, and so may a word that stands twice.
    """
    if _NUMBER.findall(before) != _NUMBER.findall(after):
        return False
    old, new = (_WORD.findall(text.casefold()) for text in (before, after))
    return all(_slip(gone, come, old, new, place) for gone, come, place in _replaced(old, new))


def numbers_agree(before: str, after: str, other: str) -> bool:
    """Return True if every number that a translation brings in is in the text that it translates."""
    return set(_NUMBER.findall(after)) <= set(_NUMBER.findall(other)) | set(_NUMBER.findall(before))


def languages_changed(before: BilingualText, after: BilingualText) -> list[str]:
    """The languages in which a text differs."""
    return [language for language in ("cy", "en") if getattr(before, language) != getattr(after, language)]


def _replaced(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str], int]]:
    """Runs of words that differ: those that went, those that came, and where the latter begin."""
    gone: list[str] = []
    come: list[str] = []
    start = 0
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            if gone or come:
                yield gone, come, start
            gone, come = [], []
            continue
        if not gone and not come:
            start = step.dest_start
        gone += old[step.src_start : step.src_end]
        come += new[step.dest_start : step.dest_end]
    if gone or come:
        yield gone, come, start


def _slip(gone: list[str], come: list[str], old: list[str], new: list[str], place: int) -> bool:
    if "".join(gone) == "".join(come):
        return True
    if len(gone) == len(come):
        return all(_misspelt(before, after) for before, after in zip(gone, come, strict=True))
    longer, text = (gone, old) if len(gone) > len(come) else (come, new)
    shorter = come if longer is gone else gone
    if shorter:
        return False
    return all(word in _SMALL for word in longer) or _doubled(longer, text)


def _doubled(words: list[str], text: list[str]) -> bool:
    """Return True if the words stand twice in a row in the text that has them."""
    return len(words) == 1 and any(one == two == words[0] for one, two in zip(text, text[1:], strict=False))


def _misspelt(before: str, after: str) -> bool:
    far = Levenshtein.distance(before, after)
    if far <= 1:
        return len(before) > 2 or len(after) > 2 or before == after
    return far <= 2 and min(len(before), len(after)) >= 6 and before[0] == after[0]
