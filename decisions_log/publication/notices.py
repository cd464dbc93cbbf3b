"""E-mails about publication: a link and no confidential text, in the person's language."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from decisions_log.publication.models import PublicationRequest
from decisions_log.publication.outbox import Topic, handles
from people.models import PlatformRole, User
from people.selectors import people_with_role

_SUBJECTS = {
    Topic.APPROVAL_WAITS: lambda: _("A publication waits for your approval"),
    Topic.PUBLISHED: lambda: _("Your publication request was approved"),
    Topic.DECLINED: lambda: _("Your publication request was not approved"),
}


def _send(topic: Topic, request: PublicationRequest, person: User) -> None:
    """Send to one person; both languages, Welsh first, when their language is not known."""
    subjects, bodies = [], []
    for language in [person.preferred_language] if person.preferred_language else ["cy", "en"]:
        with override(language):
            link = settings.SITE_URL + reverse("workspace:publication_request", args=[request.uuid])
            subjects.append(_SUBJECTS[topic]())
            bodies.append(_("Sign in to see it: %(link)s") % {"link": link})
    send_mail(" / ".join(subjects), "\n\n".join(bodies), None, [person.email])


@handles(Topic.APPROVAL_WAITS)
def approval_waits(request: str) -> None:
    waiting = PublicationRequest.objects.get(uuid=request)
    for person in people_with_role(PlatformRole.PUBLISHER):
        if person.pk != waiting.requested_by_id:
            _send(Topic.APPROVAL_WAITS, waiting, person)


@handles(Topic.PUBLISHED)
def published(request: str) -> None:
    done = PublicationRequest.objects.get(uuid=request)
    _send(Topic.PUBLISHED, done, done.requested_by)


@handles(Topic.DECLINED)
def declined(request: str) -> None:
    answered = PublicationRequest.objects.get(uuid=request)
    _send(Topic.DECLINED, answered, answered.requested_by)
