"""The e-mail that invites somebody: who invites, for which organisation, two links, and no confidential text.

The group is named if it has chosen so.
"""

from django.utils.translation import gettext as _

from core import dates
from people.models import User
from taskgroups.models import Invitation


def language(invitation: Invitation) -> str:
    """The language of the person at the address; "" for somebody whom nobody knows yet."""
    reader = User.objects.filter(email=invitation.email).first()
    return reader.preferred_language if reader else ""


def letter(invitation: Invitation, link: str, decline: str) -> tuple[str, str]:
    """Subject and text, with the address to answer at and the one to decline at."""
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
