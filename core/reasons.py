"""Reasons that the product itself gives for a change: stored as a key, shown in the language of the reader.

An app lists its own in `reasons.py`, and gives one where it records a change:

    @register
    class Reason(SystemReason):
        MEMBER_ADDED = "member_added", _("Member added")

    with recording(by=by, reason=Reason.MEMBER_ADDED): ...

A reason that a person wrote is their own words and is shown as it is. Older rows hold the sentence in the language of
whoever made the change: those are known again by their words.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.db import models
from django.utils.functional import Promise

from core.bilingual import said_in_both

_PREFIX = "reason:"
_reasons: dict[str, Promise | str] = {}


class SystemReason(models.TextChoices):
    """The reasons of an app by key; words may name facts as `%(fact)s`."""

    def about(self, **facts: object) -> "ReasonWithFacts":
        """The reason with the facts that its words name."""
        told = {name: fact if isinstance(fact, int) else str(fact) for name, fact in facts.items()}
        return ReasonWithFacts(f"{self} {json.dumps(told, ensure_ascii=False)}")


class ReasonWithFacts(str):
    """The key of a reason and its facts. Made by `SystemReason.about` alone."""


R = TypeVar("R", bound=SystemReason)


def register(reasons: type[R]) -> type[R]:
    """Make the reasons of an app known. Raises ValueError when a key is taken."""
    for reason in reasons:
        if reason.value in _reasons:
            raise ValueError(f"The reason {reason.value} is registered already.")
        _reasons[reason.value] = reason.label
    _earlier_sentences.cache_clear()
    return reasons


def stored_reason(reason: str) -> str:
    """The reason as history holds it: a key behind its prefix, or a person's own words, never taken for a key."""
    if isinstance(reason, SystemReason | ReasonWithFacts):
        return f"{_PREFIX}{reason}"
    return f" {reason}" if reason.startswith(_PREFIX) else reason


def reason_words(stored: str) -> str:
    """The words of a stored reason in the language of this request."""
    key, _space, facts = stored.removeprefix(_PREFIX).partition(" ")
    if stored.startswith(_PREFIX) and key in _reasons:
        return str(_reasons[key]) % json.loads(facts or "{}")
    for known, words in _earlier_sentences():
        if found := known(stored):
            facts_then = {name: int(fact) if fact.isdecimal() else fact for name, fact in found.groupdict().items()}
            return str(words) % facts_then
    return stored


@cache
def _earlier_sentences() -> list[tuple[Callable[[str], re.Match[str] | None], Promise | str]]:
    """What recognises the sentence of each reason in each language, as it was stored before there were keys."""
    said = [(said_in_both(words), words) for words in _reasons.values()]
    return [
        (re.compile(_pattern(sentence), re.DOTALL).fullmatch, words)
        for both, words in said
        for sentence in (both.en, both.cy)
    ]


def _pattern(sentence: str) -> str:
    """The sentence as a pattern in which each `%(fact)s` or `%(fact)d` may be anything."""
    return re.sub(r"%\\\((\w+)\\\)[sd]", r"(?P<\1>.+)", re.escape(sentence))
