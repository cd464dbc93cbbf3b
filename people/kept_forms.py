"""What was typed in a form survives a session that is over: after signing in, the form comes back filled.

The contents are kept for an hour, sealed with a key that only the sender's browser holds (a cookie) and bound to the
person for whom the page was made. Anybody else who signs in at the same browser is never shown them. Files and
passwords are not kept. Decided in docs/decisions/0022.
"""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect, render
from django.urls import ResolverMatch, reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.sent_pages import ENVELOPE, owner_in, page_of, shelf_of, shown_again
from core.tokens import new_token, token_digest
from people.models import KeptForm
from people.sent_forms import writes

KEPT = timedelta(hours=1)
LARGEST = 1_000_000  # bytes of a form
MOST = 10  # forms of one person at once
COOKIE = "opsw_kept"
SAVED = "opsw_saved"  # tells static/opsw/keep.js which page's text was accepted
EMPTY = "empty"  # in the query of a page: show its form as it is without what was kept


class WroteWhileShown(Exception):
    """A view wrote something while it was to show a form again."""


class KeepForms:
    """Middleware: keeps a form that is answered with sign-in, and shows it again to its sender afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            return _after_post(request, self.get_response(request))
        if COOKIE not in request.COOKIES:
            return self.get_response(request)
        before = shown_again.set(False)
        try:
            with connection.execute_wrapper(_nothing_is_written):
                response = self.get_response(request)
        finally:
            shown_again.reset(before)
        if response.status_code == 405 and request.user.is_authenticated:
            return _back_to_where_it_was_sent_from(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Fill the form of the page with what its sender typed before. The request stays a GET: nothing is done."""
        if request.method != "GET" or COOKIE not in request.COOKIES or EMPTY in request.GET:
            return
        if not request.user.is_authenticated:
            return
        kept = find(request)
        if kept is None:
            return
        shown_again.set(True)
        request.POST = QueryDict(kept["typed"])
        names = kept["files"]
        request._files = MultiValueDict({name: [SimpleUploadedFile(names[name], b"")] for name in names})  # type: ignore[attr-defined]
        request.kept_form = {"kept_at": kept["kept_at"], "empty": f"{request.path}?{EMPTY}"}  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return redirect(f"{request.path}?{EMPTY}") if isinstance(exception, WroteWhileShown) else None


def _nothing_is_written(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if shown_again.get() and writes(sql):
        raise WroteWhileShown
    return execute(sql, params, many, context)


def _after_post(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if not isinstance(response, HttpResponseRedirectBase) or getattr(request, "kept", False):
        return response
    if urlsplit(response.url).path == reverse("account_login"):
        keep(request, response)
        return response
    if COOKIE in request.COOKIES and request.user.is_authenticated:
        _rows(request).filter(owner=shelf_of(request.user)["owner"]).delete()
    if page := page_of(request.POST):
        response.set_cookie(SAVED, page, max_age=600, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
    return response


def keep(request: HttpRequest, response: HttpResponse) -> bool:
    """Keep what was typed, for whom the page was made alone; return False when that is not certain, or too much."""
    owner, match = owner_in(request.POST), request.resolver_match
    if owner is None or match is None or any("password" in name for name in request.POST):
        return False
    if request.user.is_authenticated and shelf_of(request.user)["owner"] != owner:
        return False
    typed = request.POST.copy()
    for name in ENVELOPE:
        typed.pop(name, None)
    came_from = urlsplit(request.headers.get("Referer", "")).path
    files = {name: str(request.FILES[name].name) for name in request.FILES}  # type: ignore[union-attr]
    contents = json.dumps({"typed": typed.urlencode(), "files": files, "came_from": came_from}).encode()
    if len(contents) > LARGEST:
        return False
    key = request.COOKIES.get(COOKIE) or new_token()
    KeptForm.objects.update_or_create(
        digest=token_digest(key),
        page=_page(match),
        defaults={"owner": owner, "sealed": _seal(key).encrypt(contents), "kept_at": timezone.now()},
    )
    surplus = KeptForm.objects.filter(owner=owner).order_by("-kept_at").values_list("pk", flat=True)[MOST:]
    KeptForm.objects.filter(pk__in=list(surplus)).delete()
    response.set_cookie(
        COOKIE,
        key,
        max_age=int(KEPT.total_seconds()),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    request.kept = True  # type: ignore[attr-defined]
    if not request.user.is_authenticated:
        messages.info(
            request, _("You were signed out. What you typed is kept for one hour: sign in to go on where you were.")
        )
    return True


def find(request: HttpRequest) -> dict[str, Any] | None:
    """What this person typed in the form of this page before they were signed out."""
    row = _rows(request).filter(owner=shelf_of(request.user)["owner"], kept_at__gt=timezone.now() - KEPT).first()
    if row is None:
        return None
    try:
        return {**json.loads(_seal(request.COOKIES[COOKIE]).decrypt(bytes(row.sealed))), "kept_at": row.kept_at}
    except InvalidToken:  # the site's secret key has changed
        return None


def _rows(request: HttpRequest) -> Any:
    page = _page(request.resolver_match) if request.resolver_match else ""
    return KeptForm.objects.filter(digest=token_digest(request.COOKIES.get(COOKIE, "")), page=page)


def _page(match: ResolverMatch) -> str:
    """A page, whichever language its address is in."""
    return f"{match.view_name} {sorted(match.kwargs.items())}"[:400]


def _seal(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac("opsw.kept-form", key, algorithm="sha256").digest()))


def _back_to_where_it_was_sent_from(request: HttpRequest) -> HttpResponse:
    """A button whose address is no page: the page that it stands on, and that it has to be pressed again."""
    came_from = (find(request) or {}).get("came_from", "")
    messages.info(request, _("You were signed out, so nothing was changed. Press the button again."))
    return redirect(came_from if url_has_allowed_host_and_scheme(came_from, None) else "workspace:home")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is of an earlier sign-in comes back filled to whom it was made for; others get the reason."""
    again = redirect(request.get_full_path())
    if keep(request, again):
        return again
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def forget() -> int:
    """Delete what is kept no longer."""
    return KeptForm.objects.filter(kept_at__lt=timezone.now() - KEPT).delete()[0]
