"""The invitations into a group, for those who run it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.verdicts import authorise
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from frontdesk.buttons import link_buttons
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


invitation_send_again, invitation_withdraw = link_buttons(
    _invitation_of,
    "workspace:group_invitations",
    sent_again=Reason.INVITATION_SENT_AGAIN,
    withdrawn=Reason.INVITATION_WITHDRAWN,
)
