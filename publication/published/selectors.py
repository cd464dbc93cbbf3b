"""What the public site reads of published records: provable versions only, in a constant number of queries."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from openlog.models import LogEntry
from publication.published.models import PublishedRecord, PublishedVersion


def find_record(kind: str, slug: str, language: str) -> PublishedRecord:
    """The record at an address of this language. Raises PublishedRecord.DoesNotExist."""
    return PublishedRecord.objects.get(kind=kind, **{f"slug_{language}": slug})


def right_spelling(kind: str, slug: str, language: str) -> str:
    """The word in the address of the provable record that `slug` means in any capitals or language; "" if none."""
    meant = Q(record__slug_en__iexact=slug) | Q(record__slug_cy__iexact=slug)
    found = PublishedVersion.objects.provable().filter(meant, record__kind=kind).select_related("record").first()
    return getattr(found.record, f"slug_{language}") if found else ""


def versions_of(record: PublishedRecord) -> QuerySet[PublishedVersion]:
    """Every provable version, newest first; the content is read only of the one that is shown."""
    return record.versions.provable().select_related("record").defer("content").order_by("-number")


def latest_of(*kinds: str) -> QuerySet[PublishedVersion]:
    """The newest provable version of each record of these kinds, newest first."""
    return PublishedVersion.objects.newest().filter(record__kind__in=kinds)


def with_changes(found: QuerySet[PublishedVersion]) -> QuerySet[PublishedVersion]:
    """The same versions, each with the moment of the last entry that it reflects: `changed_at`."""
    last = LogEntry.objects.filter(index=OuterRef("reflects")).values("appended_at")
    return found.annotate(changed_at=Subquery(last))


def of_mission(mission: uuid.UUID, *kinds: str) -> QuerySet[PublishedVersion]:
    """The newest provable versions of a mission (itself a record of the kind "mission") and of what belongs to it."""
    return latest_of(*kinds).filter(mission=mission)


def of_group(group: PublishedVersion, *kinds: str) -> QuerySet[PublishedVersion]:
    """The newest provable versions of what a published task group wrote, newest first."""
    own = of_mission(group.mission, *kinds).filter(content__group__slug__en=group.record.slug_en)
    return own.order_by("-record_id")


def reports_on(groups: Iterable[PublishedVersion]) -> dict[str, PublishedVersion]:
    """The closing reports of published task groups, by the group's address word in English."""
    words = [group.record.slug_en for group in groups]
    return {report.record.slug_en: report for report in latest_of("closing_report").filter(record__slug_en__in=words)}


def adoptions_of(decision: PublishedVersion) -> PublishedVersion | None:
    """What each body made of a published decision, as last published."""
    return latest_of("adoption_set").filter(record__slug_en=decision.record.slug_en).first()


def reviews_of(decisions: Iterable[PublishedVersion]) -> dict[str, list[PublishedVersion]]:
    """The reviews of published decisions by the decision's reference, the newest review first."""
    references = [decision.record.slug_en for decision in decisions]
    found: dict[str, list[PublishedVersion]] = {reference: [] for reference in references}
    reviews = latest_of("review").filter(content__decision__reference__in=references)
    for review in reviews.order_by("-record_id"):
        found[review.content["decision"]["reference"]].append(review)
    return found


def to_review_by(last: date) -> QuerySet[PublishedVersion]:
    """Published decisions whose review date is that day or before it, held or not."""
    dated = latest_of("decision").alias(review_on=Cast(_value("review_on"), TextField()))
    return dated.filter(review_on__lte=last.isoformat())


def decision(reference: str) -> PublishedVersion | None:
    """The newest version of the published decision of that reference."""
    return latest_of("decision").filter(record__slug_en=reference).first()


def predecessors_of(version: PublishedVersion) -> list[PublishedVersion]:
    """The published decisions that this one has replaced, the latest first."""
    return list(decisions().filter(content__superseded_by=version.record.slug_en))


def open_plan(mission: uuid.UUID | None = None) -> QuerySet[PublishedVersion]:
    """What is announced and neither decided nor dropped, by date; of one mission when it is given."""
    decided = latest_of("decision").annotate(item=_value("plan_item")).filter(item__isnull=False).values("item")
    found = latest_of("forward_plan_item").exclude(content__state="dropped").exclude(record__slug_en__in=decided)
    if mission is not None:
        found = found.filter(mission=mission)
    return found.order_by("content__expected", "record_id")


def plan_item(reference: str) -> PublishedVersion | None:
    """The newest version of the published item of the forward plan of that reference."""
    return latest_of("forward_plan_item").filter(record__slug_en=reference).first()


def next_planned(number: int) -> list[PublishedVersion]:
    """What will be decided next, by date; nothing that is late."""
    today = timezone.localdate().isoformat()
    to_come = Q(content__expected__gte=today) | Q(content__expected=today[: len("2027-03")])
    return list(open_plan().filter(to_come)[:number])


def decisions_on(items: Iterable[str]) -> dict[str, PublishedVersion]:
    """The published decision on each of these items of the forward plan, by the item's reference; the first if
    there are several."""
    named = Cast(_value("plan_item"), TextField())
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
    return found.order_by(_value("decided_on").desc(nulls_last=True), "-record_id")


def states_and_years() -> tuple[list[str], list[str]]:
    """The states that published decisions are in, and the years they were made in, newest first."""
    found = latest_of("decision").annotate(state=_value("state"), year=Substr(_value("decided_on"), 1, 4))
    rows = list(found.order_by().values_list("state", "year").distinct())
    return sorted({state for state, _year in rows}), sorted({year for _state, year in rows if year}, reverse=True)


def _value(name: str) -> KeyTextTransform:
    """A value of the content as text, for the database."""
    return KeyTextTransform(name, "content")
