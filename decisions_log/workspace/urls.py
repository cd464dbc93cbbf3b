"""Addresses of decisions and of publication in the workspace."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from decisions_log.workspace import (
    adoption_views,
    decision_views,
    emergency_views,
    language_views,
    part_views,
    plan_views,
    publication_views,
    release_views,
    removal_views,
    review_views,
    withholding_views,
)


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
_REQUEST = [
    path("", publication_views.publication_request, name="publication_request"),
    path(_("cancel/"), publication_views.publication_cancel, name="publication_cancel"),
    path(_("ask-again/"), release_views.ask_again, name="publication_ask_again"),
    path(_("emergency/"), emergency_views.publish_alone, name="publish_alone"),
]
_RELEASE = [
    path("", release_views.release, name="release"),
    path(_("edit/"), release_views.release_edit, name="release_edit"),
    path(_("take-apart/"), release_views.release_take_apart, name="release_take_apart"),
]
_WITHHOLDING = [
    path("", withholding_views.withholding_edit, name="withholding_edit"),
    path(_("no-longer/"), withholding_views.withholding_lift, name="withholding_lift"),
]
_PUBLICATION: list[URLPattern | URLResolver] = [
    path("", publication_views.publication, name="publication"),
    path(_("releases/new/"), release_views.release_new, name="release_new"),
    path(_("releases/<uuid:uuid>/"), include(_RELEASE)),
    path("<uuid:uuid>/", include(_REQUEST)),
    path(_("emergencies/<uuid:uuid>/"), emergency_views.emergency, name="emergency"),
    path(_("withheld/"), removal_views.withheld, name="withheld"),
    path(_("withheld/<uuid:uuid>/"), include(_WITHHOLDING)),
    path(_("records/<uuid:uuid>/remove/"), removal_views.removal_new, name="removal_new"),
    path(_("removals/<uuid:uuid>/"), removal_views.removal, name="removal"),
    path(_("<slug:kind>/<uuid:uuid>/withhold/"), withholding_views.withholding_new, name="withholding_new"),
    path(_("<slug:kind>/<uuid:uuid>/languages/"), language_views.languages, name="languages"),
    path("<slug:kind>/<uuid:uuid>/", publication_views.request_publication, name="request_publication"),
]
urlpatterns = [
    path(_("task-groups/"), include([path("<uuid:uuid>/", include(_NEW))])),
    path(_("decisions/"), include([path("<uuid:uuid>/", include(_DECISION))])),
    path(_("forward-plan/"), include([path("<uuid:uuid>/", include(_PLAN_ITEM))])),
    path(_("publication/"), include(_PUBLICATION)),
]
