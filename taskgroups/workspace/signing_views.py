"""Asking people without an account to answer a position for their bodies."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from core.verdicts import authorise, can, get_visible_or_404, visible_to
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
from frontdesk.buttons import link_buttons
from taskgroups.models import ChallengePosition, SigningLink
from taskgroups.reasons import Reason
from taskgroups.selectors import bodies_to_ask
from taskgroups.services import signing_links as services
from taskgroups.workspace.group_views import SHELL
from taskgroups.workspace.signing_forms import AskSignatoryForm


@workspace_view
def signing_links(request: WorkspaceRequest, uuid: UUID) -> HttpResponse:
    """Who was asked, where each link stands, and the form to ask somebody; for who may ask, or sees a link."""
    position = get_visible_or_404(request.user, ChallengePosition, uuid=uuid)
    links = visible_to(request.user, SigningLink).filter(position=position)
    if request.method == "POST" or not links.exists():
        authorise(request.user, "sign", position)
    form = AskSignatoryForm(request.POST or None, bodies=bodies_to_ask(request.user, position.group))
    if form.is_valid():
        with refusals_in(form):
            services.ask(position=position, by=request.user, reason=Reason.SIGNATORY_ASKED, **form.cleaned_data)
            return done(request, _("The link is on its way."), "workspace:signing_links", uuid)
    context = {
        "position": position,
        "links": links.select_related("position", "organisation", "asked_by"),
        "may_ask": can(request.user, "sign", position),
    }
    return form_page(request, "workspace/positions/signatories.html", form, {**SHELL, **context})


def _link_of(request: WorkspaceRequest, uuid: UUID, link: UUID) -> SigningLink:
    found = get_visible_or_404(request.user, SigningLink, uuid=link, position__uuid=uuid)
    authorise(request.user, "ask", found)
    return found


signing_link_send_again, signing_link_withdraw = link_buttons(
    _link_of, "workspace:signing_links", sent_again=Reason.LINK_SENT_AGAIN, withdrawn=Reason.LINK_WITHDRAWN
)
