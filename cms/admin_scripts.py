"""Words of the page editor's scripts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

# Of two catalogues Django takes for each string the translation that comes later in the alphabet, so Wagtail's is left
# out: ours holds every string. `cms` has none in its package, which leaves those of LOCALE_PATHS.
_words = JavaScriptCatalog.as_view(packages=["cms"])


@never_cache
def words(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Return the strings that Wagtail's scripts show, in the language the person chose for the page editor."""
    return get_localized_response(_words, request, *args, **kwargs)
