"""The addresses that have no language: the start, and what crawlers ask for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from cms.addresses import address, record_alternates
from cms.mission_pages import updates
from cms.views.pages import FRESH
from core.bilingual import LANGUAGES
from decisions_log.published import selectors
from decisions_log.published.models import Kind

_DAY = 86_400
_LISTS = (
    *("home", "missions", "task_groups", "closing_reports", "decisions", "forward_plan", "reviews"),
    *("positions", "updates"),
    *("open_log", "verify", "open_data"),
)


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


@require_safe
@cache_control(public=True, max_age=FRESH)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in both languages."""
    pages = [{language: address(name, language=language) for language in LANGUAGES} for name in _LISTS]
    newest = selectors.latest_of(*Kind).defer("content")
    pages += [record_alternates(version.record) for version in newest]
    context = {"pages": pages, "updates": _updates()}
    return render(request, "public/sitemap.xml", context, content_type="application/xml")


def _updates() -> list[str]:
    """Addresses of the progress updates, each language's own."""
    return [page.url for language in LANGUAGES for page in updates(language=language)]
