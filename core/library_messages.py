"""Sentences of Django and django-allauth that have no Welsh, or poor Welsh, in the libraries' own catalogues.

They stand here so that they are collected into our catalogue, which is asked first; nothing imports them.
"""

from django.utils.translation import gettext_noop as _, ngettext_lazy

DJANGO = (
    _("This field is required."),
    _("Enter a valid date."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s."),
    _("Null characters are not allowed."),
    _("This password is too common."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        12,
    ),
)

ALLAUTH = (
    _("Email"),
    _("Password"),
    _("Password (again)"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("The email address and/or password you specified are not correct."),
    _("Too many failed login attempts. Try again later."),
    _("This account is currently inactive."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("You must type the same password each time."),
    _("The password reset token was invalid."),
    _("The new value must be different from the current one."),
    _("Be patient, you are sending too many requests."),
    _("Confirm Access"),
    _("Enter your password:"),
    _("Confirm"),
    _("Sign Up Closed"),
    _("We are sorry, but the sign up is currently closed."),
    _("Account Inactive"),
    _("This account is inactive."),
)
