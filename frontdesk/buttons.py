"""The buttons beside a link in the workspace: send it again, withdraw it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from core.transitions import Refused
from core.workspace import WorkspaceRequest, done, workspace_view
from frontdesk.links import send_again, withdraw

View = Callable[..., HttpResponse]


def link_buttons(find: Callable[..., Any], listing: str, *, sent_again: str, withdrawn: str) -> tuple[View, View]:
    """Return the views that send a link again and that withdraw it, each with the reason that is recorded.

    `find` returns the link to who may change it; the page `listing` says what was done.
    """
    return (
        _button(find, listing, send_again, sent_again, _("Sent again: %(email)s")),
        _button(find, listing, withdraw, withdrawn, _("Withdrawn: %(email)s")),
    )


def _button(find: Callable[..., Any], listing: str, act: Callable[..., Any], reason: str, said: Promise) -> View:
    @require_POST
    @workspace_view
    def press(request: WorkspaceRequest, uuid: UUID, **names: UUID) -> HttpResponse:
        link = find(request, uuid, **names)
        try:
            act(link, by=request.user, reason=reason)
        except Refused as refusal:
            for problem in refusal.reasons:
                messages.error(request, problem)
            return redirect(listing, uuid)
        return done(request, said % {"email": link.email}, listing, uuid)

    return press
