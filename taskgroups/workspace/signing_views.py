"""Asking people without an account to answer a position for their bodies."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.transitions import Refused
from core.verdicts import authorise, can, get_visible_or_404, visible_to
from core.workspace import WorkspaceRequest, done, form_page, refusals_in, workspace_view
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


@require_POST
@workspace_view
def signing_link_send_again(request: WorkspaceRequest, uuid: UUID, link: UUID) -> HttpResponse:
    """Send a new link for the present version; the old one leads nowhere from now on."""
    found = _link_of(request, uuid, link)
    try:
        services.send_again(link=found, by=request.user, reason=Reason.LINK_SENT_AGAIN)
    except Refused as refusal:
        return _told(request, refusal, uuid)
    return done(request, _("Sent again: %(email)s") % {"email": found.email}, "workspace:signing_links", uuid)


@require_POST
@workspace_view
def signing_link_withdraw(request: WorkspaceRequest, uuid: UUID, link: UUID) -> HttpResponse:
    """Withdraw a link that nobody has answered."""
    found = _link_of(request, uuid, link)
    try:
        services.withdraw(link=found, by=request.user, reason=Reason.LINK_WITHDRAWN)
    except Refused as refusal:
        return _told(request, refusal, uuid)
    return done(request, _("Withdrawn: %(email)s") % {"email": found.email}, "workspace:signing_links", uuid)


def _link_of(request: WorkspaceRequest, uuid: UUID, link: UUID) -> SigningLink:
    found = get_visible_or_404(request.user, SigningLink, uuid=link, position__uuid=uuid)
    authorise(request.user, "ask", found)
    return found


def _told(request: WorkspaceRequest, refusal: Refused, uuid: UUID) -> HttpResponse:
    for reason in refusal.reasons:
        messages.error(request, reason)
    return redirect("workspace:signing_links", uuid)
