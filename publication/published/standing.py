"""Where published task groups stand on the day they are read: how long they have, and whether they have reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from core.group_rules import exception_in_words, rules_in_words
from core.steps import stage_line_of
from publication.published.labels import STAGES
from publication.published.models import PublishedVersion
from publication.published.reading import long_day
from publication.published.selectors import reports_on

ENDED = ("closed", "abandoned")


@dataclass(frozen=True)
class Standing:
    """A published task group with its published closing report, if there is one."""

    group: PublishedVersion
    report: PublishedVersion | None

    @property
    def ends_on(self) -> date:
        return date.fromisoformat(self.group.content["ends_on"])

    @property
    def days_left(self) -> int | None:
        """Days until the time limit, 0 on the last day; None when it has passed or the group has ended."""
        left = (self.ends_on - timezone.localdate()).days
        return None if left < 0 or self.group.content["stage"] in ENDED else left

    @property
    def overdue_since(self) -> date | None:
        """The end date once it has passed and no closing report is published."""
        return self.ends_on if self.report is None and timezone.localdate() > self.ends_on else None


def standings(groups: Iterable[PublishedVersion]) -> list[Standing]:
    """Where each of the groups stands, in one query for all of their reports."""
    groups = list(groups)
    reports = reports_on(groups)
    return [Standing(group, reports.get(group.record.slug_en)) for group in groups]


def stage_line(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The stages of a published group with the day it last came to each; nothing when it left the way."""
    reached = {row["to_stage"]: long_day(row["changed_at"]) for row in content.get("stages", [])}
    way = [(word, label) for word, label in STAGES.items() if word != "abandoned"]
    return stage_line_of(way, content["stage"], reached)


def group_rules(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The rules of a published group in words."""
    return rules_in_words(content)


def exception_rules(row: dict[str, Any]) -> list[dict[str, Any]]:
    """What a published group may do without, in words."""
    return exception_in_words(row)
