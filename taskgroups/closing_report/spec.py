"""What of a closing report is published."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.projections import REDACTABLE
from publication.fields import Described, Text
from publication.kinds import KindSpec
from publication.published.pages import Listing, Panel, PublicSide
from taskgroups.closing_report import public
from taskgroups.group.spec import STAGE, described
from taskgroups.models import ClosingReport, TaskGroup
from taskgroups.policy import may_confirm


class EndedGroup(Described):
    """The group that reports, with the stage in which it ended."""

    def read(self, value: Any) -> str:
        """Its name, and on a line of its own the stage."""
        return f"{super().read(value)}\n{STAGE.read(value['stage'])}"


def _ended_group(group: TaskGroup) -> dict[str, Any]:
    return {**described(group), "stage": group.stage}


def _page(report: ClosingReport) -> str:
    return reverse("workspace:group_closing_report", args=[report.group.uuid])


CLOSING_REPORT = KindSpec(
    "closing_report",
    _("Closing report"),
    ClosingReport,
    mission=lambda report: report.group.mission,
    home=_page,
    mended_at=_page,
    may_confirm=may_confirm,
    public=PublicSide(
        place=_("closing-reports/"),
        section="task_groups",
        listing=Listing("closing_reports", _("Closing reports"), public.listing),
        panels={"mission": Panel(50, "closing_report/on_mission.html", public.on_mission)},
    ),
    title="group.name",
    address="group.slug",
    fields=(
        EndedGroup("group", _("Task group"), describe=_ended_group, kind="task_group"),
        Text("aim", _("What we set out to do"), REDACTABLE),
        Text("result", _("What happened"), REDACTABLE),
        Text("learning", _("What did not work and what we learned"), REDACTABLE),
        Text("successor", _("Who carries it on"), REDACTABLE),
    ),
)
