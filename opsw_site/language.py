"""Which addresses have a language."""

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware import locale
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language_from_path, override

from core.bilingual import other_language

LANGUAGE_NEUTRAL = ("/log/", "/api/", "/healthz", "/readyz")


class LocaleMiddleware(locale.LocaleMiddleware):
    """Django's own, but addresses that are the same in every language stay as they are.

    What is absent there is 404 (not a redirect to `/en/…`), and what is there does not vary by language.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave a language-neutral response alone."""
        if request.path_info.startswith(LANGUAGE_NEUTRAL):
            return response
        if response.status_code == 404 and request.method in ("GET", "HEAD") and (address := _in_its_words(request)):
            return HttpResponsePermanentRedirect(address)
        return super().process_response(request, response)


def _in_its_words(request: HttpRequest) -> str:
    """Return the address in the words of its language when it was written in those of the other one, else ""."""
    language = get_language_from_path(request.path_info)
    if language is None:
        return ""
    other = other_language(language)
    try:
        with override(other):
            match = resolve(request.path_info.replace(f"/{language}/", f"/{other}/", 1))
    except Resolver404:
        return ""
    if not match.namespaces:  # Wagtail's own address takes everything
        return ""
    with override(language):
        address = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    if address == request.path_info:
        return ""
    asked = request.META.get("QUERY_STRING", "")
    return f"{address}?{asked}" if asked else address
