"""The pages behind secret links: a GET uses nothing up, a POST takes the answer, and nobody guesses on and on."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.client_address import client_network
from core.workspace import form_page, refusals_in
from frontdesk.kinds import Offer, Visit
from frontdesk.links import KINDS, find
from frontdesk.secret_link import SecretLink
from people.limits import Limit, take

WRONG_LINKS = Limit("wrong link", 30, timedelta(minutes=10))
# The address itself is the secret: no other page learns it, not even from a click on this one.
_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


def link_page(model: type[SecretLink], name: str) -> Callable[..., HttpResponse]:
    """Return the view of the page `name` of the links of `model`. Opening it changes nothing; answering is a POST."""
    kind = KINDS[model]

    @never_cache
    @sensitive_post_parameters("password")
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, token: str) -> HttpResponse:
        response = _answer(model, kind.pages[name], Visit(request, token, find(model, token)))
        for header, value in _HEADERS.items() if kind.ignores_sessions else ():
            response.headers[header] = value
        return response

    # Where nothing that a browser sends by itself gives a right, there is nothing to forge: only who knows the address
    # can answer. A CSRF token would need a cookie, and under "no-referrer" browsers withhold the origin it is checked
    # with.
    return csrf_exempt(view) if kind.ignores_sessions else view


def _answer(model: type[SecretLink], page: Callable[[Visit], Offer | HttpResponse], visit: Visit) -> HttpResponse:
    """Take what was sent, or show the page as the link is now, with the form that was refused."""
    shown = page(visit)
    if visit.request.method == "POST" and isinstance(shown, Offer):
        if shown.form.is_valid():
            with refusals_in(shown.form):
                return shown.take(visit, shown.form)
        visit.refused, visit.link = shown.form, find(model, visit.token)
        shown = page(visit)
    if isinstance(shown, Offer):
        return form_page(visit.request, shown.template, shown.form, shown.context)
    return shown


def gone(visit: Visit, template: str, context: dict[str, Any] | None = None) -> HttpResponse:
    """The page of a link that no longer works (410), or of an address that opens none: 404, or 429 for who guesses on.

    A right address works all the same: one who guesses cannot shut it for others on the same network.
    """
    status = HTTPStatus.GONE
    if visit.link is None:
        right = take(WRONG_LINKS, client_network(visit.request))
        status = HTTPStatus.NOT_FOUND if right else HTTPStatus.TOO_MANY_REQUESTS
    return render(visit.request, template, context, status=status)
