"""How Wagtail serves editorial pages on the public site."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from wagtail import hooks
from wagtail.models import Page

from public.views.pages import FRESH


@hooks.register("on_serve_page")
def kept_for_a_moment(serve: Callable[..., Any]) -> Callable[..., Any]:
    """Editorial pages are cached and answered to conditional requests as every public page is."""

    def cached(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse:
        view = cache_control(public=True, max_age=FRESH)(lambda asked: serve(page, asked, args, kwargs))
        return conditional_page(view)(request)

    return cached
