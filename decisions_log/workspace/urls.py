"""Addresses of decisions in the workspace."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from decisions_log.adoption import views as adoption_views
from decisions_log.forward_plan import views as plan_views
from decisions_log.review import views as review_views
from decisions_log.workspace import decision_views, part_views


def _part(name: str, words: Any) -> URLResolver:
    """Adding, changing and removing the parts of one kind of a decision."""
    kind = {"name": name}
    one = [
        path(_("edit/"), part_views.part_edit, kind, name=f"{name}_edit"),
        path(_("remove/"), part_views.part_remove, kind, name=f"{name}_remove"),
    ]
    return path(
        words,
        include([path(_("new/"), part_views.part_new, kind, name=f"{name}_new"), path("<uuid:part>/", include(one))]),
    )


_NEW = [
    path(_("decisions/"), include([path(_("new/"), decision_views.decision_new, name="decision_new")])),
    path(_("forward-plan/"), include([path(_("new/"), plan_views.plan_item_new, name="plan_item_new")])),
]
_PLAN_ITEM = [
    path("", plan_views.plan_item, name="plan_item"),
    path(_("edit/"), plan_views.plan_item_edit, name="plan_item_edit"),
    path(_("drop/"), plan_views.plan_item_drop, name="plan_item_drop"),
]
_REVIEW = [
    path("", review_views.review, name="review"),
    path(_("edit/"), review_views.review_edit, name="review_edit"),
    path(_("findings/<uuid:finding>/"), review_views.finding_edit, name="finding_edit"),
]
_DECISION: list[URLPattern | URLResolver] = [
    path("", decision_views.decision, name="decision"),
    path(_("edit/"), decision_views.decision_edit, name="decision_edit"),
    path(_("state/"), decision_views.decision_state, name="decision_state"),
    path(_("replaced-by/"), decision_views.decision_successor, name="decision_successor"),
    path(_("adoptions/"), adoption_views.adoptions, name="adoptions"),
    path(_("adoptions/your-body/"), adoption_views.adoption, name="adoption"),
    path(_("reviews/<uuid:review>/"), include(_REVIEW)),
    path(_("history/"), decision_views.decision_history, name="decision_history"),
    _part("option", _("options/")),
    _part("trade_off", _("trade-offs/")),
    _part("constraint", _("constraints/")),
    _part("evidence", _("evidence/")),
    _part("consultation", _("consultation/")),
    _part("agreement", _("agreement/")),
    _part("declared_interest", _("interests/")),
    _part("impact", _("impacts/")),
    _part("dissent", _("dissent/")),
]
urlpatterns = [
    path(_("task-groups/"), include([path("<uuid:uuid>/", include(_NEW))])),
    path(_("decisions/"), include([path("<uuid:uuid>/", include(_DECISION))])),
    path(_("forward-plan/"), include([path("<uuid:uuid>/", include(_PLAN_ITEM))])),
]
