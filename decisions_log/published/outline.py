"""The outline of each kind of published record: its fields in reading order, what they are called, how each is read.

The comparison of versions and the list of what a log entry commits to are both made from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy as _

from decisions_log.published.labels import ANSWERS, DECISION_STATES, MISSION_STATES, SECTIONS, Labels
from decisions_log.published.models import Kind
from decisions_log.published.reading import body_name, both, goal, long_day, term

Row = dict[str, Any]


def _text(value: Any) -> str:
    return str(both(value))


def _plain(value: Any) -> str:
    return str(value or "")


def _label(labels: Labels) -> Callable[[Any], str]:
    return lambda value: str(labels.get(value, value or ""))


def _term(vocabulary: str) -> Callable[[Any], str]:
    return lambda value: str(term(value, vocabulary)) if value else ""


def _named(value: Any) -> str:
    """Something published by value that has a name or a title."""
    return _text(value.get("name") or value.get("title")) if value else ""


def _goals(value: Any) -> str:
    return "\n".join(str(goal(slug)) for slug in value or [])


def _chosen(value: Any) -> str:
    return gettext("Chosen") if value else gettext("Not chosen")


@dataclass(frozen=True)
class Field:
    """One value of a record: its name in the content, what it is called, how it is read as text."""

    name: str
    label: Promise
    read: Callable[[Any], str] = _text


@dataclass(frozen=True)
class Rows:
    """A list within a record. `same` tells which rows of two versions are the same, `heading` what a row is called."""

    name: str
    label: Promise
    same: Callable[[Row], Any]
    heading: Callable[[Row], str]
    fields: tuple[Field, ...]


def _organisation(row: Row) -> Any:
    return row["organisation"] and row["organisation"]["slug"]


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
            "accountable",
            _("Who answers for what"),
            _organisation,
            lambda row: body_name(row["organisation"]),
            (Field("organisation", _("Body"), body_name), Field("share", _("What it answers for"))),
        ),
        Field("social_partners", _("Social partners")),
        Field("wellbeing_goals", _("Well-being goals it serves"), _goals),
        Field("example_note", _("Note that this is an example")),
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
        ),
        Rows(
            "sign_offs",
            _("Who agreed it"),
            _organisation,
            lambda row: body_name(row["organisation"]),
            (
                Field("organisation", _("Body"), body_name),
                Field("answer", _("Answer"), _label(ANSWERS)),
                Field("text", _("Reservation")),
                Field("signed_at", _("Date"), long_day),
            ),
        ),
    ),
    Kind.DECISION: (
        Field("title", _("Title")),
        Field("decision", _("Decision")),
        Field("state", _("State"), _label(DECISION_STATES)),
        Field("decided_on", _("Decided on"), long_day),
        Field("review_on", _("Review date"), long_day),
        Field("summary", _("Summary")),
        Field("question", _("The question")),
        Field("reasons", _("Why this decision")),
        Rows(
            "options",
            _("Options"),
            lambda row: row["title"]["en"],
            lambda row: _text(row["title"]),
            (
                Field("title", _("Option")),
                Field("chosen", _("Choice"), _chosen),
                Field("summary", _("Summary")),
                Field("benefits", _("What it would bring")),
                Field("costs", _("What it would cost")),
                Field("experience", _("What people would notice")),
                Field("why_not", _("Why not")),
            ),
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
        ),
        Field("no_constraints", _("Why no constraint is recorded")),
        Rows(
            "dissents",
            _("Who disagreed"),
            _organisation,
            lambda row: body_name(row["organisation"]),
            (
                Field("organisation", _("Body"), body_name),
                Field("kind", _("Kind"), _term("dissent_kind")),
                Field("text", _("Dissent")),
            ),
        ),
        Field("cost", _("Cost, and who pays")),
        Field("success_measure", _("How we will know")),
        Field("decision_maker_kind", _("Decision-maker"), _term("decision_maker_kind")),
        Field("authority", _("Authority")),
        Field("group", _("Task group"), _named),
        Field("position", _("Challenge position"), _named),
    ),
}
# What every entry discloses beside the fields of its kind.
_OTHERS: dict[str, Promise] = {
    "reference": _("Reference"),
    "slug": _("Address word"),
    "mission": _("Mission"),
    "change_note": _("What changed, and why"),
}


def path_label(kind: str, path: str) -> str:
    """What a disclosed path is called: `decision.en` is "Decision", `options.1.why_not.en` is "Options 2: Why not"."""
    name, *rest = path.split(".")
    for item in OUTLINES[kind]:
        if item.name != name:
            continue
        if isinstance(item, Field) or len(rest) < 2:
            return capfirst(str(item.label))
        inner = next((str(field.label) for field in item.fields if field.name == rest[1]), rest[1])
        return gettext("%(list)s %(number)d: %(field)s") % {
            "list": item.label,
            "number": int(rest[0]) + 1,
            "field": inner,
        }
    return str(_OTHERS.get(name, path))


def path_order(kind: str, path: str) -> tuple[int, int, int, str]:
    """Where a disclosed path stands in reading order; what every entry has beside its fields comes last."""
    name, *rest = path.split(".")
    for place, item in enumerate(OUTLINES[kind]):
        if item.name == name:
            number = int(rest[0]) if isinstance(item, Rows) else 0
            fields = [field.name for field in item.fields] if isinstance(item, Rows) else []
            return place, number, fields.index(rest[1]) if rest[1:2] and rest[1] in fields else 0, path
    return len(OUTLINES[kind]), 0, 0, path
