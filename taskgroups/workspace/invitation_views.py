"""The invitations into a group, for those who run it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.transitions import Refused
from core.verdicts import authorise
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from taskgroups.models import Invitation
from taskgroups.reasons import Reason
from taskgroups.services import invitation as services
from taskgroups.workspace.forms import InvitationForm
from taskgroups.workspace.group_views import SHELL, visible_group


@workspace_view
def group_invitations(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Who was invited and where each invitation stands, and the form to invite somebody."""
    group = visible_group(request, uuid)
    authorise(request.user, "manage_members", group)
    form = InvitationForm(request.POST or None, group=group)
    if form.is_valid():
        with refusals_in(form):
            made = services.invite(group=group, by=request.user, reason=Reason.PERSON_INVITED, **form.cleaned_data)
            return done(request, _("Invited: %(email)s") % {"email": made.email}, "workspace:group_invitations", uuid)
    context = {"group": group, "invitations": group.invitations.select_related("organisation")}
    return form_page(request, "workspace/taskgroups/invitations.html", form, {**SHELL, **context})


def _invitation_of(request: WorkspaceRequest, uuid: UUID, invitation: UUID) -> Invitation:
    group = visible_group(request, uuid)
    authorise(request.user, "manage_members", group)
    return get_object_or_404(Invitation, group=group, uuid=invitation)


@require_POST
@workspace_view
def invitation_send_again(request: WorkspaceRequest, uuid: UUID, invitation: UUID) -> HttpResponse:
    """Send a new address; the old one leads nowhere from now on."""
    found = _invitation_of(request, uuid, invitation)
    try:
        services.send_again(invitation=found, by=request.user, reason=Reason.INVITATION_SENT_AGAIN)
    except Refused as refusal:
        return _told(request, refusal, uuid)
    return done(request, _("Sent again: %(email)s") % {"email": found.email}, "workspace:group_invitations", uuid)


@require_POST
@workspace_view
def invitation_withdraw(request: WorkspaceRequest, uuid: UUID, invitation: UUID) -> HttpResponse:
    """Withdraw an invitation that nobody has accepted."""
    found = _invitation_of(request, uuid, invitation)
    try:
        services.withdraw(invitation=found, by=request.user, reason=Reason.INVITATION_WITHDRAWN)
    except Refused as refusal:
        return _told(request, refusal, uuid)
    return done(request, _("Withdrawn: %(email)s") % {"email": found.email}, "workspace:group_invitations", uuid)


def _told(request: WorkspaceRequest, refusal: Refused, uuid: UUID) -> HttpResponse:
    for reason in refusal.reasons:
        messages.error(request, reason)
    return redirect("workspace:group_invitations", uuid)
