"""What people of the demo story say about a position: comments, suggestions and their answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import override

from core.passages import find
from people.models import User
from taskgroups.models import ChallengePosition, PositionSection, Thread
from taskgroups.services import discussion, suggestion as suggestions
from taskgroups.services.discussion import Passage


def discuss(position: ChallengePosition, story: list[dict[str, Any]]) -> None:
    """Say, answer and settle what the story tells, each person in the language they prefer."""
    for text in story:
        section = position.sections.get(kind=text["section"])
        passage = _passage(section, text["language"], text["words"]) if "words" in text else None
        thread = _begin(section, passage, text)
        for answer in text.get("answers", []):
            with _speaking(answer["by"]) as person:
                discussion.reply(thread=thread, text=answer["says"], by=person)
        if "resolved_by" in text:
            with _speaking(text["resolved_by"]) as person:
                discussion.resolve(thread=thread, resolved=True, by=person)


def _begin(section: PositionSection, passage: Passage | None, text: dict[str, Any]) -> Thread:
    with _speaking(text["by"], text.get("speaking", "")) as person:
        if "instead" not in text or passage is None:
            return discussion.comment(section=section, passage=passage, text=text["says"], by=person)
        suggestion = suggestions.suggest(
            section=section, passage=passage, replacement=text["instead"], why=text.get("says", ""), by=person
        )
    if "declined" in text:
        with _speaking(text["declined"]["by"]) as person:
            suggestions.decline(suggestion=suggestion, reason=text["declined"]["reason"], by=person)
    return suggestion.thread


def _passage(section: PositionSection, language: str, words: str) -> Passage:
    [(start, end)] = find(getattr(section.text, language), words)
    return Passage(language, section.revision, start, end)


@contextmanager
def _speaking(email: str, language: str = "") -> Iterator[User]:
    """Inside it the person acts, in the language they prefer unless they choose another."""
    person = User.objects.get(email=email)
    with override(language or person.preferred_language):
        yield person
