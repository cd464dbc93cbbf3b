"""The history of a decision and its parts: who changed what, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from core import dates
from core.reasons import reason_words
from core.verdicts import Text
from decisions_log.models import (
    Adoption,
    Agreement,
    Constraint,
    Consultation,
    Decision,
    DeclaredInterest,
    Dissent,
    Evidence,
    Impact,
    Option,
    Review,
    ReviewFinding,
    TradeOff,
)
from people.models import User

_NAMES: dict[type[models.Model], str | Promise] = {
    Decision: gettext_lazy("Decision"),
    Option: gettext_lazy("Option"),
    TradeOff: gettext_lazy("Trade-off"),
    Constraint: gettext_lazy("Constraint"),
    Evidence: gettext_lazy("Evidence"),
    Consultation: gettext_lazy("Consultation"),
    Impact: gettext_lazy("Impact"),
    Agreement: gettext_lazy("Level of agreement"),
    DeclaredInterest: gettext_lazy("Declared interest"),
    Dissent: gettext_lazy("Dissent"),
    Adoption: gettext_lazy("Adoption"),
    Review: gettext_lazy("Review"),
    ReviewFinding: gettext_lazy("Finding of the review"),
}
# From a row to its decision, where it does not name it itself.
_WAY: dict[type[models.Model], str] = {Adoption: "adoption_set__", ReviewFinding: "review__"}
_HAPPENED = {"+": gettext_lazy("Added"), "~": gettext_lazy("Changed"), "-": gettext_lazy("Removed")}
_UNNAMED_FIELDS = {"state": gettext_lazy("state"), "reference": gettext_lazy("reference")}
_NOT_SHOWN = {"id", "uuid", "created_at", "group", "position", "decision", "adoption_set", "review"}
_NOT_SHOWN |= {"meaning", "meaning_version"}


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as people read it; empty where there was nothing."""

    label: Text
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """One saved change. `by` is None where dissent was to stay unnamed."""

    at: datetime
    by: User | None
    reason: str
    record: Text
    happened: Text
    fields: list[FieldChange] = field(default_factory=list)


def changes_of(decision: Decision) -> list[Change]:
    """Every change of the decision and of what belongs to it, what was removed too, newest first."""
    found = list(_changes(Decision, {"id": decision.pk}))
    for model in [model for model in _NAMES if model is not Decision]:
        found += _changes(model, {f"{_WAY.get(model, '')}decision_id": decision.pk})
    return sorted(found, key=lambda change: change.at, reverse=True)


def _changes(model: type[models.Model], where: dict[str, Any]) -> Iterator[Change]:
    rows = model.history.filter(**where).select_related("history_user").order_by("id", "history_id")  # type: ignore[attr-defined]
    for _pk, versions in groupby(rows, key=lambda row: row.id):
        before = None
        for row in versions:
            yield Change(
                at=row.history_date,
                by=None if _unnamed(model, row) else row.history_user,
                reason=reason_words(row.history_change_reason),
                record=_("%(kind)s: %(name)s") % {"kind": _NAMES[model], "name": row.instance},
                happened=_happened(before, row),
                fields=list(_field_changes(model, before, row)) if row.history_type != "-" else [],
            )
            before = row


def _happened(before: Any, after: Any) -> Text:
    """Which kind of change it was; a new state is named."""
    if before is not None and getattr(after, "state", None) != getattr(before, "state", None):
        return _("State: %(state)s") % {"state": after.get_state_display()}
    return _HAPPENED[after.history_type]


def _unnamed(model: type[models.Model], row: Any) -> bool:
    return model is Dissent and row.organisation_id is None


def _field_changes(model: type[models.Model], before: Any, after: Any) -> Iterator[FieldChange]:
    for column in model._meta.concrete_fields:
        if column.name in _NOT_SHOWN:
            continue
        old, new = ("" if row is None else _shown(row, column) for row in (before, after))
        if old != new:
            yield FieldChange(_UNNAMED_FIELDS.get(column.name, column.verbose_name), old, new)


def _shown(row: Any, column: models.Field) -> str:
    value = getattr(row, column.attname)
    if isinstance(value, bool):
        return _("Chosen") if value else _("Not chosen")
    if isinstance(value, date):
        return dates.long_date(value)
    if column.is_relation:
        other = getattr(row, column.name)
        return str(getattr(other, "reference", other) or "")
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    return "" if value is None else str(value)
