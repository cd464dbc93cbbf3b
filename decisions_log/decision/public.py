"""What the public site reads of decisions: provable versions only, in a constant number of queries."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from decisions_log.adoption.public import state_label
from publication.published.models import PublishedVersion
from publication.published.reading import changed, new_rows
from publication.published.selectors import latest_of, value


def decision_named(reference: str) -> PublishedVersion | None:
    """The newest version of the published decision of that reference."""
    return latest_of("decision").filter(record__slug_en=reference).first()


def predecessors_of(version: PublishedVersion) -> list[PublishedVersion]:
    """The published decisions that this one has replaced, the latest first."""
    return list(decisions().filter(content__superseded_by=version.record.slug_en))


def to_review_by(last: date) -> QuerySet[PublishedVersion]:
    """Published decisions whose review date is that day or before it, held or not."""
    dated = latest_of("decision").alias(review_on=Cast(value("review_on"), TextField()))
    return dated.filter(review_on__lte=last.isoformat())


def decisions_on(items: Iterable[str]) -> dict[str, PublishedVersion]:
    """The published decision on each of these items of the forward plan, by the item's reference; the first if
    there are several."""
    named = Cast(value("plan_item"), TextField())
    found = latest_of("decision").alias(item=named).filter(item__in=list(items))
    return {version.content["plan_item"]: version for version in found.order_by("-record_id")}


@dataclass(frozen=True)
class DecisionFilter:
    """What a reader asks of the list of decisions; empty means all, for `missions` None. `position` is a reference."""

    missions: Iterable[uuid.UUID] | None = None
    position: str = ""
    state: str = ""
    dimension: str = ""
    year: str = ""


def decisions(wanted: DecisionFilter = DecisionFilter()) -> QuerySet[PublishedVersion]:  # noqa: B008 - frozen
    """Published decisions, the latest decided first; a correction does not move one up."""
    found = latest_of("decision")
    if wanted.missions is not None:
        found = found.filter(mission__in=list(wanted.missions))
    if wanted.position:
        found = found.filter(content__position__reference=wanted.position)
    if wanted.state:
        found = found.filter(content__state=wanted.state)
    if wanted.year:
        found = found.filter(content__decided_on__startswith=wanted.year)
    if wanted.dimension:
        # A quoted word of the vocabulary cannot stand in a text: JSON would escape its quotation marks.
        trade_offs = Cast(KeyTransform("trade_offs", "content"), TextField())
        found = found.alias(trade_offs=trade_offs).filter(trade_offs__contains=f'"{wanted.dimension}"')
    return found.order_by(value("decided_on").desc(nulls_last=True), "-record_id")


def states_and_years() -> tuple[list[str], list[str]]:
    """The states that published decisions are in, and the years they were made in, newest first."""
    found = latest_of("decision").annotate(state=value("state"), year=Substr(value("decided_on"), 1, 4))
    rows = list(found.order_by().values_list("state", "year").distinct())
    return sorted({state for state, _year in rows}), sorted({year for _state, year in rows if year}, reverse=True)


def happened_on(now: dict[str, Any], before: dict[str, Any]) -> str | None:
    """The day of the newest correction, else of the decision."""
    if corrected := new_rows(now, before, "corrections"):
        return corrected[-1]["corrected_at"]
    return None if before else now.get("decided_on")


def told(now: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """A new state."""
    if changed(now, before, "state"):
        yield _("State: %(state)s") % {"state": state_label(now)}
