"""The published forward plan as it stands on the day it is read: how much notice was given, what is late.

Everything here is computed from published versions: an item is decided when a published decision names it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from core.choices import label_of
from core.partial_dates import first_day, in_words as date_in_words, last_day
from decisions_log.decision.public import decisions_on
from decisions_log.forward_plan.words import PlanItemState
from publication.published.models import PublishedVersion
from publication.published.reading import changed, day
from publication.published.selectors import latest_of, value

# Days of notice to aim for (domain.md section 4).
AIM = 28


@dataclass(frozen=True)
class Planned:
    """An item of the published plan: its newest version, the day it became public, the decision that was made."""

    version: PublishedVersion
    public_since: date
    decision: PublishedVersion | None

    @property
    def expected(self) -> str:
        return self.version.content["expected"]

    @property
    def notice(self) -> int:
        """Days between its first publication and the day it was decided, or is expected to be at the earliest."""
        decided_on = day(self.decision.content["decided_on"]) if self.decision else None
        return days_of_notice(self.public_since, decided_on or first_day(self.expected))

    @property
    def short(self) -> bool:
        """Whether that is less than the aim."""
        return self.notice < AIM

    @property
    def state(self) -> str:
        return "decided" if self.decision else self.version.content["state"]

    @property
    def state_label(self) -> str:
        return _("Decided") if self.decision else label_of(PlanItemState, self.state)

    @property
    def late(self) -> bool:
        """Its date has gone by, and it is neither decided nor dropped."""
        return self.state in ("planned", "postponed") and timezone.localdate() > last_day(self.expected)

    @property
    def open_to_say(self) -> bool:
        """Whether people can have a say today, as far as the plan says."""
        until = day(self.version.content["say_until"]) or last_day(self.expected)
        return self.state in ("planned", "postponed") and timezone.localdate() <= until


def planned(versions: Iterable[PublishedVersion]) -> list[Planned]:
    """How each of these newest versions of plan items stands, in two queries for all of them."""
    versions = list(versions)
    since = public_since([version.record.uuid for version in versions])
    decided = decisions_on([version.record.slug_en for version in versions])
    return [Planned(version, since[version.record.uuid], decided.get(version.record.slug_en)) for version in versions]


def plan_of(decision: PublishedVersion) -> Planned | None:
    """The published item of the plan that a published decision is on."""
    reference = decision.content.get("plan_item")
    version = plan_item(reference) if reference else None
    return Planned(version, public_since([version.record.uuid])[version.record.uuid], decision) if version else None


def public_since(records: Iterable[UUID]) -> dict[UUID, date]:
    """The day on which each of these records became public, of those that did."""
    first = PublishedVersion.objects.provable().filter(record__uuid__in=list(records), number=1)
    return {record: timezone.localdate(at) for record, at in first.values_list("record__uuid", "published_at")}


def days_of_notice(public_since: date, on: date) -> int:
    """Days from one to the other; none when it became public no earlier."""
    return max(0, (on - public_since).days)


def in_words(notice: int) -> str:
    """How much notice was given, and what the aim is where it was less."""
    if notice >= AIM:
        return ngettext("Notice given: %(days)d day", "Notice given: %(days)d days", notice) % {"days": notice}
    words = ngettext(
        "Notice given: %(days)d day; the aim is %(aim)d", "Notice given: %(days)d days; the aim is %(aim)d", notice
    )
    return words % {"days": notice, "aim": AIM}


def open_plan(mission: UUID | None = None) -> QuerySet[PublishedVersion]:
    """What is announced and neither decided nor dropped, by date; of one mission when it is given."""
    decided = latest_of("decision").annotate(item=value("plan_item")).filter(item__isnull=False).values("item")
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


def told(now: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """A new state, and another date."""
    if state := changed(now, before, "state"):
        yield _("State: %(state)s") % {"state": label_of(PlanItemState, state)}
    if expected := changed(now, before, "expected"):
        yield _("When, at the earliest: %(date)s") % {"date": date_in_words(expected)}
