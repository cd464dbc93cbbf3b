"""The addresses that have no language: the start, and what crawlers ask for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from core.bilingual import LANGUAGES
from public.views.pages import FRESH
from publication.published.addresses import address

_DAY = 86_400


@require_safe
@vary_on_headers("Accept-Language")
@cache_control(public=True, max_age=FRESH)
def start(request: HttpRequest) -> HttpResponse:
    """The reader's own language if it is one of ours, else the choice, Cymraeg first."""
    for wanted, _weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower()):
        language = wanted.split("-")[0]
        if language in LANGUAGES:
            return HttpResponseRedirect(address("home", language=language))
    return render(request, "public/start.html", {"home": {code: address("home", language=code) for code in LANGUAGES}})


@require_safe
@cache_control(public=True, max_age=_DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be indexed; the wall is elsewhere."""
    lines = ["User-agent: *", "Allow: /", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
