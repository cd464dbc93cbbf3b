"""The library's forms of signing in and of passwords, with our addresses, limits and mails."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, UserTokenForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.email_addresses import EmailAddressFormField
from core.forms import GovukForm
from people.account_mail import send_reset_link
from people.limits import PASSWORDS, give_back, take
from people.models import User


class SignInForm(GovukForm, LoginForm):
    """An address in any spelling, and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _address_field(self.fields["login"])


class ForgottenPasswordForm(GovukForm, ResetPasswordForm):
    """An address to send a link to. What happens for an unknown one cannot be told from outside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _address_field(self.fields["email"])

    def clean_email(self) -> str:
        """The library would look an address up that an account has given up."""
        return self.cleaned_data["email"]

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = self.cleaned_data["email"]
        for person in User.objects.filter(email=email):
            send_reset_link(person)
        return email


class ResetKeyForm(UserTokenForm):
    """Whose password the key of a link is for. A key with characters that no key has is a wrong key."""

    def _get_user(self, uidb36: str | None) -> Any:
        return super()._get_user(uidb36) if uidb36 else None


class NewPasswordForm(GovukForm, ChangePasswordForm):
    """A change of password. Whoever found a session open cannot go on guessing the old one."""

    def clean_oldpassword(self) -> str:
        if not take(PASSWORDS, "change", self.user.pk):
            raise get_adapter().validation_error("too_many_login_attempts")
        typed = super().clean_oldpassword()
        give_back(PASSWORDS, "change", self.user.pk)
        return typed


def _address_field(library: Any) -> EmailAddressFormField:
    """The library's field with an address in any spelling."""
    return EmailAddressFormField(
        label=_("Email"), widget=library.widget, max_length=library.max_length, required=library.required
    )
