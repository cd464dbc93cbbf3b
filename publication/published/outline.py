"""The outline of each kind of published record: its fields in reading order, what they are called, how each is read.

The comparison of versions and the list of what a log entry commits to are both made from it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy as _

from core.bilingual import LocalisedText, OwnText, current_language
from core.own_words import ORIGINAL, TRANSLATOR
from core.partial_dates import in_words
from publication.published.labels import (
    ACHIEVEMENTS,
    ADOPTIONS,
    ANSWERS,
    CORRECTIONS,
    DECISION_STATES,
    EXPECTATIONS,
    HANDLINGS,
    IMPACT_PROMPTS,
    LEVELS,
    MEASURE_KINDS,
    MISSION_STATES,
    PLAN_ITEM_STATES,
    PROPOSALS,
    ROLES,
    SECTIONS,
    STAGES,
    Labels,
)
from publication.published.models import Kind
from publication.published.reading import body_name, both, goal, long_day, term

Row = dict[str, Any]


def _text(value: Any) -> str:
    return str(both(value))


def _plain(value: Any) -> str:
    return str(value or "")


def _count(value: Any) -> str:
    return "" if value is None else str(value)


def _label(labels: Labels) -> Callable[[Any], str]:
    return lambda value: str(labels.get(value, value or ""))


def _term(vocabulary: str) -> Callable[[Any], str]:
    return lambda value: str(term(value, vocabulary)) if value else ""


def _named(value: Any) -> str:
    """Something published by value that has a name or a title."""
    return _text(value.get("name") or value.get("title")) if value else ""


def _goals(value: Any) -> str:
    return "\n".join(str(goal(slug)) for slug in value or [])


def _sectors(value: Any) -> str:
    return "\n".join(_term("sector")(sector) for sector in value or [])


def _levels(value: Any) -> str:
    return "\n".join(_label(LEVELS)(level) for level in value or [])


def _deciding_body(value: Any) -> str:
    return body_name(value) if value else ""


def _applies(value: Any) -> str:
    return gettext("Applies") if value else gettext("Does not apply")


def _group_and_stage(value: Any) -> str:
    return f"{_named(value)}\n{_label(STAGES)(value['stage'])}"


def _chosen(value: Any) -> str:
    return gettext("Chosen") if value else gettext("Not chosen")


@dataclass(frozen=True)
class Field:
    """One value of a record: its name in the content, what it is called, how it is read as text.

    `own_words`: an organisation says it of its own, so that it has an original (core.own_words).
    """

    name: str
    label: str | Promise
    read: Callable[[Any], str] = _text
    own_words: bool = False

    @property
    def bilingual(self) -> bool:
        """Whether the value is a text in each language."""
        return self.read is _text

    def shown(self, value: Any) -> LocalisedText:
        """The value as a reader of this request's language finds it, with the language that it is in."""
        if not self.bilingual:
            return LocalisedText(self.read(value).strip(), current_language(), False)
        shown = both(value).local
        return replace(shown, text=shown.text.strip())

    def standing(self, value: Any) -> str:
        """One sentence on the original and the translation of own words; "" for any other value."""
        text = both(value) if self.own_words else None
        return text.standing if isinstance(text, OwnText) else ""


@dataclass(frozen=True)
class Rows:
    """A list within a record. `same` tells which rows of two versions are the same, `heading` what a row is called,
    `one` what each row is ("Option"), else what the list is."""

    name: str
    label: Promise
    same: Callable[[Row], Any]
    heading: Callable[[Row], str]
    fields: tuple[Field, ...]
    one: str | Promise = ""


def _organisation(row: Row) -> Any:
    return row["organisation"] and row["organisation"]["slug"]


def _impacts(name: str, label: Promise, *prompts: str) -> Rows:
    """The impacts in the areas where these prompts are asked."""
    return Rows(
        name,
        label,
        lambda row: row["area"],
        lambda row: _term("impact_area")(row["area"]),
        (
            Field("area", _("Area"), _term("impact_area")),
            Field("opened_on", _("Opened on"), long_day),
            Field("direction", _("Direction of the effect"), _term("impact_direction")),
            *(Field(prompt, IMPACT_PROMPTS[prompt]) for prompt in prompts),
        ),
        one=_("Impact"),
    )


OUTLINES: dict[str, tuple[Field | Rows, ...]] = {
    Kind.MISSION: (
        Field("title", _("Title")),
        Field("outcome", _("Outcome")),
        Field("summary", _("Summary")),
        Field("state", _("State"), _label(MISSION_STATES)),
        Field("starts_on", _("Start date"), long_day),
        Field("ends_on", _("End date"), long_day),
        Field("sponsor", _("Sponsor"), body_name),
        Rows(
            "lead",
            _("Led by"),
            lambda row: "",
            lambda row: "",
            (Field("title", _("Post")), Field("organisation", _("Body"), body_name)),
        ),
        Rows(
            "measures",
            _("How people will see whether it works"),
            lambda row: both(row["text"]).en,
            lambda row: _text(row["text"]),
            (
                Field("kind", _("Kind of measure"), _label(MEASURE_KINDS)),
                Field("text", _("What is measured")),
                Field("unit", _("Unit, or what people would see")),
                Field("baseline", _("Where it stands now")),
                Field("baseline_due_on", _("Not measured yet: it will be by"), long_day),
                Field("target", _("Where it should be")),
                Field("due_on", _("By when"), long_day),
            ),
            one=_("Measure"),
        ),
        Rows(
            "evaluation",
            _("How it is evaluated"),
            lambda row: "",
            lambda row: "",
            (
                Field("questions", _("Questions")),
                Field("methods", _("Methods")),
                Field("learning_partner", _("Learning partner"), body_name),
                Field("independence", _("Independence, and who pays")),
                Field("findings_due_on", _("Findings due"), long_day),
            ),
        ),
        Rows(
            "accountable",
            _("Who answers for what"),
            _organisation,
            lambda row: body_name(row["organisation"]),
            (Field("organisation", _("Body"), body_name), Field("share", _("What it answers for"))),
            one=_("Accountable organisation"),
        ),
        Field("social_partners", _("Social partners")),
        Field("wellbeing_goals", _("Well-being goals it serves"), _goals),
        Field("example_note", _("Note that this is an example")),
    ),
    Kind.TASK_GROUP: (
        Field("name", _("Name")),
        Field("purpose", _("Purpose")),
        Field("stage", _("Stage"), _label(STAGES)),
        Field("starts_on", _("Start date"), long_day),
        Field("ends_on", _("End date"), long_day),
        Field("terms_of_reference", _("Terms of reference")),
        Rows(
            "members",
            _("Members"),
            lambda row: (_organisation(row), row["role"]),
            lambda row: body_name(row["organisation"]),
            (
                Field("organisation", _("Body"), body_name),
                Field("level", _("Level"), _label(LEVELS)),
                Field("sector", _("Sector"), _term("sector")),
                Field("role", _("Role"), _label(ROLES)),
            ),
            one=_("Member"),
        ),
        Field("longer_because", _("Why the group needs more than nine months")),
        Rows(
            "extensions",
            _("Extensions"),
            lambda row: row["to_date"],
            lambda row: gettext("Extension until: %(date)s") % {"date": long_day(row["to_date"])},
            (
                Field("from_date", _("End date before"), long_day),
                Field("to_date", _("New end date"), long_day),
                Field("reason", _("Reason")),
                Field("extended_at", _("Extended on"), long_day),
            ),
            one=_("Extension"),
        ),
        Rows(
            "stages",
            _("History of the stages"),
            lambda row: (row["to_stage"], row["changed_at"]),
            lambda row: _label(STAGES)(row["to_stage"]),
            (
                Field("from_stage", _("Stage before"), _label(STAGES)),
                Field("to_stage", _("Stage"), _label(STAGES)),
                Field("changed_at", _("Date"), long_day),
            ),
            one=_("Stage"),
        ),
        Rows(
            "exceptions",
            _("Exceptions"),
            lambda row: row["answered_on"],
            lambda row: long_day(row["answered_on"]),
            (
                Field("minimum_members", _("Members, at least"), _plain),
                Field("minimum_sectors", _("Sectors, at least"), _plain),
                Field("without_levels", _("Levels that may be missing"), _levels),
                Field("reason", _("Reason")),
                Field("answered_on", _("Confirmed on"), long_day),
            ),
            one=_("Exception"),
        ),
        Field("each_level_present", _("each level must be present"), _applies),
        Field("minimum_sectors", _("sectors that must be present"), _plain),
        Field("required_sectors", _("all of these sectors must be present"), _sectors),
        Field("minimum_bodies", _("bodies that must be present"), _plain),
        Field("each_level_signs", _("a body of each level must sign off"), _applies),
        Field("each_sector_signs", _("a body of each sector in the group must sign off"), _applies),
        Field("every_body_signs", _("every body must sign off"), _applies),
        Field("minimum_sign_offs", _("bodies that must sign off"), _plain),
    ),
    Kind.POSITION: (
        Field("title", _("Title")),
        Field("group", _("Task group"), _named),
        Field("agreed_at", _("Agreed on"), long_day),
        Rows(
            "sections",
            _("Sections"),
            lambda row: row["kind"],
            lambda row: _label(SECTIONS)(row["kind"]),
            (Field("kind", _("Section"), _label(SECTIONS)), Field("text", _("Text"))),
            one=_("Section"),
        ),
        Rows(
            "sign_offs",
            _("Who agreed it"),
            _organisation,
            lambda row: body_name(row["organisation"]),
            (
                Field("organisation", _("Body"), body_name),
                Field("answer", _("Answer"), _label(ANSWERS)),
                Field("text", _("Reservation"), own_words=True),
                Field("signed_at", _("Date"), long_day),
            ),
            one=_("Answer"),
        ),
    ),
    Kind.DECISION: (
        Field("title", _("Title")),
        Field("decision", _("Decision")),
        Field("state", _("State"), _label(DECISION_STATES)),
        Field("superseded_by", _("Superseded by"), _plain),
        Field("decided_on", _("Decided on"), long_day),
        Field("review_on", _("Review date"), long_day),
        Field("summary", _("Summary")),
        Field("question", _("The question")),
        Field("reasons", _("Why this decision")),
        Rows(
            "options",
            _("Options"),
            lambda row: both(row["title"]).en,
            lambda row: _text(row["title"]),
            (
                Field("title", _("Option")),
                Field("chosen", _("Choice"), _chosen),
                Field("summary", _("Summary")),
                Field("benefits", _("What it would bring")),
                Field("costs", _("What it would cost")),
                Field("affected", _("Who is affected")),
                Field("experience", _("What people would notice")),
                Field("why_not", _("Why not")),
            ),
            one=_("Option"),
        ),
        Rows(
            "trade_offs",
            _("What was traded for what"),
            lambda row: row["dimension"],
            lambda row: _term("trade_off_dimension")(row["dimension"]),
            (
                Field("dimension", _("Dimension"), _term("trade_off_dimension")),
                Field("position", _("Where we stand"), _term("trade_off_position")),
                Field("gain", _("What we gain")),
                Field("give_up", _("What we give up")),
                Field("bearer", _("Who bears it")),
                Field("period", _("Over what time")),
            ),
            one=_("Trade-off"),
        ),
        Rows(
            "constraints",
            _("What limited the choice"),
            lambda row: row["kind"],
            lambda row: _term("constraint_kind")(row["kind"]),
            (
                Field("kind", _("Kind"), _term("constraint_kind")),
                Field("hardness", _("How fixed it is"), _term("constraint_hardness")),
                Field("text", _("Constraint")),
                Field("changeable_by", _("Who could change it")),
            ),
            one=_("Constraint"),
        ),
        Field("no_constraints", _("Why no constraint is recorded")),
        Rows(
            "evidence",
            _("Evidence"),
            lambda row: both(row["title"]).en,
            lambda row: _text(row["title"]),
            (
                Field("title", _("Evidence")),
                Field("kind", _("Kind"), _term("evidence_kind")),
                Field("confidence", _("How sure we are of it"), _term("evidence_confidence")),
                Field("finding", _("What it tells us")),
                Field("link", _("Web address"), _plain),
            ),
            one=_("Evidence"),
        ),
        Rows(
            "consultations",
            _("Who was consulted"),
            lambda row: both(row["who"]).en,
            lambda row: _text(row["who"]),
            (
                Field("who", _("Who was asked")),
                Field("how", _("How they were asked")),
                Field("starts_on", _("First day"), long_day),
                Field("ends_on", _("Last day"), long_day),
                Field("said", _("What they said")),
                Field("changed", _("What changed because of it")),
            ),
            one=_("Consultation"),
        ),
        _impacts(
            "welsh_language_impact",
            _("Impact on the Welsh language"),
            "opportunities",
            "no_less_favourably",
            "increase_positive",
            "lessen_negative",
        ),
        _impacts("impacts", _("Impact assessment"), "text", "mitigation"),
        Rows(
            "agreements",
            _("How far the group agreed"),
            lambda row: "",
            lambda row: "",
            (
                Field("level", _("Level of agreement"), _term("consensus_level")),
                Field("votes_for", _("Votes for"), _count),
                Field("votes_against", _("Votes against"), _count),
                Field("abstentions", _("Abstentions"), _count),
            ),
            one=_("Level of agreement"),
        ),
        Rows(
            "interests",
            _("Interests declared"),
            lambda row: (_organisation(row), row["role"]),
            lambda row: body_name(row["organisation"]),
            (
                Field("organisation", _("Body"), body_name),
                Field("role", _("Role"), _label(ROLES)),
                Field("what", _("The interest"), own_words=True),
                Field("handling", _("What was done about it"), _label(HANDLINGS)),
                Field("dispensation", _("Dispensation, and who gave it"), own_words=True),
            ),
            one=_("Declared interest"),
        ),
        Rows(
            "dissents",
            _("Who disagreed"),
            _organisation,
            lambda row: body_name(row["organisation"]),
            (
                Field("organisation", _("Body"), body_name),
                Field("kind", _("Kind"), _term("dissent_kind")),
                Field("text", _("Dissent"), own_words=True),
            ),
            one=_("Dissent"),
        ),
        Field("cost", _("Cost, and who pays")),
        Field("success_measure", _("How we will know")),
        Field("decision_maker_kind", _("Decision-maker"), _term("decision_maker_kind")),
        Field("authority", _("Authority")),
        Field("group", _("Task group"), _named),
        Field("position", _("Challenge position"), _named),
        Field("plan_item", _("Forward plan"), _plain),
        Field("short_notice", _("Why there was less than 28 days' notice")),
        Field("early_date", _("Why it is dated before the challenge position was agreed")),
        Rows(
            "corrections",
            _("Corrections"),
            lambda row: (row["field"], row["corrected_at"]),
            lambda row: corrected_part(row),
            (
                Field("kind", _("Kind of correction"), _label(CORRECTIONS)),
                Field("corrected_at", _("Corrected on"), long_day),
                Field("before", _("Before")),
                Field("after", _("After")),
                Field("reason", _("Why it was corrected")),
            ),
            one=_("Correction"),
        ),
    ),
    Kind.CLOSING_REPORT: (
        Field("group", _("Task group"), _group_and_stage),
        Field("aim", _("What we set out to do")),
        Field("result", _("What happened")),
        Field("learning", _("What did not work and what we learned")),
        Field("successor", _("Who carries it on")),
    ),
    Kind.ADOPTION_SET: (
        Field("decision", _("Decision"), _named),
        Rows(
            "adoptions",
            _("Adoption by each body"),
            _organisation,
            lambda row: body_name(row["organisation"]),
            (
                Field("organisation", _("Body"), body_name),
                Field("outcome", _("What the body decided"), _label(ADOPTIONS)),
                Field("decided_on", _("Date"), long_day),
                Field("reason", _("Why it declined"), own_words=True),
                Field("conditions", _("Conditions"), own_words=True),
                Field("legal_record", _("Legal record"), _plain),
            ),
            one=_("Adoption"),
        ),
    ),
    Kind.REVIEW: (
        Field("decision", _("Decision"), _named),
        Field("due_on", _("Review date"), long_day),
        Field("held_on", _("Review held on"), long_day),
        Field("achievement", _("Was it achieved?"), _label(ACHIEVEMENTS)),
        Rows(
            "findings",
            _("What was expected, and what happened"),
            lambda row: row["about"],
            lambda row: _label(EXPECTATIONS)(row["about"]),
            (
                Field("about", _("What was expected"), _label(EXPECTATIONS)),
                Field("achievement", _("Was it achieved?"), _label(ACHIEVEMENTS)),
                Field("happened", _("What happened")),
            ),
            one=_("Finding of the review"),
        ),
        Field("learning", _("What we learned")),
        Field("proposal", _("What the review proposes"), _label(PROPOSALS)),
        Field("next_review_on", _("Next review"), long_day),
    ),
    Kind.FORWARD_PLAN_ITEM: (
        Field("title", _("What will be decided")),
        Field("state", _("State"), _label(PLAN_ITEM_STATES)),
        Field("expected", _("When, at the earliest"), in_words),
        Field("postponed_from", _("Planned before for"), in_words),
        Field("reason", _("Why it was postponed or dropped")),
        Field("question", _("The question")),
        Field("decision_maker_kind", _("Decision-maker"), _term("decision_maker_kind")),
        Field("organisation", _("Body that decides"), _deciding_body),
        Field("say", _("How to have a say")),
        Field("say_link", _("Web address"), _plain),
        Field("say_email", _("E-mail address"), _plain),
        Field("say_until", _("Last day to have a say"), long_day),
        Field("documents", _("Documents to be expected")),
        Field("private_part", _("What will be private, and why")),
        Field("group", _("Task group"), _named),
    ),
}
# What every entry discloses beside the fields of its kind.
_OTHERS: dict[str, Promise] = {
    "reference": _("Reference"),
    "slug": _("Address word"),
    "mission": _("Mission"),
    "change_note": _("What changed, and why"),
    "withheld": _("What is withheld, and why"),
    "emergency": _("Published in an emergency"),
}
OF_OWN_WORDS: dict[str, Promise] = {
    ORIGINAL: _("language of the original"),
    TRANSLATOR: _("who translated it"),
}


def path_label(kind: str, path: str, content: Row | None = None) -> str:
    """What a disclosed path is called: `decision.en` is "Decision", `options.1.why_not.en` is "Option 2: Why not".

    With the content of the record a row is also called by its name: "Option 2 (Do nothing): Why not". What is kept of
    own words beside their texts says so: "Answer 1: Reservation (language of the original)".
    """
    name, *rest = path.split(".")
    for item in OUTLINES[kind]:
        if item.name != name:
            continue
        if isinstance(item, Field) or len(rest) < 2:
            return capfirst(str(item.label))
        inner = next((str(field.label) for field in item.fields if field.name == rest[1]), rest[1])
        if rest[-1] in OF_OWN_WORDS:
            inner = f"{inner} ({OF_OWN_WORDS[rest[-1]]})"
        return gettext("%(part)s: %(field)s") % {"part": _row_label(item, int(rest[0]), content or {}), "field": inner}
    return str(_OTHERS.get(name, path))


def _row_label(rows: Rows, number: int, content: Row) -> str:
    """What the row of that number, from 0, is called."""
    found = content.get(rows.name, [])[number : number + 1]
    said = {"one": rows.one or rows.label, "number": number + 1, "name": rows.heading(found[0]) if found else ""}
    return gettext("%(one)s %(number)d (%(name)s)") % said if said["name"] else gettext("%(one)s %(number)d") % said


def corrected_part(row: Row) -> str:
    """What a correction is about: "Cost, and who pays", "Option (Do nothing): Why not"."""
    name, _dot, inner = row["field"].partition(".")
    for item in OUTLINES[Kind.DECISION]:
        if item.name != name:
            continue
        if isinstance(item, Field):
            return capfirst(str(item.label))
        field = next((str(field.label) for field in item.fields if field.name == inner), inner)
        called = str(both(row.get("row")))
        part = (
            gettext("%(one)s (%(name)s)") % {"one": item.one or item.label, "name": called}
            if called
            else str(item.one or item.label)
        )
        return gettext("%(part)s: %(field)s") % {"part": part, "field": field}
    return row["field"]


def path_order(kind: str, path: str) -> tuple[int, int, int, str]:
    """Where a disclosed path stands in reading order; what every entry has beside its fields comes last."""
    name, *rest = path.split(".")
    for place, item in enumerate(OUTLINES[kind]):
        if item.name == name:
            number = int(rest[0]) if isinstance(item, Rows) else 0
            fields = [field.name for field in item.fields] if isinstance(item, Rows) else []
            return place, number, fields.index(rest[1]) if rest[1:2] and rest[1] in fields else 0, path
    return len(OUTLINES[kind]), 0, 0, path
