"""E-mails about publication: a link and no confidential text, in the person's language."""

import enum
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions_log.publication.models import PublicationRequest
from people.mail import write_to
from people.models import User
from people.outbox import enqueue, handles


class Topic(enum.StrEnum):
    """What people are told."""

    APPROVAL_WAITS = "approval_waits"
    PUBLISHED = "published"
    DECLINED = "declined"


_SUBJECTS = {
    Topic.APPROVAL_WAITS: lambda: _("A publication waits for your approval"),
    Topic.PUBLISHED: lambda: _("Your publication request was approved"),
    Topic.DECLINED: lambda: _("Your publication request was not approved"),
}


def tell(topic: Topic, request: PublicationRequest, people: Iterable[User]) -> None:
    """Write each person an e-mail once this transaction has committed."""
    for person in people:
        enqueue(topic, request=str(request.uuid), person=str(person.pk))


def _send(topic: Topic, request: str, person: str) -> None:
    """Send to one person, if they can still sign in."""
    reader = User.objects.get(pk=person)
    if reader.is_active:
        write_to(reader.email, reader.preferred_language, partial(_compose, topic, request))


def _compose(topic: Topic, request: str) -> tuple[str, str]:
    link = settings.SITE_URL + reverse("workspace:publication_request", args=[request])
    return _SUBJECTS[topic](), _("Sign in to see it: %(link)s") % {"link": link}


for _topic in _SUBJECTS:
    handles(_topic)(partial(_send, _topic))
