"""How people sign in, who may, and where they land."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend as LibraryBackend
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, override

from core.client_address import client_address, client_network
from people.limits import PASSWORDS, forget, give_back, take
from people.models import User


class AuthenticationBackend(LibraryBackend):
    """A person signs in by the one address of their account, in any spelling, while the account is open."""

    def _authenticate_by_email(self, email: str, password: str) -> Any:
        """The library also asks its own list of addresses, which keeps those that a person has given up."""
        return self._check_password(User.objects.filter(email=email).first(), password)

    def user_can_authenticate(self, user: Any) -> bool:
        """Asked at sign-in and at every request of a session."""
        return user.may_sign_in


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from administrators and invitations; each person lands in the language they prefer."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a person who has just tried too many wrong passwords for this account from this address."""
        if not take(PASSWORDS, *self._who_tries(request, credentials)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        person = super().authenticate(request, **credentials)
        if person:
            give_back(PASSWORDS, *self._who_tries(request, credentials))
        return person

    @staticmethod
    def _who_tries(request: HttpRequest, credentials: dict[str, Any]) -> tuple[str, str]:
        return User.objects.normalize_email(credentials.get("email")), client_network(request)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """The library looks up an address that the account may have given up."""
        return self.authenticate(self.request, email=user.email, password=password) == user

    def set_password(self, user: Any, password: str) -> None:
        """Whoever has just chosen a new password may sign in with it, however often the old one was mistyped."""
        super().set_password(user, password)
        forget(PASSWORDS, user.email, client_network(self.request))

    def pre_login(self, request: HttpRequest, user: Any, **details: Any) -> Any:
        if not user.may_sign_in:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **details)

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
