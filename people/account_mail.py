"""E-mails about one's account."""

from functools import partial

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from people.limits import RESET_MAILS, take
from people.mail import write_to
from people.models import User
from people.outbox import enqueue, handles

RESET = "password_reset"


@transaction.atomic
def send_reset_link(person: User) -> None:
    """Send a link to choose a new password, after commit, if the account is open.

    Somebody else who asks again and again cannot fill the mailbox; the links that have been sent go on working.
    """
    if person.may_sign_in and take(RESET_MAILS, person.pk):
        enqueue(RESET, person=str(person.pk))


@handles(RESET)
def send_reset(person: str) -> None:
    """Make the key when the e-mail is written, so that it is in no row that waits to be sent."""
    found = User.objects.get(pk=int(person))
    if found.may_sign_in:
        key = default_token_generator.make_token(found)
        write_to(found.email, found.preferred_language, partial(_letter, user_pk_to_url_str(found), key))


def _letter(uidb36: str, key: str) -> tuple[str, str]:
    link = settings.SITE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": key})
    parts = [
        _("Somebody, probably you, asked to choose a new password for your account. This address does it once:"),
        link,
        _("If it was not you, do nothing: your password stays as it is."),
        f"OPSW\n{settings.SITE_URL}",
    ]
    return _("Choose a new password for One Public Service Wales"), "\n\n".join(parts)
