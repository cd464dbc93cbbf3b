"""Who wrote which words of a section: its saves, followed word by word from the first one to the present text."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.cache import cache

from core.bilingual import LANGUAGES
from core.comparison import changes
from core.words import words
from taskgroups.models import PositionSection

_DAY = 24 * 60 * 60  # seconds

Run = tuple[int, int]  # a person's key, and how many characters in a row they wrote


@dataclass(frozen=True)
class Written:
    """Words in a row that one person wrote; `by` is the person's key."""

    by: int
    text: str

    @property
    def words(self) -> int:
        return len(words(self.text))


def authorship(section: PositionSection) -> dict[str, list[Written]]:
    """The present texts of a section by language, in runs of words of one person.

    Words that are taken out and come back with their whole text (a restored version) stay with who wrote them first.
    Followed once per revision: the cache holds who wrote how many words, and none of the words.
    """
    key = f"authors:{section.uuid}:{section.revision}"
    runs = cache.get(key)
    if runs is None:
        runs = _followed(section)
        cache.set(key, runs, _DAY)
    return {language: list(_written(getattr(section.text, language), runs[language])) for language in LANGUAGES}


def _followed(section: PositionSection) -> dict[str, list[Run]]:
    saves = section.history.filter(revision__lte=section.revision).order_by("history_id")
    columns = [f"text_{language}" for language in LANGUAGES]
    rows = list(saves.values_list("history_user_id", *columns))
    return {language: authors_of((by, texts[at]) for by, *texts in rows) for at, language in enumerate(LANGUAGES)}


def authors_of(saves: Iterable[tuple[int, str]]) -> list[Run]:
    """Who wrote which characters of the last text of `saves`, pairs of author and text."""
    before = ""
    runs: list[Run] = []
    known: dict[str, list[Run]] = {}
    for by, text in saves:
        if text not in known:
            known[text] = _after(runs, before, text, by)
        runs, before = known[text], text
    return runs


def _after(runs: list[Run], before: str, after: str, by: int) -> list[Run]:
    """The runs of `after`, that `by` made out of `before`."""
    now: list[Run] = []
    left = deque(runs)
    at = 0
    for edit in changes(before, after):
        now += [*_taken(left, edit.start - at), (by, len(edit.text))]
        _taken(left, edit.end - edit.start)
        at = edit.end
    return _joined([*now, *left])


def _taken(left: deque[Run], length: int) -> list[Run]:
    """The runs of the next `length` characters, taken out of those that are left."""
    taken = []
    while length:
        by, there = left.popleft()
        taken.append((by, min(there, length)))
        if there > length:
            left.appendleft((by, there - length))
        length -= taken[-1][1]
    return taken


def _joined(runs: list[Run]) -> list[Run]:
    """The runs, neighbours of one person as one."""
    written = [(by, length) for by, length in runs if length]
    return [(by, sum(length for _by, length in run)) for by, run in groupby(written, key=lambda run: run[0])]


def _written(text: str, runs: list[Run]) -> Iterable[Written]:
    at = 0
    for by, length in runs:
        yield Written(by, text[at : at + length])
        at += length
