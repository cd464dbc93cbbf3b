"""Addresses of missions in the workspace."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from missions.workspace import part_views, views

_ACCOUNTABLE = [
    path("", part_views.accountable_edit, name="accountable_edit"),
    path(_("remove/"), part_views.accountable_remove, name="accountable_remove"),
]
_ACCOUNTABLES: list[URLPattern | URLResolver] = [
    path("", part_views.mission_accountable, name="mission_accountable"),
    path("<uuid:row>/", include(_ACCOUNTABLE)),
]
_MEASURE = [
    path("", part_views.measure_edit, name="measure_edit"),
    path(_("remove/"), part_views.measure_remove, name="measure_remove"),
]
_MEASURES: list[URLPattern | URLResolver] = [
    path(_("new/"), part_views.measure_new, name="measure_new"),
    path("<uuid:row>/", include(_MEASURE)),
]

_MISSION: list[URLPattern | URLResolver] = [
    path("", views.mission, name="mission"),
    path(_("edit/"), views.mission_edit, name="mission_edit"),
    path(_("accountable-bodies/"), include(_ACCOUNTABLES)),
    path(_("measures/"), include(_MEASURES)),
    path(_("evaluation/"), views.mission_evaluation, name="mission_evaluation"),
    path(_("state/"), views.mission_state, name="mission_state"),
]
_MISSIONS: list[URLPattern | URLResolver] = [
    path("", views.missions, name="missions"),
    path(_("new/"), views.mission_new, name="mission_new"),
    path("<uuid:uuid>/", include(_MISSION)),
]
urlpatterns = [path(_("missions/"), include(_MISSIONS))]
