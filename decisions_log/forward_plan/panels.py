"""What the pages of the forward plan show, as the components take it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from core.partial_dates import first_day, in_words, last_day
from core.working_days import working_day_by
from decisions_log.forward_plan.public import AIM, days_of_notice, in_words as notice_in_words, public_since
from decisions_log.models import Decision, ForwardPlanItem, PlanItemState


@dataclass(frozen=True)
class Clock:
    """How much notice an item gives: since it became public or, while it is not, if it became public today."""

    item: ForwardPlanItem
    public_since: date | None

    @property
    def decided_on(self) -> date | None:
        decision = self.item.decisions.decided().order_by("pk").first()
        return decision.decided_on if decision else None

    @property
    def notice(self) -> int:
        ends = self.decided_on or first_day(self.item.expected)
        return days_of_notice(self.public_since or timezone.localdate(), ends)

    @property
    def publish_by(self) -> date:
        """The last working day on which becoming public gives the notice to aim for."""
        return working_day_by(first_day(self.item.expected) - timedelta(days=AIM))

    @property
    def state(self) -> str:
        if self.decided_on:
            return "decided"
        if self.item.state != PlanItemState.DROPPED and timezone.localdate() > last_day(self.item.expected):
            return "overdue"
        return self.item.state

    @property
    def label(self) -> str:
        words = {"decided": _("Decided"), "overdue": _("Late: its date has gone by")}
        return words.get(self.state, self.item.get_state_display())

    @property
    def lines(self) -> list[str]:
        """What there is to say about the notice; nothing of what is dropped."""
        if self.item.state == PlanItemState.DROPPED:
            return []
        if self.public_since:
            return [notice_in_words(self.notice)]
        if self.publish_by < timezone.localdate():
            return [_("Not public yet"), _("Days left until its date: %(number)d") % {"number": self.notice}]
        by = {"date": long_date(self.publish_by)}
        return [_("Not public yet"), _("Publish it by %(date)s to give 28 days' notice") % by]


def clocks_of(items: list[ForwardPlanItem]) -> list[Clock]:
    """The notice of each item, in one query for when they became public."""
    since = public_since([item.uuid for item in items])
    return [Clock(item, since.get(item.uuid)) for item in items]


def facts(clock: Clock) -> list[dict[str, Any]]:
    """What an item says besides its texts, as components/summary_list.html takes it."""
    item = clock.item
    known: list[dict[str, Any]] = [
        {"label": _("Reference"), "value": item.reference},
        {"label": _("When, at the earliest"), "value": in_words(item.expected)},
        {"label": _("Planned before for"), "value": in_words(item.postponed_from)},
        {"label": _("Decision-maker"), "value": item.get_decision_maker_kind_display()},
        {"label": _("Body that decides"), "value": item.organisation.name if item.organisation else None},
        {"label": _("Last day to have a say"), "value": item.say_until},
        {"label": _("Web address"), "value": item.say_link, "href": item.say_link},
        {"label": _("E-mail address"), "value": item.say_email},
        *(_decision(decision) for decision in item.decisions.order_by("pk")),
    ]
    return [fact for fact in known if fact["value"]]


def _decision(decision: Decision) -> dict[str, Any]:
    address = reverse("workspace:decision", args=[decision.uuid])
    return {"label": _("Decision"), "value": decision.title, "href": address}


def texts(item: ForwardPlanItem) -> list[dict[str, Any]]:
    """The texts that are written, as components/bilingual_pair.html takes them."""
    headings = {
        "question": _("The question"),
        "say": _("How to have a say"),
        "documents": _("Documents to be expected"),
        "private_part": _("What will be private, and why"),
        "reason": _("Why it was postponed or dropped"),
    }
    return [
        {"heading": heading, "cy": getattr(item, f"{name}_cy"), "en": getattr(item, f"{name}_en")}
        for name, heading in headings.items()
        if getattr(item, name)
    ]
