"""The way into the Wagtail admin: the same sign-in as everywhere, and the person's own language."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from people.grants import sync_editorial_groups

PREFIX = "/cms-admin/"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


def sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the account sign-in; tell who is signed in that this place is not theirs."""
    if request.user.is_authenticated:
        list(messages.get_messages(request))  # Wagtail has left the same words for the next page
        raise PermissionDenied(_("The page editor is for the communications team."))
    return redirect_to_login(request.GET.get("next") or PREFIX, login_url=reverse("account_login"))


def absent(request: HttpRequest) -> HttpResponse:
    """Wagtail has an address that fails on purpose, to show its error page."""
    raise Http404


class AdminDoor:
    """In the Wagtail admin, words are in the person's preferred language unless they chose one there.

    A role that has begun or ended since the last look counts from now on: Wagtail knows groups, not dates.

    Its choosers use inline script and style, so it has a policy of its own; everything still comes from this site.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        if request.user.is_authenticated:
            sync_editorial_groups(request.user)
        language = getattr(request.user, "preferred_language", "") or translation.get_language()
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response
