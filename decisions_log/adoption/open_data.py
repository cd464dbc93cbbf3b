"""Where decisions and their adoption stand today, in the open data."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.bilingual import LANGUAGES, both_languages, said_in_languages
from decisions_log.adoption.public import Answer, Standing, standings_of, state_in_both
from publication.published.models import PublishedVersion
from publication.published.pages import Today
from publication.published.reading import both

_TEXT = {"type": "string"}
_TEXTS = {"$ref": "#/components/schemas/Texts"}
_ANSWER = {
    "organisation": _TEXT,
    "organisation_name": _TEXTS,
    "outcome": _TEXT,
    "answered_version": {"type": ["integer", "null"]},
    "newest_version": {"type": "integer", "minimum": 0},
    "answered_newest": {"type": "boolean"},
    "label": _TEXTS,
}


def _states(versions: Iterable[PublishedVersion]) -> Mapping[int, Any]:
    """The state in words; of the newest version with how many have adopted it."""
    versions = list(versions)
    standings = standings_of({version.record.slug_en for version in versions})
    found = {}
    for version in versions:
        standing = standings.get(version.record.slug_en, Standing())
        adopted = standing if version.number == standing.newest else None
        found[version.pk] = both_languages(state_in_both(version.content, adopted))
    return found


def _state_cells(label: Any) -> Mapping[str, str]:
    return {f"state_label_{language}": label.get(language, "") for language in LANGUAGES}


def _answers(versions: Iterable[PublishedVersion]) -> Mapping[int, Any]:
    """What each organisation has answered, and to which version of the decision."""
    versions = list(versions)
    standings = standings_of({version.record.slug_en for version in versions})
    return {
        version.pk: [_answer(answer) for answer in standings.get(version.record.slug_en, Standing()).answers]
        for version in versions
    }


def _answer(answer: Answer) -> dict[str, Any]:
    pending = answer.row["outcome"] == "pending"
    return {
        "organisation": answer.slug,
        "organisation_name": both_languages(both(answer.row["organisation"]["name"])),
        "outcome": answer.row["outcome"],
        "answered_version": None if pending else answer.answered,
        "newest_version": answer.newest,
        "answered_newest": not answer.stale and not pending,
        "label": both_languages(said_in_languages(lambda: answer.label)),
    }


def _answer_cells(answers: Any) -> Mapping[str, str]:
    """A line for each organisation."""
    return {
        f"answers_{language}": "\n".join(
            " ".join(f"{row['organisation_name'][language]}: {row['label'][language]}".split()) for row in answers
        )
        for language in LANGUAGES
    }


STATE_TODAY = Today(
    "state_label",
    ("state_label_cy", "state_label_en"),
    {"oneOf": [_TEXTS, {"type": "null"}]},
    _states,
    _state_cells,
)
ANSWERS_TODAY = Today(
    "answers",
    ("answers_cy", "answers_en"),
    {
        "type": ["array", "null"],
        "items": {"type": "object", "properties": _ANSWER, "required": list(_ANSWER), "additionalProperties": False},
    },
    _answers,
    _answer_cells,
)
