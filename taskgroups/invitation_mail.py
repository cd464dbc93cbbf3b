"""The e-mail that invites somebody into a group: a link and no confidential text, not even the name of the group."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from people.mail import write_to
from people.models import User
from people.outbox import handles
from taskgroups.models import Invitation
from taskgroups.reasons import Reason
from taskgroups.services import invitation as invitations


@handles(invitations.SEND)
def send_invitation(invitation: str) -> None:
    """Send the address that opens an invitation, unless it was answered in between.

    Sent twice after a failure, the second address works and the first does not.
    """
    found = Invitation.objects.usable().filter(uuid=UUID(invitation)).first()
    if found is None:
        return
    token = invitations.issue_token(found, Reason.INVITATION_SENT)
    reader = User.objects.filter(email=found.email).first()
    write_to(found.email, reader.preferred_language if reader else "", partial(_invitation, found, token))


def _invitation(invitation: Invitation, token: str) -> tuple[str, str]:
    link = settings.SITE_URL + reverse("invitation", args=[token])
    until = dates.date_time(invitation.expires_at)
    return _("An invitation to a task group"), "\n\n".join(
        [
            _("You are invited to a task group of One Public Service Wales. See the invitation and answer it here:"),
            link,
            _("The invitation is for you alone. It works once, until: %(time)s") % {"time": until},
            _("If you did not expect it, do nothing."),
        ]
    )
