"""What a request may be: refused before anything reads it, so that no input costs memory or ends in a server error."""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import parse_header_parameters

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_CHARSETS = ("", "utf-8", "utf8", "us-ascii", "ascii")
# Where nobody has signed in: a sign-in form, or the answer of an organisation with two long texts behind a secret link.
ANONYMOUS_BYTES = 100_000
ANSWER_BYTES = 3_000_000
# Long texts in both languages, or a file that somebody attaches; images and documents of editorial pages.
SIGNED_IN_BYTES = 12_000_000
EDITORIAL_BYTES = 30_000_000
_NOTHING_OF_THE_DEVICE = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
# Fetch standard, "CORS protocol": pages of any site may read the log and the open data; a 304 and an error say so, too.
_FOR_EVERYONE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Accept",
    "Access-Control-Expose-Headers": "ETag, Link",
}
_ANSWERS = re.compile(r"^/(en/answer|cy/ateb)/")


class Request(WSGIRequest):
    """A request is read as UTF-8 whatever it names: "base64" decodes no text. `refuse_malformed` answers the others."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):
            self.content_type, self.content_params = "", {"charset": "unknown"}


def refuse_malformed(get_response: GetResponse) -> GetResponse:
    """Answer 400 to what no browser sends: a NUL in the address, or a form in another character set than UTF-8."""

    def refuse(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A NUL in the address")
        if (request.content_params or {}).get("charset", "").lower() not in _CHARSETS:
            raise BadRequest("A character set that is not UTF-8")
        return get_response(request)

    return refuse


class LimitBodies:
    """Answer 413 to a body longer than its sender may send to its address. Stands after authentication."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            raise BadRequest("A length that is no number")
        if int(length) > ANONYMOUS_BYTES and int(length) > self._limit(request):
            return render(request, "413.html", status=413)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Wagtail's choosers take whatever stands in the address for a key: what is none leads nowhere. Nor does what
        its pages ask of the parent of the first page, which has none."""
        in_wagtail = request.path_info.startswith("/cms-admin/")
        if in_wagtail and (_is_no_key(error) or _has_no_parent(error)):
            raise Http404 from error
        if isinstance(error, MultiValueDictKeyError) or (in_wagtail and _lacks_an_address(error)):
            raise BadRequest("A form that lacks a field") from error
        return None

    @staticmethod
    def _limit(request: HttpRequest) -> int:
        if request.user.is_authenticated:
            return EDITORIAL_BYTES if request.path_info.startswith("/cms-admin/") else SIGNED_IN_BYTES
        return ANSWER_BYTES if _ANSWERS.match(request.path_info) else ANONYMOUS_BYTES


def _is_no_key(error: Exception) -> bool:
    return isinstance(error, ValueError | OverflowError | TypeError) and any(
        words in str(error)
        for words in (
            "expected a number but got",
            "too large to convert",
            "is not a valid UUID",
            "invalid literal for int()",
        )
    )


def _lacks_an_address(error: Exception) -> bool:
    """Wagtail asks of the address in a link how it starts, whether or not the form has one."""
    return isinstance(error, AttributeError) and error.obj is None and error.name == "startswith"


def _has_no_parent(error: Exception) -> bool:
    asked = ("permissions_for_user", "get_translations")
    return isinstance(error, AttributeError) and error.obj is None and error.name in asked


def harden(get_response: GetResponse) -> GetResponse:
    """Say what pages may use of a device, nothing, and who may read or embed a response: all, if it is open data."""

    def add_headers(request: HttpRequest) -> HttpResponseBase:
        is_open = request.path_info.startswith(("/log/", "/api/"))
        response = _leave() if is_open and request.method == "OPTIONS" else get_response(request)
        for name, value in (_FOR_EVERYONE if is_open else {}).items():
            response.headers[name] = value
        response.headers.setdefault("Permissions-Policy", _NOTHING_OF_THE_DEVICE)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-origin")
        return _without_body(response) if request.method == "HEAD" else response

    return add_headers


def _leave() -> HttpResponse:
    return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """Keep the length that the body would have had (RFC 9110, 9.3.2)."""
    if isinstance(response, HttpResponse):
        length = str(len(response.content))
        response.content = b""
        response.headers.setdefault("Content-Length", length)
    return response
