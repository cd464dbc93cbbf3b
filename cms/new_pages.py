"""One form makes one page: a new page that is saved twice is made once, and the second saving changes it.

Wagtail saves a new page by itself half a second after a key; until its script has heard that the page exists, the
button still asks for a new one. Without this rule that met "The page could not be created" on the taken address.
"""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.sent_pages import page_of
from people.models import SentForm
from people.sent_forms import digest_of

_BY_HAND = "#saved"  # ends the place of a page that was saved by a button, and not by the editor's script alone


class OnePageOfAForm:
    """Middleware around the view of the Wagtail admin that makes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if request.method != "POST" or match is None or match.view_name != "wagtailadmin_pages:add":
            return None
        if page_of(request.POST) is None or not request.user.is_authenticated:
            return None
        by_hand = request.accepts("text/html")
        sent = SentForm.objects.filter(digest=digest_of(request)).first()
        if by_hand and sent is not None and sent.place:
            return redirect(sent.place)
        made, response = _make(request, view, args, kwargs)
        if response is None:
            response = _change(request, made, by_hand)
        if by_hand and isinstance(response, HttpResponseRedirectBase):
            SentForm.objects.update_or_create(digest=digest_of(request), defaults={"place": response.url[:2000]})
            SentForm.objects.filter(digest=made.digest).update(place=made.place.removesuffix(_BY_HAND) + _BY_HAND)
        return response


def _make(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> tuple[SentForm, HttpResponse | None]:
    """Make the page, unless the form has made it; another saving of the form waits until it is decided."""
    with transaction.atomic():
        made, _first = SentForm.objects.select_for_update().get_or_create(digest=_digest(request))
        if made.place:
            return made, None
        response = view(request, *args, **kwargs)
        page: Page | None = getattr(request, "new_page", None)
        if page is None:
            made.delete()
            return made, response
        made.place = reverse("wagtailadmin_pages:edit", args=[page.pk])
        made.save()
        return made, response


def _change(request: HttpRequest, made: SentForm, by_hand: bool) -> HttpResponse:
    """Save the form over the page that it made. What the script sent late is older than what the button saved."""
    if not by_hand and made.place.endswith(_BY_HAND):
        late = {"success": False, "error_code": "invalid_revision", "error_message": _("The page was saved meanwhile.")}
        return JsonResponse(late, status=400)
    found = resolve(urlsplit(made.place).path)
    return found.func(request, *found.args, **found.kwargs)


def _digest(request: HttpRequest) -> str:
    """The digest of a form by sender, page and address, whatever is in it."""
    match = request.resolver_match
    assert match is not None  # noqa: S101 - a view was found
    sent = ("new page", request.user.pk, page_of(request.POST), sorted(match.kwargs.items()), match.args)
    return hashlib.sha256(repr(sent).encode()).hexdigest()
