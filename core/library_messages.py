"""Sentences of django-allauth that its own catalogue does not have in Welsh.

They stand here so that they are collected into our catalogue, which is asked first; nothing imports them.
"""

from django.utils.translation import gettext_noop as _

ALLAUTH = (
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
