"""The pages that an invitation leads to: sign in or make an account, see the group, join it; or decline."""

from http import HTTPStatus
from typing import cast

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy

from core.verdicts import can
from core.workspace import done
from frontdesk.kinds import LinkKind, Offer, Visit
from frontdesk.links import register
from frontdesk.pages import gone
from people.models import User
from people.services import accounts
from people.workspace.forms import AccountForm
from taskgroups import invitation_mail
from taskgroups.models import Invitation
from taskgroups.reasons import Reason
from taskgroups.services import invitation as services
from taskgroups.workspace.forms import DeclineInvitationForm

_PAGES = "workspace/invitations/"


def _joining(visit: Visit) -> Offer | HttpResponse:
    """Whoever holds the address may make the account it is bound to; only its owner, signed in, sees the group."""
    if closed := _closed(visit):
        return closed
    context = {"invitation": visit.link, "token": visit.token}
    if visit.request.user.is_authenticated:
        return Offer(visit.form(forms.Form), _join, f"{_PAGES}answer.html", context)
    if User.objects.filter(email=visit.link.email).exists():
        return render(visit.request, f"{_PAGES}sign_in.html", context)
    return Offer(visit.form(AccountForm), _make_account, f"{_PAGES}account.html", context)


def _declining(visit: Visit) -> Offer | HttpResponse:
    """Whoever holds the address may decline, with or without words."""
    context = {"invitation": visit.link, "token": visit.token}
    return _closed(visit) or Offer(visit.form(DeclineInvitationForm), _decline, f"{_PAGES}decline.html", context)


def _closed(visit: Visit) -> HttpResponse | None:
    """The page for an address that opens nothing, or nothing for the person who is signed in."""
    if visit.link is None:
        return gone(visit, f"{_PAGES}gone.html")
    if visit.request.user.is_authenticated and not services.is_for(visit.link, visit.request.user):
        return render(visit.request, f"{_PAGES}other_address.html", status=HTTPStatus.FORBIDDEN)
    return None


def _join(visit: Visit, form: forms.Form) -> HttpResponse:
    services.accept(token=visit.token, by=cast("User", visit.request.user), reason=Reason.INVITATION_ACCEPTED)
    return done(visit.request, _("You are in the group now."), "workspace:group", visit.link.group.uuid)


def _make_account(visit: Visit, form: AccountForm) -> HttpResponse:
    person = accounts.create_account(email=visit.link.email, **form.cleaned_data)
    login(visit.request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("invitation", visit.token)


def _decline(visit: Visit, form: DeclineInvitationForm) -> HttpResponse:
    person = cast("User", visit.request.user) if visit.request.user.is_authenticated else None
    words = form.cleaned_data["words"]
    services.decline(token=visit.token, by=person, words=words, reason=Reason.INVITATION_DECLINED)
    return render(visit.request, f"{_PAGES}declined.html")


register(
    LinkKind(
        model=Invitation,
        name="invitation",
        topic="invitation",
        about="group",
        asker="invited_by",
        related=("group__mission", "organisation", "invited_by"),
        allows=lambda invitation: not (invitation.group.ended or invitation.group.expired),
        may_change=lambda person, invitation: can(person, "manage_members", invitation.group),
        ended=gettext_lazy("This invitation was accepted, declined or withdrawn already."),
        send=services.send_invitation,
        letter=invitation_mail.letter,
        language=invitation_mail.language,
        sent=lambda: Reason.INVITATION_SENT,
        pages={"invitation": _joining, "invitation_decline": _declining},
    )
)
