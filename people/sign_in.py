"""How people get accounts and where they land."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, override


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from administrators and invitations; each person lands in the language they prefer."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """My work in the person's language, unless they were on their way to a page."""
        with override(request.user.preferred_language or get_language()):  # type: ignore[union-attr]
            return reverse("workspace:home")

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponseBase:
        """Ask for the language first, where it is not known yet."""
        response = super().post_login(request, user, **details)
        if user.preferred_language or not isinstance(response, HttpResponseRedirect):
            return response
        return HttpResponseRedirect(f"{reverse('account_language')}?{urlencode({'next': response.url})}")
