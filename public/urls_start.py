"""Addresses without a language."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from public.sitemaps import PublicSitemap
from public.views import start
from public.views.pages import FRESH

urlpatterns = [
    path("", start.start, name="start"),
    path("robots.txt", start.robots, name="robots"),
    path(
        "sitemap.xml",
        require_safe(cache_control(public=True, max_age=FRESH)(sitemap)),
        {"sitemaps": {"public": PublicSitemap}},
        name="sitemap",
    ),
]
