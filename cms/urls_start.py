"""Addresses without a language."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.sitemaps import PublicSitemap
from cms.views import start
from cms.views.pages import FRESH

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
