"""The commitments of a group."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.verdicts import authorise, can
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from missions.workspace.forms import RemoveForm
from taskgroups.models import Commitment, TaskGroup
from taskgroups.reasons import Reason
from taskgroups.services import commitment as services
from taskgroups.workspace.commitment_forms import CommitmentForm, SettleForm
from taskgroups.workspace.group_views import SHELL, visible_group


@workspace_view
def group_commitments(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Who does what by when, and, for who may, the form to write down another commitment."""
    group = visible_group(request, uuid)
    if request.method == "POST":
        authorise(request.user, "change", group)
    form = CommitmentForm(request.POST or None, group=group, initial={"meeting": request.GET.get("meeting")})
    if form.is_valid():
        with refusals_in(form):
            services.commit(group=group, by=request.user, reason=Reason.COMMITMENT_WRITTEN_DOWN, **form.values)
            return done(request, _("The commitment was written down."), "workspace:group_commitments", uuid)
    context = {
        "group": group,
        "commitments": group.commitments.select_related("organisation", "meeting"),
        "may_change": can(request.user, "change", group),
    }
    return form_page(request, "workspace/taskgroups/commitments.html", form, {**SHELL, **context})


@workspace_view
def commitment_settle(request: WorkspaceRequest, uuid: UUID, commitment: UUID) -> HttpResponse:
    """Say how a commitment stands."""
    group, found = _commitment_to_change(request, uuid, commitment)
    form = SettleForm(request.POST or None, initial={"state": found.state, "note": found.note})
    if form.is_valid():
        with refusals_in(form):
            services.settle(
                commitment=found,
                by=request.user,
                reason=Reason.STATE_OF_THE_COMMITMENT_CHANGED,
                **form.cleaned_data,
            )
            return done(request, _("The commitment was saved."), "workspace:group_commitments", uuid)
    context = {"group": group, "commitment": found}
    return form_page(request, "workspace/taskgroups/commitment_settle.html", form, {**SHELL, **context})


@workspace_view
def commitment_edit(request: WorkspaceRequest, uuid: UUID, commitment: UUID) -> HttpResponse:
    """Correct who does what by when."""
    group, found = _commitment_to_change(request, uuid, commitment)
    form = CommitmentForm(request.POST or None, group=group, instance=found)
    if form.is_valid():
        with refusals_in(form):
            services.revise(commitment=found, by=request.user, reason=Reason.COMMITMENT_CORRECTED, **form.cleaned_data)
            return done(request, _("The commitment was saved."), "workspace:group_commitments", uuid)
    context = {"group": group, "commitment": found}
    return form_page(request, "workspace/taskgroups/commitment_form.html", form, {**SHELL, **context})


@workspace_view
def commitment_remove(request: WorkspaceRequest, uuid: UUID, commitment: UUID) -> HttpResponse:
    """Take out a commitment that nobody made, with the reason."""
    group, found = _commitment_to_change(request, uuid, commitment)
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            services.remove(commitment=found, by=request.user, **form.cleaned_data)
            return done(request, _("It was removed. Its history remains."), "workspace:group_commitments", uuid)
    context = {"group": group, "commitment": found}
    return form_page(request, "workspace/taskgroups/commitment_remove.html", form, {**SHELL, **context})


def _commitment_to_change(request: WorkspaceRequest, uuid: UUID, commitment: UUID) -> tuple[TaskGroup, Commitment]:
    group = visible_group(request, uuid)
    authorise(request.user, "change", group)
    return group, get_object_or_404(Commitment, group=group, uuid=commitment)
