"""Who wrote which words of a section: its saves, followed word by word from the first one to the present text."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.cache import cache

from core.bilingual import LANGUAGES
from core.word_diff import edits, tokens
from taskgroups.models import PositionSection

_DAY = 24 * 60 * 60  # seconds

Run = tuple[int, int]  # a person's key, and how many tokens in a row they wrote


@dataclass(frozen=True)
class Written:
    """Words in a row that one person wrote; `by` is the person's key."""

    by: int
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())


def authorship(section: PositionSection) -> dict[str, list[Written]]:
    """The present texts of a section by language, in runs of words of one person.

    Words that are taken out and come back with their whole text (a restored version) stay with who wrote them first.
    Followed once per revision: the cache holds who wrote how many words, and none of the words.
    """
    key = f"authorship:{section.uuid}:{section.revision}"
    runs = cache.get(key)
    if runs is None:
        runs = _followed(section)
        cache.set(key, runs, _DAY)
    return {language: list(_written(getattr(section.text, language), runs[language])) for language in LANGUAGES}


def _followed(section: PositionSection) -> dict[str, list[Run]]:
    saves = section.history.filter(revision__lte=section.revision).order_by("history_id")
    columns = [f"text_{language}" for language in LANGUAGES]
    rows = list(saves.values_list("history_user_id", *columns))
    return {
        language: _runs(authors_of((by, texts[at]) for by, *texts in rows)) for at, language in enumerate(LANGUAGES)
    }


def authors_of(saves: Iterable[tuple[int, str]]) -> list[int]:
    """The author of each token (`core.word_diff.tokens`) of the last text of `saves`, pairs of author and text."""
    before: list[str] = []
    authors: list[int] = []
    known: dict[str, list[int]] = {}
    for by, text in saves:
        if text not in known:
            after = tokens(text)
            known[text] = _after(authors, before, after, by)
        authors, before = known[text], tokens(text)
    return authors


def _after(authors: list[int], before: list[str], after: list[str], by: int) -> list[int]:
    """The authors of `after`, that `by` made out of `before`."""
    now: list[int] = []
    at = 0
    for edit in edits(before, after):
        now += authors[at : edit.start] + [by] * len(tokens(edit.text))
        at = edit.end
    return now + authors[at:]


def _runs(authors: list[int]) -> list[Run]:
    return [(by, len(list(run))) for by, run in groupby(authors)]


def _written(text: str, runs: list[Run]) -> Iterable[Written]:
    words = tokens(text)
    at = 0
    for by, length in runs:
        yield Written(by, "".join(words[at : at + length]))
        at += length
