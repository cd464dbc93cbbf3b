"""The e-mail that invites somebody: who invites, for which organisation, two links, and no confidential text.

The group is named if it has chosen so.
"""

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
    found = (
        Invitation.objects.usable()
        .filter(uuid=UUID(invitation))
        .select_related("group", "organisation", "invited_by")
        .first()
    )
    if found is None:
        return
    token = invitations.issue_token(found, Reason.INVITATION_SENT)
    reader = User.objects.filter(email=found.email).first()
    write_to(found.email, reader.preferred_language if reader else "", partial(_invitation, found, token))


def _invitation(invitation: Invitation, token: str) -> tuple[str, str]:
    link, decline = (settings.SITE_URL + reverse(page, args=[token]) for page in ("invitation", "invitation_decline"))
    facts = {"person": invitation.invited_by, "organisation": invitation.organisation.name}
    until = dates.date_time(invitation.expires_at)
    named = _("Task group: %(group)s") % {"group": invitation.group.name} if invitation.group.named_in_emails else ""
    lines = [
        _("%(person)s invites you to a task group of One Public Service Wales, for: %(organisation)s.") % facts,
        named,
        _("See the invitation and answer it here:"),
        link,
        _("If you do not want to join, decline it here. You need no account:"),
        decline,
        _("The invitation is for you alone. It works once, until: %(time)s") % {"time": until},
        _("If you did not expect it, do nothing."),
    ]
    return _("An invitation to a task group"), "\n\n".join(filter(None, lines))
