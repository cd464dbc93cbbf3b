"""Reads about publication in the workspace."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.history import RecordedModel
from core.one_look import looked_up
from core.verdicts import can, look_at, visible_to
from people.models import PlatformRole, User
from people.selectors import has_role
from publication.editing import last_published
from publication.emergencies import why_not_answer
from publication.models import (
    OPEN_RELEASES,
    Emergency,
    PublicationRequest,
    PublishedVersion,
    Release,
    ReleaseState,
    Removal,
    RemovalState,
    RequestState,
)
from publication.pinned import Pinned, pinned
from publication.published.register import Entry, due_first
from publication.release_standing import items_of, why_not_approve as why_not_approve_release
from publication.requests import why_not_approve


@dataclass(frozen=True)
class Publication:
    """Where a working record stands with publication.

    newest: the newest published version. versions: those that are provable and so public, newest first.
    last: the newest request, whatever became of it. now: the record as it stands. unchanged: it reads as the newest
    version does.
    """

    newest: PublishedVersion | None
    versions: list[PublishedVersion]
    last: PublicationRequest | None
    now: Pinned
    unchanged: bool

    @property
    def waiting(self) -> bool:
        return self.last is not None and self.last.state == RequestState.REQUESTED


def publication_of(record: RecordedModel) -> Publication:
    """The publication of a record of any publishable kind."""
    requests = PublicationRequest.objects.filter(record_uuid=record.uuid)
    versions = PublishedVersion.objects.filter(record__uuid=record.uuid).select_related("record")
    now, published = pinned(record), last_published(record)
    return Publication(
        newest=versions.first(),
        versions=list(versions.provable()),
        last=requests.first(),
        now=now,
        unchanged=published is not None and now.reads_as(published),
    )


def version_of(request: PublicationRequest) -> PublishedVersion | None:
    """The version that the request became, if it was approved."""
    if request.log_index is None:
        return None
    return PublishedVersion.objects.select_related("record").get(log_index=request.log_index)


def version_before(request: PublicationRequest) -> PublishedVersion | None:
    """The newest version that was published before the request became one."""
    versions = PublishedVersion.objects.filter(record__uuid=request.record_uuid).select_related("record")
    if request.log_index is not None:
        versions = versions.filter(log_index__lt=request.log_index)
    return versions.first()


def own_requests(person: User) -> QuerySet[PublicationRequest]:
    """What the person asked for, newest first, as long as they may still see it."""
    return visible_to(person, PublicationRequest).filter(requested_by=person).select_related("requested_by")


def requests_waiting_for(person: User) -> list[PublicationRequest]:
    """Requests that this person may approve now, oldest first."""
    open_requests = visible_to(person, PublicationRequest).filter(state=RequestState.REQUESTED).order_by("pk")
    return [request for request in open_requests if not why_not_approve(request, person)]


def emergencies_seen(person: User) -> list[Emergency]:
    """Emergencies that no second person has answered yet, as far as the person may see them; what is due first."""
    waiting = Emergency.objects.waiting() & visible_to(person, Emergency)
    return list(waiting.select_related("request__answered_by").order_by("due_on", "pk"))


def emergencies_waiting_for(person: User) -> list[Emergency]:
    """Those of them that this person may answer."""
    return [emergency for emergency in emergencies_seen(person) if not why_not_answer(emergency, person)]


def open_releases(person: User) -> list[Release]:
    """Releases that have not gone out, those that go out first at the top."""
    return list(visible_to(person, Release).filter(state__in=OPEN_RELEASES).order_by("goes_out_at", "pk"))


def releases_waiting_for(person: User) -> list[Release]:
    """Releases that this person may approve now."""
    return [
        release for release in open_releases(person) if not why_not_approve_release(release, items_of(release), person)
    ]


def releases_to_mend(person: User) -> list[Release]:
    """Releases of the person that were returned, or whose approval fell."""
    own = visible_to(person, Release).filter(made_by=person)
    return list(own.filter(Q(state=ReleaseState.RETURNED) | Q(state=ReleaseState.WAITING, lapse__gt="")).order_by("pk"))


def to_ask_for(person: User, records: QuerySet[Any]) -> list[Any]:
    """Those of the records that the person may ask to have published, and for which no request waits or was refused.

    The records of a group are all of one kind and at one point: the right is asked for once for each group.
    """
    answered = [RequestState.REQUESTED, RequestState.REFUSED]
    asked = PublicationRequest.objects.filter(state__in=answered).values("record_uuid")
    found = list(records.exclude(uuid__in=asked))
    first = {getattr(record, "group", record): record for record in reversed(found)}
    look_at(person, first.values())
    rights = {owner: can(person, "request_publication", record) for owner, record in first.items()}
    return [record for record in found if rights[getattr(record, "group", record)]]


def removals_waiting_for(person: User) -> list[Removal]:
    """Requests about what is published that this person may answer now, oldest first."""
    open_requests = visible_to(person, Removal).filter(state=RemovalState.REQUESTED).order_by("pk")
    return [removal for removal in open_requests if can(person, "answer", removal)]


def withheld_to_review(person: User) -> list[Entry]:
    """What is withheld and is to be reviewed soon or overdue, for those who answer for it."""
    if not has_role(person, PlatformRole.REDACTION_OFFICER):
        return []
    return [entry for entry in due_first() if entry.review]


def returned_to(person: User) -> list[PublicationRequest]:
    """What the person asked for, was returned, and was not asked for again by anybody; looked for once on a page."""
    again = PublicationRequest.objects.filter(record_uuid=OuterRef("record_uuid"), pk__gt=OuterRef("pk"))
    returned = own_requests(person).filter(~Exists(again), state=RequestState.RETURNED, release__isnull=True)
    return looked_up(("returned", person.pk), lambda: list(returned.order_by("pk")))
