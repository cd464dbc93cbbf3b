"""Where published task groups stand on the day they are read: how long they have, and whether they have reported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.choices import label_of
from core.group_rules import exception_in_words, rules_in_words
from core.steps import stage_line_of
from publication.published.models import PublishedVersion
from publication.published.pages import page_of
from publication.published.reading import long_day, new_rows
from publication.published.selectors import latest_of, of_mission
from taskgroups.group.words import Stage

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
    way = [(word, label) for word, label in Stage.choices if word != Stage.ABANDONED]
    return stage_line_of(way, content["stage"], reached)


def group_rules(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The rules of a published group in words."""
    return rules_in_words(content)


def exception_rules(row: dict[str, Any]) -> list[dict[str, Any]]:
    """What a published group may do without, in words."""
    return exception_in_words(row)


def reports_on(groups: Iterable[PublishedVersion]) -> dict[str, PublishedVersion]:
    """The closing reports of published task groups, by the group's address word in English."""
    words = [group.record.slug_en for group in groups]
    return {report.record.slug_en: report for report in latest_of("closing_report").filter(record__slug_en__in=words)}


def of_group(group: PublishedVersion, *kinds: str) -> QuerySet[PublishedVersion]:
    """The newest provable versions of what a published task group wrote, newest first."""
    own = of_mission(group.mission, *kinds).filter(content__group__slug__en=group.record.slug_en)
    return own.order_by("-record_id")


def told(now: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """New stages, and more time."""
    for row in new_rows(now, before, "stages"):
        stage = label_of(Stage, row["to_stage"])
        yield _("%(stage)s, from %(date)s") % {"stage": stage, "date": long_day(row["changed_at"])}
    for row in new_rows(now, before, "extensions"):
        yield _("More time, until %(date)s") % {"date": long_day(row["to_date"])}


def listing(request: HttpRequest) -> dict[str, Any]:
    """Every published task group and where it stands, newest first."""
    page = page_of(request, latest_of("task_group").order_by("-record_id"))
    missions = {mission.record.uuid: mission for mission in latest_of("mission")}
    rows = [(standing, missions.get(standing.group.mission)) for standing in standings(page)]
    return {"page": page, "rows": rows}


def newest(shown: PublishedVersion) -> dict[str, Any]:
    """How long a group has, and whether it has reported."""
    return {"standing": standings([shown])[0]}


def on_mission(mission: PublishedVersion) -> dict[str, Any]:
    """The groups of a mission and where each stands."""
    return {"groups": standings(of_mission(mission.record.uuid, "task_group").order_by("record_id"))}
