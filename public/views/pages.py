"""What every public page has in common, and the home page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe
from django.views.generic import TemplateView

from cms.mission_pages import live_home_page
from core.bilingual import current_language

# A page may be this many seconds old: a new version is provable within ten.
FRESH = 10


# Compressing is safe here: no public page holds a secret. What only reads needs no token: it answers 405 to a POST.
@method_decorator(
    [csrf_exempt, require_safe, gzip_page, conditional_page, cache_control(public=True, max_age=FRESH)], name="dispatch"
)
class PublicPage(TemplateView):
    """A page for everyone: it reads, sets no cookie, and any cache may keep it for a moment.

    `section` is the part of the site it belongs to.
    """

    section = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"section": self.section, "canonical": self._canonical(**kwargs), **kwargs}
        return super().get_context_data(**context)

    def _canonical(self, page: Any = None, narrowed: bool = False, **kwargs: Any) -> str:
        """The one address of what the page shows. Pages of a list have their own; what narrows a list is left out."""
        number = 1 if narrowed else getattr(page, "number", 1)
        return self.request.path + (f"?page={number}" if number > 1 else "")


class Home(PublicPage):
    """The home page of this language, as the communications team wrote it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = live_home_page(current_language())
        if page is None:
            raise Http404
        return page.serve(request)
