"""What is written down of a meeting: who was there, the notes, and the interests declared."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.verdicts import authorise
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from missions.workspace.forms import RemoveForm
from taskgroups.models import Interest, Meeting
from taskgroups.reasons import Reason
from taskgroups.selectors import seats
from taskgroups.services import attendance, meeting as services
from taskgroups.workspace.group_views import SHELL
from taskgroups.workspace.meeting_forms import InterestForm, NoteInterestForm, SettleInterestForm, WriteUpForm
from taskgroups.workspace.meeting_views import meeting_of


@workspace_view
def meeting_notes(request: WorkspaceRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """Write down who was at the meeting, and its notes."""
    found = meeting_of(request, uuid, meeting)
    authorise(request.user, "keep_notes", found)
    form = WriteUpForm(request.POST or None, instance=found, seats=seats(found))
    if form.is_valid():
        texts = {name: form.cleaned_data[name] for name in ("notes_cy", "notes_en", "based_on")}
        with refusals_in(form):
            services.write_up(
                meeting=found,
                states=form.states(),
                by=request.user,
                reason=Reason.MEETING_WRITTEN_UP,
                **texts,
            )
            return done(request, _("The notes were saved."), "workspace:meeting", uuid, meeting)
    context = {"group": found.group, "meeting": found}
    return form_page(request, "workspace/taskgroups/meeting_notes.html", form, {**SHELL, **context})


@workspace_view
def interest_declare(request: WorkspaceRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """Declare an interest of one's own."""
    found = meeting_of(request, uuid, meeting)
    authorise(request.user, "declare_interest", found)
    form = InterestForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            attendance.declare(meeting=found, by=request.user, reason=Reason.INTEREST_DECLARED, **form.values)
            return done(request, _("Your interest was declared."), "workspace:meeting", uuid, meeting)
    context = {"group": found.group, "meeting": found}
    return form_page(request, "workspace/taskgroups/interest_form.html", form, {**SHELL, **context})


@workspace_view
def interest_note(request: WorkspaceRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """Write down an interest that a member declared at the meeting."""
    found = meeting_of(request, uuid, meeting)
    authorise(request.user, "keep_notes", found)
    form = NoteInterestForm(request.POST or None, invited=found.invited())
    if form.is_valid():
        with refusals_in(form):
            attendance.note_interest(meeting=found, by=request.user, reason=Reason.INTEREST_WRITTEN_DOWN, **form.values)
            return done(request, _("The interest was written down."), "workspace:meeting", uuid, meeting)
    context = {"group": found.group, "meeting": found, "of_another": True}
    return form_page(request, "workspace/taskgroups/interest_form.html", form, {**SHELL, **context})


@workspace_view
def interest_settle(request: WorkspaceRequest, uuid: UUID, meeting: UUID, interest: UUID) -> HttpResponse:
    """Write down what was done about an interest."""
    found = meeting_of(request, uuid, meeting)
    authorise(request.user, "keep_notes", found)
    declared = get_object_or_404(Interest, meeting=found, uuid=interest)
    form = SettleInterestForm(request.POST or None, initial={"handling": declared.handling})
    if form.is_valid():
        with refusals_in(form):
            attendance.settle_interest(
                interest=declared, by=request.user, reason=Reason.INTEREST_SETTLED, **form.cleaned_data
            )
            return done(request, _("The interest was saved."), "workspace:meeting", uuid, meeting)
    context = {"group": found.group, "meeting": found, "interest": declared}
    return form_page(request, "workspace/taskgroups/interest_settle.html", form, {**SHELL, **context})


@workspace_view
def interest_edit(request: WorkspaceRequest, uuid: UUID, meeting: UUID, interest: UUID) -> HttpResponse:
    """Correct the words of an interest."""
    found, declared = _interest_to_change(request, uuid, meeting, interest)
    form = InterestForm(request.POST or None, instance=declared)
    if form.is_valid():
        with refusals_in(form):
            act = {"by": request.user, "reason": Reason.INTEREST_CORRECTED}
            attendance.revise_interest(interest=declared, **act, **form.cleaned_data)
            return done(request, _("The interest was saved."), "workspace:meeting", uuid, meeting)
    context = {"group": found.group, "meeting": found, "interest": declared}
    return form_page(request, "workspace/taskgroups/interest_form.html", form, {**SHELL, **context})


@workspace_view
def interest_remove(request: WorkspaceRequest, uuid: UUID, meeting: UUID, interest: UUID) -> HttpResponse:
    """Take out an interest that was declared by mistake, with the reason."""
    found, declared = _interest_to_change(request, uuid, meeting, interest)
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            attendance.remove_interest(interest=declared, by=request.user, **form.cleaned_data)
            return done(request, _("It was removed. Its history remains."), "workspace:meeting", uuid, meeting)
    context = {"group": found.group, "meeting": found, "interest": declared}
    return form_page(request, "workspace/taskgroups/interest_remove.html", form, {**SHELL, **context})


def _interest_to_change(
    request: WorkspaceRequest, uuid: UUID, meeting: UUID, interest: UUID
) -> tuple[Meeting, Interest]:
    found = meeting_of(request, uuid, meeting)
    declared = get_object_or_404(Interest, meeting=found, uuid=interest)
    authorise(request.user, "change", declared)
    return found, declared
