"""Addresses without a language."""

from django.urls import path

from cms.views import start

urlpatterns = [
    path("", start.start, name="start"),
    path("robots.txt", start.robots, name="robots"),
    path("sitemap.xml", start.sitemap, name="sitemap"),
]
