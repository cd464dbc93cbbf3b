"""The public site's own addresses; Wagtail serves the editorial pages behind them."""

from django.urls import URLPattern

app_name = "public"
urlpatterns: list[URLPattern] = []
