"""What of a decision is published."""

from core.projections import PRIVATE, PUBLIC, REDACTABLE, Audience, Child, Projection, Reference, own_words
from core.vocabularies import vocabulary
from decisions_log.models import (
    Adoption,
    AdoptionSet,
    Agreement,
    Constraint,
    Consultation,
    Correction,
    Decision,
    DeclaredInterest,
    Dissent,
    Evidence,
    ForwardPlanItem,
    Impact,
    Option,
    Review,
    ReviewFinding,
    TradeOff,
)
from decisions_log.models.impact import PROMPTS, WELSH_LANGUAGE, WELSH_PROMPTS
from missions.projections import BODY
from publication.published.labels import COLLECTIVELY_RESPONSIBLE
from taskgroups.models import ChallengePosition
from taskgroups.projections import GROUP


def _both(audience: Audience, *names: str) -> dict[str, Audience]:
    return {f"{name}_{language}": audience for name in names for language in ("en", "cy")}


# Which text an answer is about, by the number that is public; the digest of the text is not.
_ANSWER = {"meaning_version": PUBLIC, "meaning": PRIVATE}
_PART = {"id": PRIVATE, "uuid": PRIVATE, "created_at": PRIVATE, "decision": PRIVATE}

OPTION = Projection(
    model=Option,
    audiences={
        **_PART,
        **_both(PUBLIC, "title"),
        **_both(REDACTABLE, "summary", "benefits", "costs", "affected", "experience", "why_not"),
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


def _impact(asked: tuple[str, ...], not_asked: tuple[str, ...]) -> Projection:
    """The impact in an area where some prompts are asked, and the others never are."""
    return Projection(
        model=Impact,
        audiences={
            **_PART,
            "area": PUBLIC,
            "opened_on": PUBLIC,
            "direction": PUBLIC,
            **_both(REDACTABLE, *asked),
            **_both(PRIVATE, *not_asked),
        },
    )


IMPACT, WELSH_IMPACT = _impact(PROMPTS, WELSH_PROMPTS), _impact(WELSH_PROMPTS, PROMPTS)
_OTHER_AREAS = [area for area in vocabulary("impact_area") if area != WELSH_LANGUAGE]

EVIDENCE = Projection(
    model=Evidence,
    audiences={
        **_PART,
        **_both(PUBLIC, "title"),
        **_both(REDACTABLE, "finding"),
        "kind": PUBLIC,
        "confidence": PUBLIC,
        "link": PUBLIC,
    },
)
CONSULTATION = Projection(
    model=Consultation,
    audiences={
        **_PART,
        **_both(PUBLIC, "who"),
        **_both(REDACTABLE, "how", "said", "changed"),
        "starts_on": PUBLIC,
        "ends_on": PUBLIC,
    },
)
AGREEMENT = Projection(
    model=Agreement,
    audiences={**_PART, **_ANSWER, **dict.fromkeys(("level", "votes_for", "votes_against", "abstentions"), PUBLIC)},
)
DECLARED_INTEREST = Projection(
    model=DeclaredInterest,
    audiences={
        **_PART,
        **_ANSWER,
        "organisation": PUBLIC,
        "role": PUBLIC,
        "handling": PUBLIC,
        **own_words(REDACTABLE, "what", "dispensation"),
    },
    references={"organisation": BODY},
)
DISSENT = Projection(
    model=Dissent,
    audiences={**_PART, **_ANSWER, "organisation": PUBLIC, "kind": PUBLIC, **own_words(REDACTABLE, "text")},
    references={"organisation": BODY},
)


CORRECTION = Projection(
    model=Correction,
    audiences={
        **_PART,
        **dict.fromkeys(("part", "corrected_by"), PRIVATE),
        **dict.fromkeys(("kind", "field", "meaning_version", "corrected_at"), PUBLIC),
        **_both(PUBLIC, "row"),
        **_both(REDACTABLE, "before", "after", "reason"),
    },
    # What was missing in one language is what some corrections put right.
    in_one_language=frozenset({"row", "before", "after"}),
)


def _dissent_from(decision: Decision) -> dict[str, object]:
    """None of it where collective responsibility applies."""
    return {"pk__in": []} if decision.decision_maker_kind in COLLECTIVELY_RESPONSIBLE else {}


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
        "plan_item": PUBLIC,
        "reference": PUBLIC,
        "state": PUBLIC,
        **_both(PUBLIC, "title", "question", "decision", "summary"),
        **_both(REDACTABLE, "reasons", "authority", "cost", "success_measure", "no_constraints"),
        **_both(REDACTABLE, "short_notice", "early_date"),
        "meaning_version": PUBLIC,
        "decision_maker_kind": PUBLIC,
        "decided_on": PUBLIC,
        "review_on": PUBLIC,
        "legal_note": PRIVATE,
        "superseded_by": PUBLIC,
    },
    references={
        "group": GROUP,
        "position": Reference(_position),
        # Its words are public when it is published itself, and not before.
        "plan_item": Reference(lambda item: item.reference),
        "superseded_by": Reference(lambda decision: decision.reference),
    },
    children={
        "options": Child("decision", OPTION),
        "trade_offs": Child("decision", TRADE_OFF),
        "constraints": Child("decision", CONSTRAINT),
        "evidence": Child("decision", EVIDENCE),
        "consultations": Child("decision", CONSULTATION, "starts_on"),
        "welsh_language_impact": Child("decision", WELSH_IMPACT, only=lambda _decision: {"area": WELSH_LANGUAGE}),
        "impacts": Child("decision", IMPACT, only=lambda _decision: {"area__in": _OTHER_AREAS}),
        "agreements": Child("decision", AGREEMENT),
        "interests": Child("decision", DECLARED_INTEREST),
        "dissents": Child("decision", DISSENT, only=_dissent_from),
        "corrections": Child("decision", CORRECTION),
    },
)


def _decision(decision: Decision) -> dict[str, object]:
    return {"reference": decision.reference, "title": {"en": decision.title_en, "cy": decision.title_cy}}


_ROW = {"id": PRIVATE, "uuid": PRIVATE, "created_at": PRIVATE}
ADOPTION = Projection(
    model=Adoption,
    audiences={
        **_ROW,
        "adoption_set": PRIVATE,
        "organisation": PUBLIC,
        "outcome": PUBLIC,
        "decided_on": PUBLIC,
        "legal_record": PUBLIC,
        **_ANSWER,
        **own_words(REDACTABLE, "conditions", "reason"),
    },
    references={"organisation": BODY},
)
ADOPTION_SET = Projection(
    model=AdoptionSet,
    audiences={**_ROW, "decision": PUBLIC},
    references={"decision": Reference(_decision)},
    children={"adoptions": Child("adoption_set", ADOPTION, "organisation__slug")},
)

REVIEW_FINDING = Projection(
    model=ReviewFinding,
    audiences={
        **_ROW,
        "review": PRIVATE,
        "about": PUBLIC,
        "achievement": PUBLIC,
        **_both(REDACTABLE, "happened"),
    },
)
REVIEW = Projection(
    model=Review,
    audiences={
        **_ROW,
        **_ANSWER,
        **dict.fromkeys(("decision", "reference", "due_on", "held_on"), PUBLIC),
        **dict.fromkeys(("achievement", "proposal", "next_review_on"), PUBLIC),
        **_both(REDACTABLE, "learning"),
    },
    references={"decision": Reference(_decision)},
    children={"findings": Child("review", REVIEW_FINDING)},
)
PLAN_ITEM = Projection(
    model=ForwardPlanItem,
    audiences={
        **_ROW,
        "group": PUBLIC,
        "reference": PUBLIC,
        "state": PUBLIC,
        **_both(PUBLIC, "title", "question", "say"),
        **dict.fromkeys(("expected", "postponed_from", "decision_maker_kind", "organisation"), PUBLIC),
        **dict.fromkeys(("say_link", "say_email", "say_until"), PUBLIC),
        **_both(REDACTABLE, "documents", "private_part", "reason"),
    },
    references={"group": GROUP, "organisation": BODY},
)
