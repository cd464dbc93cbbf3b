"""The e-mail that asks a signatory: a link and no confidential text, not even the name of a group."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from people.mail import write_to
from people.outbox import handles
from taskgroups.models import SigningLink
from taskgroups.services import signing_links


@handles(signing_links.SEND)
def send_signing_link(link: str) -> None:
    """Send the address, unless the link was answered or withdrawn in between.

    Sent twice after a failure, the second address works and the first does not.
    """
    found = SigningLink.objects.select_related("position", "asked_by").get(uuid=UUID(link))
    if found.is_open:
        token = signing_links.issue_token(found, _("Link sent"))
        write_to(found.email, found.language, partial(_letter, found, token))


def _letter(link: SigningLink, token: str) -> tuple[str, str]:
    address = settings.SITE_URL + reverse("signing", args=[token])
    return _("Your body's answer is asked for"), "\n\n".join(
        [
            _("You are asked to read a text of One Public Service Wales and to answer it for your body. Do it here:"),
            address,
            _("Asked by: %(name)s") % {"name": link.asked_by},
            _("You need no account. The link is for you alone: please do not pass it on."),
            _("It works once, until: %(time)s") % {"time": dates.date_time(link.expires_at)},
            _("If you did not expect it, do nothing."),
        ]
    )
