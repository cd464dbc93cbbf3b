"""The record of a decision part by part: what each still needs before it can be decided, and why."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from core.transitions import Blocker
from core.verdicts import Text
from decisions_log.models import Decision
from decisions_log.states import DISSENT_OPEN, MACHINE
from people.models import User


@dataclass(frozen=True)
class Section:
    """One section of the page: the start of its heading's id, its heading, what deciding asks of it or, if nothing,
    its rows."""

    place: str
    heading: str | Promise
    rows: str = ""
    asks: tuple[str, ...] = ()


_SECTIONS = (
    Section(
        "text",
        gettext_lazy("The text in both languages"),
        asks=("question", "sentence", "summary", "reasons", "review", "dated"),
    ),
    Section("options", gettext_lazy("The options side by side"), asks=("two_options", "options")),
    Section("trade-offs", gettext_lazy("What was traded for what"), asks=("trade_offs",)),
    Section("constraints", gettext_lazy("What limited the choice"), asks=("constraints",)),
    Section("evidence", gettext_lazy("Evidence"), "evidence"),
    Section("consultations", gettext_lazy("Who was consulted, and what changed"), "consultations"),
    Section("impacts", gettext_lazy("Impact assessment"), asks=("impacts",)),
    Section("agreements", gettext_lazy("How far the group agreed"), "agreements"),
    Section("interests", gettext_lazy("Interests declared"), "interests"),
    Section("dissent", gettext_lazy("Who disagreed"), "dissents"),
)


@dataclass(frozen=True)
class Line:
    """One line of the contents, with everything that its section still needs."""

    href: str
    heading: Text
    status: str
    label: str
    missing: list[Blocker]


def contents_of(decision: Decision, person: User) -> list[Line]:
    """Every section in the order of the page, with links for `person`; empty once nothing is written any more."""
    return [_line(decision, section, person) for section in _SECTIONS] if decision.state in DISSENT_OPEN else []


def _line(decision: Decision, section: Section, person: User) -> Line:
    missing = [blocker.seen_by(person) for name in section.asks for blocker in MACHINE.unmet(name, decision)]
    return Line(f"#{section.place}-heading", section.heading, *_standing(decision, section, missing), missing)


def _standing(decision: Decision, section: Section, missing: list[Blocker]) -> tuple[str, str]:
    """How the section stands, as components/status.html takes it."""
    if missing:
        return "missing", _("Still needed: %(number)d") % {"number": len(missing)}
    if section.asks:
        return "done", _("Complete")
    rows: Any = getattr(decision, section.rows)
    return "recorded", _("Recorded: %(number)d") % {"number": rows.count()}
