"""Which addresses have a language."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import locale

LANGUAGE_NEUTRAL = ("/log/", "/api/", "/healthz", "/readyz")


class LocaleMiddleware(locale.LocaleMiddleware):
    """Django's own, but addresses that are the same in every language stay as they are.

    What is absent there is 404 (not a redirect to `/en/…`), and what is there does not vary by language.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave a language-neutral response alone."""
        if request.path_info.startswith(LANGUAGE_NEUTRAL):
            return response
        return super().process_response(request, response)
