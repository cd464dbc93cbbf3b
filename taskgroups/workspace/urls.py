"""Addresses of task groups and challenge positions in the workspace."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from taskgroups.workspace import group_views, member_views, position_views

_CONVENE = [path(_("task-groups/"), include([path(_("new/"), group_views.group_new, name="group_new")]))]
_MEMBERSHIP = [path(_("end/"), member_views.membership_end, name="membership_end")]
_MEMBERS: list[URLPattern | URLResolver] = [
    path("", member_views.group_members, name="group_members"),
    path("<uuid:membership>/", include(_MEMBERSHIP)),
]
_GROUP: list[URLPattern | URLResolver] = [
    path("", group_views.group, name="group"),
    path(_("edit/"), group_views.group_edit, name="group_edit"),
    path(_("members/"), include(_MEMBERS)),
    path(_("stage/"), group_views.group_stage, name="group_stage"),
    path(_("closing-report/"), group_views.group_closing_report, name="group_closing_report"),
    path(_("history/"), group_views.group_history, name="group_history"),
]
_GROUPS: list[URLPattern | URLResolver] = [
    path("", group_views.groups, name="groups"),
    path("<uuid:uuid>/", include(_GROUP)),
]
_SECTION = [
    path(_("edit/"), position_views.section_edit, name="section_edit"),
    path(_("versions/"), position_views.section_versions, name="section_versions"),
]
_POSITIONS: list[URLPattern | URLResolver] = [
    path("<uuid:uuid>/", position_views.position, name="position"),
    path("<uuid:uuid>/", include([path(_("title/"), position_views.position_rename, name="position_rename")])),
    path(_("sections/"), include([path("<uuid:uuid>/", include(_SECTION))])),
]
urlpatterns = [
    path(_("missions/"), include([path("<uuid:uuid>/", include(_CONVENE))])),
    path(_("task-groups/"), include(_GROUPS)),
    path(_("challenge-positions/"), include(_POSITIONS)),
]
