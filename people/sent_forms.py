"""A form that is sent twice is carried out once, and both answers lead to the same place.

A double click, back and send again, a proxy that tries again, two windows: each sends the same form from the same
page. The first write of a request is preceded, in its transaction, by a row with the digest of the form; the database
lets no second one in. No view and no form does anything for it.
"""

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.sent_pages import ENVELOPE, page_of
from people.models import SentForm

REMEMBERED = timedelta(days=2)
_WRITE = re.compile(r'\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b(?!.{0,30}"django_session")', re.IGNORECASE)
_LOOKS, _PAUSE = 100, 0.05  # for the place that a first sending is about to lead to; seconds


class AlreadySent(Exception):
    """The same form was carried out meanwhile."""


def writes(sql: str) -> bool:
    """Return True if the statement changes a row, sessions apart."""
    return bool(_WRITE.match(sql))


class Sending:
    """One sending of a form: claims the form before the first write of the request."""

    def __init__(self) -> None:
        self.digest = ""
        self.claimed = self.lost = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.digest or self.claimed or not writes(sql):
            return execute(sql, params, many, context)
        self.claimed = True
        with transaction.atomic(savepoint=False):
            try:
                SentForm.objects.create(digest=self.digest)
            except IntegrityError:
                self.claimed, self.lost = False, True
                raise AlreadySent from None
            return execute(sql, params, many, context)


class SendOnce:
    """Middleware, the innermost one: answers a form that was carried out with the place that its answer led to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        sending = request.sending = Sending()  # type: ignore[attr-defined]
        with connection.execute_wrapper(sending):
            response = self.get_response(request)
        return _answer(request, sending, response) if sending.digest else response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        sending = getattr(request, "sending", None)
        if sending is None or page_of(request.POST) is None or _is_page_editor(request):
            return None
        if not request.user.is_authenticated:
            return None
        digest = digest_of(request)
        if place := _place_of(digest):
            return _lead_to(request, place)
        sending.digest = digest
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The second of two that raced has lost everything it wrote; `_answer` leads it after the first."""
        return redirect(request.get_full_path()) if isinstance(exception, AlreadySent) else None


def digest_of(request: HttpRequest) -> str:
    """The digest of a form by sender, page, address (in any language) and contents."""
    match = request.resolver_match
    assert match is not None  # noqa: S101 - a view was found
    lists = sorted((name, values) for name, values in request.POST.lists() if name not in ENVELOPE)
    sent = (
        request.user.pk,
        page_of(request.POST),
        match.view_name,
        sorted(match.kwargs.items()),
        lists,
        list(_files(request)),
    )
    return hashlib.sha256(repr(sent).encode()).hexdigest()


def _files(request: HttpRequest) -> Iterator[tuple[str, str, str]]:
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            contents = hashlib.sha256()
            for chunk in file.chunks():
                contents.update(chunk)
            file.seek(0)
            yield name, str(file.name), contents.hexdigest()


def _answer(request: HttpRequest, sending: Sending, response: HttpResponse) -> HttpResponse:
    """Remember where a form led, or lead a second sending there that was refused because the first was done."""
    own = SentForm.objects.filter(digest=sending.digest)
    place = response.url[:2000] if isinstance(response, HttpResponseRedirectBase) and not sending.lost else ""
    if sending.claimed and place:
        own.update(place=place)
    elif sending.claimed:
        own.delete()
    if sending.claimed or place:
        return response
    first = _place_of(sending.digest)
    return response if first is None else _lead_to(request, first or request.get_full_path())


def _place_of(digest: str) -> str | None:
    """Where the form led, once it is known: the first sending may be between its commit and its answer.

    None for a form that was not carried out; "" when its answer was never given.
    """
    for _look in range(_LOOKS):
        place = SentForm.objects.filter(digest=digest).values_list("place", flat=True).first()
        if place != "":
            return place
        time.sleep(_PAUSE)
    return ""


def _lead_to(request: HttpRequest, place: str) -> HttpResponse:
    messages.info(request, _("You sent this form twice. It was saved once."))
    return redirect(place)


def _is_page_editor(request: HttpRequest) -> bool:
    """Wagtail's forms save again and again from one page, and have a rule of their own."""
    return request.path.startswith(reverse("wagtailadmin_home"))


def forget() -> int:
    """Delete what need not be remembered any longer."""
    return SentForm.objects.filter(sent_at__lt=timezone.now() - REMEMBERED).delete()[0]
