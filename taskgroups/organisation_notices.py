"""Telling an organisation that must act in a group, when nobody who speaks for it there can be told.

Its stewards are told, else its office. The e-mail has no confidential text, not even the name of a group.
"""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.mail import write_to
from people.models import Office, Organisation, OutboxMessage, User
from people.notifications import KINDS, Kind
from people.outbox import enqueue, handles
from people.retention import OUTBOX_KEPT
from taskgroups.models import TaskGroup
from taskgroups.selectors import conveners_of, notice_recipients_in, speakers_for

SEND = "organisation_notice"
Owing = Callable[[TaskGroup, Organisation], Iterable[Any]]
_owing: dict[str, Owing] = {}


def asked_of_organisations(kind: Kind, owing: Owing) -> None:
    """Let what the kind tells be told to organisations too: `owing` finds what one of them owes in a group now."""
    _owing[kind.name] = owing


@transaction.atomic
def tell_organisations(
    kind: Kind,
    organisations: Iterable[Organisation],
    *,
    about: Any,
    by: User | None = None,
    since: datetime | None = None,
) -> int:
    """Tell the stewards or the office of each organisation that nobody speaks for in the group of `about`.

    Written with the act, sent after it has committed; returns how many are told. Whoever waits to be told the same, or
    was told since the moment `since`, is not told again; a moment that the outbox has forgotten tells nobody.
    """
    if since is not None and since < timezone.now() - OUTBOX_KEPT:
        return 0
    told = OutboxMessage.objects.to_do() if since is None else OutboxMessage.objects.filter(created_at__gte=since)
    number = 0
    for organisation in organisations:
        for key, reader in _instead(about.group, organisation).items():
            notice = {"kind": kind.name, "about": str(about.uuid), "organisation": str(organisation.uuid), "to": key}
            said = told.filter(topic=SEND, **{f"payload__{name}": value for name, value in notice.items()})
            if reader != by and not said.exists():
                enqueue(SEND, notice=str(uuid.uuid4()), **notice)
                number += 1
    return number


def tell_of_all_that_is_owed(group: TaskGroup, organisation: Organisation, *, by: User) -> None:
    """Tell an organisation that perhaps nobody speaks for any more what it owes in the group."""
    for name, owing in _owing.items():
        for record in owing(group, organisation):
            tell_organisations(KINDS[name], [organisation], about=record, by=by)


@handles(SEND)
def send_notice(notice: str, kind: str, about: str, organisation: str, to: str) -> None:
    """Send it, if the organisation still owes what it was asked, and still nobody nearer answers for it.

    Sent twice after a failure, it carries the same Message-ID.
    """
    asked = KINDS[kind]
    record: Any = asked.model._default_manager.filter(uuid=about).first()
    body = Organisation.objects.get(uuid=organisation)
    if record is None or record not in _owing[kind](record.group, body):
        return
    reader = _instead(record.group, body).get(to)
    if reader is not None:
        write_to(
            reader.email,
            reader.preferred_language if isinstance(reader, User) else "",
            partial(_letter, asked, record.group, body, reader),
            message_id=f"<{notice}@{urlsplit(settings.SITE_URL).hostname}>",
        )


def _instead(group: TaskGroup, organisation: Organisation) -> dict[str, User | Office]:
    """Who is told in the place of those who speak for the organisation in the group, each with a lasting key."""
    found = notice_recipients_in(group, organisation)
    speaking = speakers_for(group, organisation)
    readers: list[User | Office] = [person for person in found.people if person not in speaking]
    if found.office is not None:
        readers.append(found.office)
    return {f"{type(reader).__name__} {reader.pk}": reader for reader in readers}


def _letter(kind: Kind, group: TaskGroup, organisation: Organisation, reader: User | Office) -> tuple[str, str]:
    reason = _("Nobody who can sign in speaks for %(organisation)s in the task group now: that is why you are told.")
    ask = _("Choose somebody to speak for it, and tell: %(names)s")
    names = ", ".join(str(person) for person in conveners_of(group) or [group.mission.lead])
    if isinstance(reader, User):
        page = reverse("workspace:body", args=[organisation.uuid])
        where = _("Sign in to see who answers for it: %(link)s") % {"link": settings.SITE_URL + page}
    else:
        where = _("The public site: %(link)s") % {"link": settings.SITE_URL + reverse("public:home")}
    parts = [f"{kind.subject}.", reason % {"organisation": organisation.name}, ask % {"names": names}, where]
    return str(kind.subject), "\n\n".join(parts)
