"""Published task groups, where each stands today, and their closing reports."""

from typing import Any

from decisions_log.adoption.public import with_standings
from public.views.lists import page_of
from public.views.pages import PublicPage
from public.views.records import SECTIONS, NewestVersion
from publication.published import selectors
from taskgroups.group.public import of_group, standings


class TaskGroupList(PublicPage):
    """Every published task group and where it stands, newest first."""

    template_name = "public/task_groups.html"
    section = SECTIONS["task_group"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = page_of(self.request, selectors.latest_of("task_group").order_by("-record_id"))
        missions = {mission.record.uuid: mission for mission in selectors.latest_of("mission")}
        rows = [(standing, missions.get(standing.group.mission)) for standing in standings(page)]
        return super().get_context_data(page=page, rows=rows, **kwargs)


class ClosingReportList(PublicPage):
    """Every published closing report, newest first, of groups that reached their aim and of groups that did not."""

    template_name = "public/closing_reports.html"
    section = SECTIONS["closing_report"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = selectors.latest_of("closing_report").order_by("-record_id")
        return super().get_context_data(page=page_of(self.request, found), **kwargs)


class NewestTaskGroup(NewestVersion):
    """A task group as its newest version says it, how long it has, and what it has published."""

    kind = "task_group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wrote = list(of_group(self.shown, "position", "decision"))
        return super().get_context_data(
            standing=standings([self.shown])[0],
            positions=[version for version in wrote if version.record.kind == "position"],
            decisions=with_standings(version for version in wrote if version.record.kind == "decision"),
            **kwargs,
        )
