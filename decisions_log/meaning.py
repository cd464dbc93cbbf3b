"""What a decision means, and which exact text of it an answer is about."""

import hashlib
from typing import Any

import rfc8785

from decisions_log.frozen import HOLDS, MEANING, columns_of
from decisions_log.models import Decision, Option
from decisions_log.models.answer import AnswersDecision


def _said(record: Any) -> dict[str, Any]:
    """The values that say what is decided, by column."""
    model = type(record)
    names = [stem for stem, hold in HOLDS[model].items() if hold in MEANING]
    return {column: getattr(record, column) for stem in names for column in columns_of(model, stem)}


def digest_of_meaning(decision: Decision) -> str:
    """SHA-256, in hex, of what the decision says: its question, sentence, options, cost, who decides."""
    said = {
        **_said(decision),
        "options": [_said(option) for option in Option.objects.filter(decision=decision).order_by("pk")],
    }
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def pin_answer(answer: AnswersDecision, decision: Decision) -> None:
    """Let an answer name the text of the decision as it stands."""
    answer.meaning_version, answer.meaning = decision.meaning_version, digest_of_meaning(decision)


def is_about_earlier_text(answer: AnswersDecision, decision: Decision) -> bool:
    """Return True if what is decided reads otherwise than when the answer was given."""
    return bool(answer.meaning) and answer.meaning != digest_of_meaning(decision)
