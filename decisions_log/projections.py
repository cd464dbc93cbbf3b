"""What of a decision is published."""

from core.projections import PRIVATE, PUBLIC, REDACTABLE, Audience, Child, Projection, Reference
from decisions_log.models import Constraint, Decision, Dissent, Option, TradeOff
from missions.projections import BODY
from taskgroups.models import ChallengePosition
from taskgroups.projections import GROUP


def _both(audience: Audience, *names: str) -> dict[str, Audience]:
    return {f"{name}_{language}": audience for name in names for language in ("en", "cy")}


_PART = {"id": PRIVATE, "uuid": PRIVATE, "created_at": PRIVATE, "decision": PRIVATE}

OPTION = Projection(
    model=Option,
    audiences={
        **_PART,
        **_both(PUBLIC, "title"),
        **_both(REDACTABLE, "summary", "benefits", "costs", "experience", "why_not"),
        "chosen": PUBLIC,
    },
)
TRADE_OFF = Projection(
    model=TradeOff,
    audiences={
        **_PART,
        "dimension": PUBLIC,
        "position": PUBLIC,
        **_both(REDACTABLE, "gain", "give_up", "bearer", "period"),
    },
)
CONSTRAINT = Projection(
    model=Constraint,
    audiences={**_PART, "kind": PUBLIC, "hardness": PUBLIC, **_both(REDACTABLE, "text", "changeable_by")},
)
DISSENT = Projection(
    model=Dissent,
    audiences={**_PART, "organisation": PUBLIC, "kind": PUBLIC, **_both(REDACTABLE, "text")},
    references={"organisation": BODY},
)


def _position(position: ChallengePosition) -> dict[str, object]:
    return {"reference": position.reference, "title": {"en": position.title_en, "cy": position.title_cy}}


DECISION = Projection(
    model=Decision,
    audiences={
        "id": PRIVATE,
        "uuid": PRIVATE,
        "created_at": PRIVATE,
        "group": PUBLIC,
        "position": PUBLIC,
        "reference": PUBLIC,
        "state": PUBLIC,
        **_both(PUBLIC, "title", "question", "decision", "summary"),
        **_both(REDACTABLE, "reasons", "authority", "cost", "success_measure", "no_constraints"),
        "decision_maker_kind": PUBLIC,
        "decided_on": PUBLIC,
        "review_on": PUBLIC,
        "legal_note": PRIVATE,
    },
    references={"group": GROUP, "position": Reference(_position)},
    children={
        "options": Child("decision", OPTION),
        "trade_offs": Child("decision", TRADE_OFF),
        "constraints": Child("decision", CONSTRAINT),
        "dissents": Child("decision", DISSENT),
    },
)
