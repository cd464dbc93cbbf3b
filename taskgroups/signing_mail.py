"""The e-mail that asks a signatory: a link and no confidential text, not even the name of a group."""

from django.utils.translation import gettext as _

from core import dates
from taskgroups.models import SigningLink


def letter(link: SigningLink, address: str) -> tuple[str, str]:
    """Subject and text, with the address to answer at."""
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
