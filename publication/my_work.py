"""What waits for a person in My work."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.my_work import Waiting, due, register, since
from people.models import User
from publication.requests import titles_of
from publication.selectors import (
    emergencies_waiting_for,
    releases_to_mend,
    releases_waiting_for,
    removals_waiting_for,
    requests_waiting_for,
    returned_to,
    withheld_to_review,
)


def _publications(person: User) -> Iterator[Waiting]:
    emergencies = emergencies_waiting_for(person)
    titles = titles_of([emergency.request for emergency in emergencies])
    for emergency in emergencies:
        address = reverse("workspace:emergency", args=[emergency.uuid])
        title = _("Approve what was published in an emergency, or decline it")
        yield due(emergency.due_on, title, titles[emergency.request.pk], address)
    waiting = requests_waiting_for(person)
    titles = titles_of(waiting)
    for request in waiting:
        address = reverse("workspace:publication_request", args=[request.uuid])
        yield since(request.requested_at, _("Approve a publication, or return it"), titles[request.pk], address)
    for releases, title in (
        (releases_waiting_for(person), _("Approve a release, or return it")),
        (releases_to_mend(person), _("Mend a release: it is not approved")),
    ):
        for release in releases:
            address = reverse("workspace:release", args=[release.uuid])
            if release.goes_out_at:
                yield due(timezone.localdate(release.goes_out_at), title, release.title, address)
            else:
                yield since(release.created_at, title, release.title, address)


def _removals(person: User) -> Iterator[Waiting]:
    """What a redaction officer answers for."""
    for removal in removals_waiting_for(person):
        address = reverse("workspace:removal", args=[removal.uuid])
        title = _("Answer a request about what is published")
        yield since(removal.requested_at, title, removal.get_action_display(), address)
    for entry in withheld_to_review(person):
        title = _("Review whether a part is still to be withheld")
        yield due(entry.review_on, title, entry.version.title, reverse("workspace:withheld"))


def _returned(person: User) -> Iterator[Waiting]:
    """What was returned to who asked for its publication."""
    returned = returned_to(person)
    titles = titles_of(returned)
    for request in returned:
        address = reverse("workspace:publication_request", args=[request.uuid])
        when = request.answered_at or request.requested_at
        yield since(when, _("Change what was returned, and ask again"), titles[request.pk], address)


for _place, _provider in ((30, _returned), (110, _publications), (120, _removals)):
    register(_place, _provider)
