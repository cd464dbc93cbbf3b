"""Addresses of task groups and challenge positions in the workspace."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from taskgroups.workspace import (
    commitment_views,
    drafting_views,
    group_views,
    invitation_views,
    member_views,
    position_views,
    time_views,
)

_CONVENE = [path(_("task-groups/"), include([path(_("new/"), group_views.group_new, name="group_new")]))]
_MEMBERSHIP = [
    path(_("end/"), member_views.membership_end, name="membership_end"),
    path(_("leave/"), member_views.membership_leave, name="membership_leave"),
    path(_("representative/"), member_views.membership_replace, name="membership_replace"),
    path(_("chair/"), member_views.membership_chair, name="membership_chair"),
]
_INVITATION = [
    path(_("send/"), invitation_views.invitation_send_again, name="invitation_send_again"),
    path(_("withdraw/"), invitation_views.invitation_withdraw, name="invitation_withdraw"),
]
_INVITATIONS: list[URLPattern | URLResolver] = [
    path("", invitation_views.group_invitations, name="group_invitations"),
    path("<uuid:invitation>/", include(_INVITATION)),
]
_MEMBERS: list[URLPattern | URLResolver] = [
    path("", member_views.group_members, name="group_members"),
    path(_("invitations/"), include(_INVITATIONS)),
    path("<uuid:membership>/", include(_MEMBERSHIP)),
]
_COMMITMENTS = [
    path("", commitment_views.group_commitments, name="group_commitments"),
    path("<uuid:commitment>/", commitment_views.commitment_settle, name="commitment_settle"),
]
_TIME = [
    path("", time_views.group_time, name="group_time"),
    path(_("decline/"), time_views.group_time_decline, name="group_time_decline"),
]
_GROUP: list[URLPattern | URLResolver] = [
    path("", group_views.group, name="group"),
    path(_("edit/"), group_views.group_edit, name="group_edit"),
    path(_("members/"), include(_MEMBERS)),
    path(_("rules/"), group_views.group_rules, name="group_rules"),
    path(_("stage/"), group_views.group_stage, name="group_stage"),
    path(_("commitments/"), include(_COMMITMENTS)),
    path(_("time-limit/"), include(_TIME)),
    path(_("closing-report/"), group_views.group_closing_report, name="group_closing_report"),
    path(_("history/"), group_views.group_history, name="group_history"),
]
_GROUPS: list[URLPattern | URLResolver] = [
    path("", group_views.groups, name="groups"),
    path("<uuid:uuid>/", include(_GROUP)),
]
_SECTION = [
    path(_("edit/"), position_views.section_edit, name="section_edit"),
    path(_("save/"), drafting_views.section_save, name="section_save"),
    path(_("versions/"), position_views.section_versions, name="section_versions"),
]
_POSITION = [
    path(_("title/"), position_views.position_rename, name="position_rename"),
    path(_("live/"), drafting_views.position_live, name="position_live"),
    path(_("here/"), drafting_views.position_here, name="position_here"),
]
_POSITIONS: list[URLPattern | URLResolver] = [
    path("<uuid:uuid>/", position_views.position, name="position"),
    path("<uuid:uuid>/", include(_POSITION)),
    path(_("sections/"), include([path("<uuid:uuid>/", include(_SECTION))])),
]
urlpatterns = [
    path(_("missions/"), include([path("<uuid:uuid>/", include(_CONVENE))])),
    path(_("task-groups/"), include(_GROUPS)),
    path(_("challenge-positions/"), include(_POSITIONS)),
]
