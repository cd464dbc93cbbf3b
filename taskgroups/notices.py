"""E-mails about task groups: a link and no confidential text, not even the name of a group."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.verdicts import can
from people.mail import write_to
from people.models import User
from people.outbox import handles
from taskgroups.models import Invitation, Reminder, TaskGroup
from taskgroups.services import invitation as invitations, time_limit


@handles(invitations.SEND)
def send_invitation(invitation: str) -> None:
    """Send the address that opens an invitation, unless it was answered in between.

    Sent twice after a failure, the second address works and the first does not.
    """
    found = Invitation.objects.usable().filter(uuid=UUID(invitation)).first()
    if found is None:
        return
    token = invitations.issue_token(found, _("Invitation sent"))
    reader = User.objects.filter(email__iexact=found.email).first()
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


@handles(time_limit.REMIND)
def send_reminder(reminder: str) -> None:
    """Remind a person who is still in the group of a limit that still stands."""
    found = Reminder.objects.select_related("group", "person").get(pk=reminder)
    if found.ends_on == found.group.ends_on and not found.group.ended:
        _tell(found.person, found.group, partial(_reminder, found.group))


def _reminder(group: TaskGroup) -> tuple[str, str]:
    text = _("The time limit of one of your task groups is: %(date)s. After that day it can only be read.")
    return _("A task group's time limit is near"), text % {"date": dates.long_date(group.ends_on)}


def _send_about_time(subject: str, group: str, person: str) -> None:
    found = TaskGroup.objects.get(uuid=UUID(group))
    _tell(User.objects.get(pk=person), found, lambda: (_SUBJECTS[subject](), ""))


_SUBJECTS = {
    time_limit.ASKED: lambda: _("A task group asks for more time"),
    time_limit.DECLINED: lambda: _("Your request for more time was declined"),
}
for _subject in _SUBJECTS:
    handles(_subject)(partial(_send_about_time, _subject))


def _tell(person: User, group: TaskGroup, words: Callable[[], tuple[str, str]]) -> None:
    """Write to a person who may see the group at this moment, with a link to its time limit."""

    def compose() -> tuple[str, str]:
        subject, text = words()
        link = settings.SITE_URL + reverse("workspace:group_time", args=[group.uuid])
        return subject, "\n\n".join(filter(None, [text, _("Sign in to see it: %(link)s") % {"link": link}]))

    if can(person, "view", group):
        write_to(person.email, person.preferred_language, compose)
