"""Addresses of missions in the workspace."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from missions.workspace import views

_MISSION = [
    path("", views.mission, name="mission"),
    path(_("edit/"), views.mission_edit, name="mission_edit"),
    path(_("accountable-bodies/"), views.mission_accountable, name="mission_accountable"),
    path(_("evaluation/"), views.mission_evaluation, name="mission_evaluation"),
    path(_("state/"), views.mission_state, name="mission_state"),
]
_MISSIONS: list[URLPattern | URLResolver] = [
    path("", views.missions, name="missions"),
    path(_("new/"), views.mission_new, name="mission_new"),
    path("<uuid:uuid>/", include(_MISSION)),
]
urlpatterns = [path(_("missions/"), include(_MISSIONS))]
