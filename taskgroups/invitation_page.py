"""The page that an invitation leads to: sign in or make an account, see the group, join it."""

from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from core.transitions import Refused
from core.workspace import WorkspaceRequest, done, form_page, refusals_in
from people.limits import wrong_link_status
from people.models import User
from people.services import accounts
from people.workspace.forms import AccountForm
from taskgroups.models import Invitation
from taskgroups.reasons import Reason
from taskgroups.services import invitation as services
from taskgroups.workspace.invitation_forms import DeclineInvitationForm

_PAGES = "workspace/invitations/"


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the address may make the account it is bound to; only its owner, signed in, sees the group."""
    found = services.find_usable(token)
    if found is None:
        return render(request, f"{_PAGES}gone.html", status=wrong_link_status(request))
    if not request.user.is_authenticated:
        if User.objects.filter(email=found.email).exists():
            return render(request, f"{_PAGES}sign_in.html", {"invitation": found, "token": token})
        return _make_account(request, found, token)
    if not services.is_for(found, request.user):
        return render(request, f"{_PAGES}other_address.html", status=HTTPStatus.FORBIDDEN)
    return _answer(cast(WorkspaceRequest, request), found, token)


@never_cache
def invitation_decline(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the address may decline, with or without words; opening the page changes nothing."""
    found = services.find_usable(token)
    if found is None:
        return render(request, f"{_PAGES}gone.html", status=wrong_link_status(request))
    person = cast("User", request.user) if request.user.is_authenticated else None
    if person is not None and not services.is_for(found, person):
        return render(request, f"{_PAGES}other_address.html", status=HTTPStatus.FORBIDDEN)
    form = DeclineInvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            services.decline(
                token=token, by=person, words=form.cleaned_data["words"], reason=Reason.INVITATION_DECLINED
            )
            return render(request, f"{_PAGES}declined.html")
    return form_page(request, f"{_PAGES}decline.html", form, {"invitation": found, "token": token})


def _make_account(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            person = accounts.create_account(email=found.email, **form.cleaned_data)
            login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("invitation", token)
    return form_page(request, f"{_PAGES}account.html", form, {"invitation": found, "token": token})


def _answer(request: WorkspaceRequest, found: Invitation, token: str) -> HttpResponse:
    problems: list[str] = []
    if request.method == "POST":
        try:
            services.accept(token=token, by=request.user, reason=Reason.INVITATION_ACCEPTED)
            return done(request, _("You are in the group now."), "workspace:group", found.group.uuid)
        except Refused as refusal:
            problems = refusal.reasons
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(
        request, f"{_PAGES}answer.html", {"invitation": found, "token": token, "problems": problems}, status=status
    )
