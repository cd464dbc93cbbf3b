"""What a communications officer finds first: pages to approve, pages in moderation, recent edits."""

from typing import Any

from django.db.models import Max
from wagtail.admin.ui.components import Component
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState

from cms import release

_RECENT = 8


class Panel(Component):
    """A list with a heading, and a sentence where it is empty."""

    template_name = "cms/admin/dashboard_panel.html"
    name = ""
    order = 0

    def rows(self, user: Any) -> list[dict[str, Any]]:
        raise NotImplementedError

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"name": self.name, "rows": self.rows(parent_context["request"].user)}


def _row(page: Any, at: Any, by: Any = None) -> dict[str, Any]:
    page = page.specific
    return {"page": page, "stage": release.stage(page), "at": at, "by": by}


class ToApprove(Panel):
    """Pages in moderation that this person may approve."""

    name, order = "to_approve", 100

    def rows(self, user: Any) -> list[dict[str, Any]]:
        states = TaskState.objects.reviewable_by(user).select_related("revision__user", "workflow_state")
        asked = [(state, state.workflow_state.content_object) for state in states.order_by("started_at")]
        return [
            _row(page, state.started_at, state.revision.user)
            for state, page in asked
            if page is not None and not release.wrote(user, page)
        ]


class OnTheirWay(Panel):
    """Pages that this person has submitted and that are not public yet."""

    name, order = "on_their_way", 110

    def rows(self, user: Any) -> list[dict[str, Any]]:
        states = WorkflowState.objects.active().filter(requested_by=user).order_by("-created_at")
        return [_row(state.content_object, state.created_at) for state in states if state.content_object is not None]


class RecentEdits(Panel):
    """Pages that this person edited last."""

    name, order = "recent_edits", 120

    def rows(self, user: Any) -> list[dict[str, Any]]:
        edits = PageLogEntry.objects.filter(user=user, action__in=("wagtail.edit", "wagtail.create"))
        newest = edits.values("page_id").annotate(at=Max("timestamp")).order_by("-at")[:_RECENT]
        pages = Page.objects.in_bulk([edit["page_id"] for edit in newest])
        return [_row(pages[edit["page_id"]], edit["at"]) for edit in newest if edit["page_id"] in pages]


PANELS = (ToApprove, OnTheirWay, RecentEdits)
