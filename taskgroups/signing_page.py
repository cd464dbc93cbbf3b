"""The page behind a signing link: one version of a position to read, and one answer to give. No account, no cookie."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.workspace import form_page, refusals_in
from people.limits import wrong_link_status
from taskgroups.models import LinkState, SigningLink
from taskgroups.quorum import needs_sign_off
from taskgroups.selectors import answer_through
from taskgroups.services.signing import answer_through_link
from taskgroups.services.signing_links import find, shows_text, takes_answer
from taskgroups.versions import position_at
from taskgroups.workspace.language_panels import rows_to_sign
from taskgroups.workspace.signing_forms import SignatoryForm

# The address itself is the secret: no other page learns it, not even from a click on this one.
_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


# Nothing that a browser sends by itself gives a right here, so there is nothing to forge: only who knows the address
# can answer. A CSRF token would need a cookie, and under "no-referrer" browsers withhold the origin it is checked with.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: HttpRequest, token: str) -> HttpResponse:
    """Show the version that the link is for and take the answer. Opening the page changes nothing; answering is a POST.

    The signed-in person, if any, plays no part.
    """
    response = _take(request, token) if request.method == "POST" else _show(request, find(token))
    for name, value in _HEADERS.items():
        response.headers[name] = value
    return response


def _take(request: HttpRequest, token: str) -> HttpResponse:
    form = SignatoryForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            answer_through_link(token=token, **form.cleaned_data)
            return redirect("signing", token)
    return _show(request, find(token), form)


def _show(request: HttpRequest, link: SigningLink | None, refused: SignatoryForm | None = None) -> HttpResponse:
    """The link as it stands now. An answer that was not recorded (`refused`) stays on the page, whatever page it is."""
    ok = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    context: dict[str, Any] = {"link": link, "unsaved": refused and refused.words}
    if link is None:
        return render(request, "signing/gone.html", context, status=wrong_link_status(request))
    if shows_text(link):
        context["version"] = position_at(link.position, link.position_version)
        if takes_answer(link):
            needed = needs_sign_off(link.position.group, link.organisation)
            form = refused or SignatoryForm(initial=link.signatory, needed=needed)
            context["language_rows"] = rows = rows_to_sign(link.position, link.position_version)
            context["late"] = any(row.standing.lags for row in rows)
            return form_page(request, "signing/answer.html", form, context)
        return render(request, "signing/stale.html", context, status=ok)
    if link.state == LinkState.ANSWERED and link.expires_at > timezone.now():
        return render(request, "signing/answered.html", {**context, "given": answer_through(link)}, status=ok)
    return render(request, "signing/gone.html", context, status=HTTPStatus.GONE)
