"""Addresses of decisions and of publication in the workspace."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from decisions_log.workspace import decision_views, part_views, publication_views


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


_NEW = [path(_("decisions/"), include([path(_("new/"), decision_views.decision_new, name="decision_new")]))]
_DECISION: list[URLPattern | URLResolver] = [
    path("", decision_views.decision, name="decision"),
    path(_("edit/"), decision_views.decision_edit, name="decision_edit"),
    path(_("state/"), decision_views.decision_state, name="decision_state"),
    path(_("history/"), decision_views.decision_history, name="decision_history"),
    _part("option", _("options/")),
    _part("trade_off", _("trade-offs/")),
    _part("constraint", _("constraints/")),
    _part("dissent", _("dissent/")),
]
_REQUEST = [
    path("", publication_views.publication_request, name="publication_request"),
    path(_("cancel/"), publication_views.publication_cancel, name="publication_cancel"),
]
_PUBLICATION: list[URLPattern | URLResolver] = [
    path("", publication_views.publication, name="publication"),
    path("<uuid:uuid>/", include(_REQUEST)),
    path("<slug:kind>/<uuid:uuid>/", publication_views.request_publication, name="request_publication"),
]
urlpatterns = [
    path(_("task-groups/"), include([path("<uuid:uuid>/", include(_NEW))])),
    path(_("decisions/"), include([path("<uuid:uuid>/", include(_DECISION))])),
    path(_("publication/"), include(_PUBLICATION)),
]
