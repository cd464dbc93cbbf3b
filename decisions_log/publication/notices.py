"""E-mails about publication: a link and no confidential text, in the person's language."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _, override

from core.bilingual import LANGUAGES
from decisions_log.publication.models import PublicationRequest
from decisions_log.publication.outbox import Topic, enqueue, handles
from people.models import User

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
    """Send to one person who can still sign in; in both languages, Welsh first, when theirs is not known."""
    reader = User.objects.get(pk=person)
    if not reader.is_active:
        return
    subjects, bodies = [], []
    for language in [reader.preferred_language] if reader.preferred_language else LANGUAGES:
        with override(language):
            link = settings.SITE_URL + reverse("workspace:publication_request", args=[request])
            subjects.append(_SUBJECTS[topic]())
            bodies.append(_("Sign in to see it: %(link)s") % {"link": link})
    send_mail(" / ".join(subjects), "\n\n".join(bodies), None, [reader.email])


for _topic in _SUBJECTS:
    handles(_topic)(partial(_send, _topic))
