"""What of a decided record can change, value by value. Whoever adds a field classifies it here, or the tests fail.

After deciding, meaning changes only when another decision supersedes this one. A correction of the wording, or of
anything else that was written, is a shown act (services/correction.py). What is still empty may be filled in.
"""

import enum
from typing import Any

from django.db.models import Model

from core.bilingual import LANGUAGES
from core.own_words import ORIGINAL, TRANSLATOR
from decisions_log.models import (
    Agreement,
    Constraint,
    Consultation,
    CorrectionKind as Kind,
    Decision,
    DeclaredInterest,
    Dissent,
    Evidence,
    Impact,
    Option,
    TradeOff,
)


class Hold(enum.Enum):
    """How firmly a value is held once the decision is made."""

    KEPT = "kept by services alone"
    FROZEN = "changes only when another decision supersedes this one"
    WORDING = "says what was decided: spelling and translation can be corrected, and organisations answer again"
    FIGURE = "as wording, and a wrong figure can be corrected, too"
    CORRECTABLE = "can be corrected"
    GROWING = "may be filled in while it is empty, and is corrected afterwards"
    FREE = "can be changed"


def _hold(hold: Hold, *names: str) -> dict[str, Hold]:
    return dict.fromkeys(names, hold)


_ROW = _hold(Hold.KEPT, "id", "uuid", "created_at", "decision")
_ANSWER = _hold(Hold.KEPT, "meaning_version", "meaning")


def _own_words(*names: str) -> dict[str, Hold]:
    """Which language somebody wrote in is worked out from the words (core.own_words)."""
    return _hold(Hold.KEPT, *(f"{name}_{part}" for name in names for part in (ORIGINAL, TRANSLATOR)))


# By the names of texts (of both languages together) and of the other columns.
HOLDS: dict[type[Model], dict[str, Hold]] = {
    Decision: {
        **_hold(Hold.KEPT, "id", "uuid", "created_at", "group", "position", "reference", "state"),
        **_hold(Hold.KEPT, "superseded_by", "meaning_version"),
        **_hold(Hold.FROZEN, "decision_maker_kind"),
        **_hold(Hold.WORDING, "title", "question", "decision", "summary", "authority", "success_measure"),
        **_hold(Hold.FIGURE, "cost"),
        **_hold(Hold.CORRECTABLE, "reasons", "no_constraints", "decided_on", "review_on"),
        **_hold(Hold.GROWING, "plan_item", "short_notice", "early_date"),
        **_hold(Hold.FREE, "legal_note"),
    },
    Option: {
        **_ROW,
        **_hold(Hold.FROZEN, "chosen"),
        **_hold(Hold.WORDING, "title", "summary", "benefits", "costs", "affected", "experience"),
        **_hold(Hold.CORRECTABLE, "why_not"),
    },
    TradeOff: {
        **_ROW,
        **_hold(Hold.FROZEN, "dimension", "position"),
        **_hold(Hold.CORRECTABLE, "gain", "give_up", "bearer", "period"),
    },
    Constraint: {**_ROW, **_hold(Hold.CORRECTABLE, "kind", "hardness", "text", "changeable_by")},
    Evidence: {
        **_ROW,
        **_hold(Hold.CORRECTABLE, "title", "kind", "confidence"),
        **_hold(Hold.GROWING, "finding", "link"),
    },
    Consultation: {**_ROW, **_hold(Hold.CORRECTABLE, "who", "how", "starts_on", "ends_on", "said", "changed")},
    Impact: {
        **_ROW,
        **_hold(Hold.KEPT, "opened_on"),
        **_hold(Hold.FROZEN, "area"),
        **_hold(Hold.GROWING, "direction", "text", "mitigation", "opportunities", "no_less_favourably"),
        **_hold(Hold.GROWING, "increase_positive", "lessen_negative"),
    },
    Agreement: {**_ROW, **_ANSWER, **_hold(Hold.CORRECTABLE, "level", "votes_for", "votes_against", "abstentions")},
    DeclaredInterest: {
        **_ROW,
        **_ANSWER,
        **_own_words("what", "dispensation"),
        **_hold(Hold.CORRECTABLE, "organisation", "role", "what", "handling"),
        **_hold(Hold.GROWING, "dispensation"),
    },
    Dissent: {
        **_ROW,
        **_ANSWER,
        **_own_words("text"),
        **_hold(Hold.FROZEN, "organisation"),
        **_hold(Hold.CORRECTABLE, "kind", "text"),
    },
}
# Parts that may still be added: they add to the record and take nothing from it. None is removed any more.
GROWING_PARTS = (Evidence, Impact, Agreement, DeclaredInterest, Dissent)
# What organisations answer: a correction of it asks them again.
MEANING = (Hold.FROZEN, Hold.WORDING, Hold.FIGURE)
_NOT_WRITTEN_YET = ("", None, "unknown")

_TEXT_KINDS = {
    Hold.WORDING: (Kind.TYPO, Kind.TRANSLATION),
    Hold.FIGURE: (Kind.TYPO, Kind.TRANSLATION, Kind.FACT),
    Hold.CORRECTABLE: (Kind.TYPO, Kind.TRANSLATION, Kind.FACT, Kind.LINK),
    Hold.GROWING: (Kind.TYPO, Kind.TRANSLATION, Kind.FACT, Kind.LINK),
}


def stem_of(model: type[Model], column: str) -> str:
    """The name by which a column is classified: of a text, its name without the language."""
    stem, _dash, language = column.rpartition("_")
    return stem if language in LANGUAGES and stem in HOLDS[model] else column


def hold_of(model: type[Model], column: str) -> Hold:
    """How a column of a decided record is held."""
    return HOLDS[model][stem_of(model, column)]


def columns_of(model: type[Model], stem: str) -> list[str]:
    """The columns behind a classified name."""
    names = {field.name for field in model._meta.concrete_fields}
    return [stem] if stem in names else [f"{stem}_{language}" for language in LANGUAGES]


def is_written(record: Model, stem: str) -> bool:
    """Return True if the record has a value under the name."""
    return any(getattr(record, column) not in _NOT_WRITTEN_YET for column in columns_of(type(record), stem))


def is_text(model: type[Model], stem: str) -> bool:
    return columns_of(model, stem) != [stem]


def kinds_for(model: type[Model], stem: str) -> tuple[Kind, ...]:
    """The kinds of correction that a value can take."""
    if is_text(model, stem):
        return _TEXT_KINDS[HOLDS[model][stem]]
    return (Kind.FACT, Kind.LINK) if stem == "link" else (Kind.FACT,)


def open_columns(record: Any) -> set[str]:
    """The columns of a decided record that a person can still write: by correction, by filling in, or freely."""
    shut = (Hold.KEPT, Hold.FROZEN)
    return {
        column
        for stem, hold in HOLDS[type(record)].items()
        if hold not in shut
        for column in columns_of(type(record), stem)
    }
