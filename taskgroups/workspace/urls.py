"""Addresses of task groups and challenge positions in the workspace."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from taskgroups.workspace import (
    commitment_views,
    convening_views,
    discussion_views,
    drafting_views,
    group_views,
    invitation_views,
    meeting_record_views,
    meeting_views,
    member_views,
    position_views,
    signing_views,
    time_views,
    translation_views,
    version_views,
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
_COMMITMENT = [
    path("", commitment_views.commitment_settle, name="commitment_settle"),
    path(_("edit/"), commitment_views.commitment_edit, name="commitment_edit"),
    path(_("remove/"), commitment_views.commitment_remove, name="commitment_remove"),
]
_COMMITMENTS: list[URLPattern | URLResolver] = [
    path("", commitment_views.group_commitments, name="group_commitments"),
    path("<uuid:commitment>/", include(_COMMITMENT)),
]
_INTEREST = [
    path("", meeting_record_views.interest_settle, name="interest_settle"),
    path(_("edit/"), meeting_record_views.interest_edit, name="interest_edit"),
    path(_("remove/"), meeting_record_views.interest_remove, name="interest_remove"),
]
_MEETING: list[URLPattern | URLResolver] = [
    path("", meeting_views.meeting, name="meeting"),
    path(_("edit/"), meeting_views.meeting_edit, name="meeting_edit"),
    path(_("cancel/"), meeting_views.meeting_cancel, name="meeting_cancel"),
    path(_("answer/"), meeting_views.meeting_answer, name="meeting_answer"),
    path(_("meeting.ics"), meeting_views.meeting_calendar, name="meeting_calendar"),
    path(_("notes/"), meeting_record_views.meeting_notes, name="meeting_notes"),
    path(_("interests/declare/"), meeting_record_views.interest_declare, name="interest_declare"),
    path(_("interests/write-down/"), meeting_record_views.interest_note, name="interest_note"),
    path(_("interests/<uuid:interest>/"), include(_INTEREST)),
]
_MEETINGS: list[URLPattern | URLResolver] = [
    path("", meeting_views.group_meetings, name="group_meetings"),
    path(_("new/"), meeting_views.meeting_new, name="meeting_new"),
    path("<uuid:meeting>/", include(_MEETING)),
]
_EXCEPTION = [
    path("", convening_views.exception_answer, name="exception_answer"),
    path(_("end/"), convening_views.exception_end, name="exception_end"),
]
_RULES: list[URLPattern | URLResolver] = [
    path("", group_views.group_rules, name="group_rules"),
    path(_("exception/"), convening_views.exception_ask, name="exception_ask"),
    path(_("exceptions/"), include([path("<uuid:exception>/", include(_EXCEPTION))])),
]
_TIME = [
    path("", time_views.group_time, name="group_time"),
    path(_("decline/"), time_views.group_time_decline, name="group_time_decline"),
]
_TRANSLATIONS = [
    path("", translation_views.group_translations, name="group_translations"),
    path("<slug:source>/<uuid:row>/", translation_views.translation, name="translation"),
]
_GROUP: list[URLPattern | URLResolver] = [
    path("", group_views.group, name="group"),
    path(_("edit/"), group_views.group_edit, name="group_edit"),
    path(_("members/"), include(_MEMBERS)),
    path(_("rules/"), include(_RULES)),
    path(_("stage/"), group_views.group_stage, name="group_stage"),
    path(_("commitments/"), include(_COMMITMENTS)),
    path(_("meetings/"), include(_MEETINGS)),
    path(_("time-limit/"), include(_TIME)),
    path(_("translations/"), include(_TRANSLATIONS)),
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
    path(_("up-to-date/"), version_views.section_level, name="section_level"),
    path(_("comment/"), discussion_views.section_comment, name="section_comment"),
    path(_("suggest/"), discussion_views.section_suggest, name="section_suggest"),
    path(_("holder/"), discussion_views.section_holder, name="section_holder"),
]
_VERSION = [
    path("", version_views.position_version, name="position_version"),
    path(_("name/"), version_views.version_name, name="version_name"),
    path(_("restore/"), version_views.version_restore, name="version_restore"),
]
_VERSIONS: list[URLPattern | URLResolver] = [
    path("", version_views.position_versions, name="position_versions"),
    path("<int:number>/", include(_VERSION)),
]
_COMPARE = [
    path("", version_views.position_compare_chosen, name="position_compare_chosen"),
    path("<int:old>/<int:new>/", version_views.position_compare, name="position_compare"),
]
_SIGNING_LINK = [
    path(_("send/"), signing_views.signing_link_send_again, name="signing_link_send_again"),
    path(_("withdraw/"), signing_views.signing_link_withdraw, name="signing_link_withdraw"),
]
_SIGNING_LINKS: list[URLPattern | URLResolver] = [
    path("", signing_views.signing_links, name="signing_links"),
    path("<uuid:link>/", include(_SIGNING_LINK)),
]
_POSITION: list[URLPattern | URLResolver] = [
    path(_("title/"), position_views.position_rename, name="position_rename"),
    path(_("live/"), drafting_views.position_live, name="position_live"),
    path(_("here/"), drafting_views.position_here, name="position_here"),
    path(_("versions/"), include(_VERSIONS)),
    path(_("compare/"), include(_COMPARE)),
    path(_("who-wrote-what/"), version_views.position_authors, name="position_authors"),
    path(_("signatories/"), include(_SIGNING_LINKS)),
    path(_("suggestions/"), discussion_views.position_suggestions, name="position_suggestions"),
]
_THREAD = [
    path("", discussion_views.thread, name="thread"),
    path(_("resolve/"), discussion_views.thread_resolve, name="thread_resolve"),
    path(_("open-again/"), discussion_views.thread_reopen, name="thread_reopen"),
    path(_("decline/"), discussion_views.suggestion_decline, name="suggestion_decline"),
    path(_("withdraw/"), discussion_views.suggestion_withdraw, name="suggestion_withdraw"),
]
_POSITIONS: list[URLPattern | URLResolver] = [
    path("<uuid:uuid>/", position_views.position, name="position"),
    path("<uuid:uuid>/", include(_POSITION)),
    path(_("sections/"), include([path("<uuid:uuid>/", include(_SECTION))])),
    path(_("discussions/"), include([path("<uuid:uuid>/", include(_THREAD))])),
]
urlpatterns = [
    path(_("missions/"), include([path("<uuid:uuid>/", include(_CONVENE))])),
    path(_("task-groups/"), include(_GROUPS)),
    path(_("challenge-positions/"), include(_POSITIONS)),
]
