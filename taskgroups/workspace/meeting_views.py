"""The meetings of a group: the list, one meeting, arranging it, and answering for oneself."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.verdicts import authorise, can
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from taskgroups import calendar
from taskgroups.models import Meeting
from taskgroups.reasons import Reason
from taskgroups.selectors import seat_of, seats
from taskgroups.services import attendance, meeting as services
from taskgroups.workspace import meeting_panels as panels
from taskgroups.workspace.group_views import SHELL, visible_group
from taskgroups.workspace.meeting_forms import AnswerMeetingForm, CancelForm, MeetingForm


def meeting_of(request: WorkspaceRequest, uuid: UUID, meeting: UUID) -> Meeting:
    """The meeting of a group that this person may see, with its group."""
    group = visible_group(request, uuid)
    found = group.meetings.filter(uuid=meeting).first()
    if found is None:
        raise Http404
    found.group = group
    return found


@workspace_view
def group_meetings(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """The meetings of a group: those to come, the next one first, then the others, the last one first."""
    group = visible_group(request, uuid)
    meetings = list(group.meetings.select_related("group"))
    to_come = [meeting for meeting in reversed(meetings) if not meeting.over]
    context = {
        "group": group,
        "to_come": [panels.meeting_card(meeting) for meeting in to_come],
        "past": [panels.meeting_card(meeting) for meeting in meetings if meeting.over],
        "may_schedule": can(request.user, "schedule_meeting", group),
    }
    return render(request, "workspace/taskgroups/meetings.html", {**SHELL, **context})


@workspace_view
def meeting_new(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Schedule a meeting."""
    group = visible_group(request, uuid)
    authorise(request.user, "schedule_meeting", group)
    form = MeetingForm(request.POST or None)
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "based_on"}
        with refusals_in(form):
            made = services.schedule(group=group, by=request.user, reason=Reason.MEETING_SCHEDULED, **values)
            return done(request, _("The meeting was scheduled."), "workspace:meeting", uuid, made.uuid)
    return form_page(request, "workspace/taskgroups/meeting_form.html", form, {**SHELL, "group": group})


@workspace_view
def meeting(request: WorkspaceRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """One meeting: when and where, the agenda, who comes, interests, notes and commitments."""
    found = meeting_of(request, uuid, meeting)
    people = seats(found)
    interests = list(found.interests.select_related("membership__user", "membership__organisation"))
    context = {
        "group": found.group,
        "meeting": found,
        "status": panels.status(found),
        "when": panels.when(found),
        "facts": panels.meeting_facts(found),
        "interpretation": panels.interpretation(found),
        "own": seat_of(request.user, people),
        "people": panels.people_table(people),
        "counts": panels.counts(people),
        "interests": interests,
        "to_correct": panels.interests_to_correct(request.user, interests),
        "commitments": found.commitments.select_related("organisation"),
        "may_commit": can(request.user, "change", found.group),
        **{f"may_{action}": can(request.user, action, found) for action in _ACTIONS},
    }
    return render(request, "workspace/taskgroups/meeting.html", {**SHELL, **context})


_ACTIONS = ("change", "cancel", "answer", "declare_interest", "keep_notes")


@workspace_view
def meeting_edit(request: WorkspaceRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """Change a meeting."""
    found = meeting_of(request, uuid, meeting)
    authorise(request.user, "change", found)
    form = MeetingForm(request.POST or None, instance=found)
    if form.is_valid():
        with refusals_in(form):
            services.revise(meeting=found, by=request.user, reason=Reason.MEETING_CHANGED, **form.cleaned_data)
            return done(request, _("The meeting was saved."), "workspace:meeting", uuid, meeting)
    context = {"group": found.group, "meeting": found}
    return form_page(request, "workspace/taskgroups/meeting_form.html", form, {**SHELL, **context})


@workspace_view
def meeting_cancel(request: WorkspaceRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """Cancel a meeting, with a reason."""
    found = meeting_of(request, uuid, meeting)
    authorise(request.user, "cancel", found)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.cancel(meeting=found, by=request.user, reason=Reason.MEETING_CANCELLED, **form.cleaned_data)
            return done(request, _("The meeting was cancelled."), "workspace:meeting", uuid, meeting)
    context = {"group": found.group, "meeting": found, "when": panels.when(found)}
    return form_page(request, "workspace/taskgroups/meeting_cancel.html", form, {**SHELL, **context})


@workspace_view
def meeting_answer(request: WorkspaceRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """Say for oneself whether one will come, and in which language."""
    found = meeting_of(request, uuid, meeting)
    authorise(request.user, "answer", found)
    own = seat_of(request.user, seats(found))
    form = AnswerMeetingForm(request.POST or None, given=own.attendance if own else None)
    if form.is_valid():
        with refusals_in(form):
            attendance.answer(meeting=found, by=request.user, reason=Reason.MEETING_ANSWERED, **form.cleaned_data)
            return done(request, _("Your answer was saved."), "workspace:meeting", uuid, meeting)
    context = {"group": found.group, "meeting": found, "when": panels.when(found)}
    return form_page(request, "workspace/taskgroups/meeting_answer.html", form, {**SHELL, **context})


@workspace_view
def meeting_calendar(request: WorkspaceRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """The meeting as a file for a calendar, with its title, place and agenda."""
    found = meeting_of(request, uuid, meeting)
    response = HttpResponse(calendar.entry(found), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_("meeting")}.ics"'
    return response
