"""The account: allauth's views at addresses with words in both languages, and a person's own settings."""

from allauth.account import views
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.utils.translation import gettext_lazy as _

from people.workspace import account_views


class Base36Converter(StringConverter):
    """The number of an account as the library writes it. It ends at the first hyphen; the key that follows has one."""

    regex = "[0-9a-z]+"


register_converter(Base36Converter, "base36")

urlpatterns = [
    path("", account_views.account, name="account"),
    path(_("language/"), account_views.account_language, name="account_language"),
    path(_("sign-in/"), views.login, name="account_login"),
    path(_("sign-out/"), views.logout, name="account_logout"),
    path(_("sign-up/"), views.signup, name="account_signup"),
    path(_("inactive/"), views.account_inactive, name="account_inactive"),
    path(_("reauthenticate/"), views.reauthenticate, name="account_reauthenticate"),
    path(_("confirm-email/"), views.email_verification_sent, name="account_email_verification_sent"),
    path(_("password/change/"), views.password_change, name="account_change_password"),
    path(_("password/set/"), views.password_set, name="account_set_password"),
    path(_("password/reset/"), views.password_reset, name="account_reset_password"),
    path(_("password/reset/sent/"), views.password_reset_done, name="account_reset_password_done"),
    path(
        _("password/reset/key/<base36:uidb36>-<key>/"),
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(_("password/reset/done/"), views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path(_("notifications/"), account_views.notifications, name="account_notifications"),
]
