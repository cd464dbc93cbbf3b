"""Reads about decisions and their publication."""

from dataclasses import dataclass

from django.db.models import QuerySet

from core.history import RecordedModel
from core.projections import pin
from core.verdicts import can, visible_to
from decisions_log.models import Decision, DecisionState, PublicationRequest, PublishedVersion
from decisions_log.publication.kinds import kind_of
from decisions_log.publication.models import RequestState
from decisions_log.publication.requests import is_published, why_not_approve
from people.models import User
from taskgroups.models import TaskGroup


def decisions_of(group: TaskGroup, person: User) -> QuerySet[Decision]:
    """The group's decisions that the person may see, newest first."""
    return visible_to(person, Decision).filter(group=group)


@dataclass(frozen=True)
class Publication:
    """Where a working record stands with publication.

    newest: the newest published version. versions: those that are provable and so public, newest first.
    last: the newest request, whatever became of it. unchanged: the newest version is the record as it stands.
    """

    newest: PublishedVersion | None
    versions: list[PublishedVersion]
    last: PublicationRequest | None
    unchanged: bool

    @property
    def waiting(self) -> bool:
        return self.last is not None and self.last.state == RequestState.REQUESTED


def publication_of(record: RecordedModel) -> Publication:
    """The publication of a record of any publishable kind."""
    requests = PublicationRequest.objects.filter(record_uuid=record.uuid)
    versions = PublishedVersion.objects.filter(record__uuid=record.uuid).select_related("record")
    return Publication(
        newest=versions.first(),
        versions=list(versions.provable()),
        last=requests.first(),
        unchanged=is_published(record, pin(kind_of(record).projection, record)),
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


def decisions_waiting_for(person: User) -> list[Decision]:
    """Proposed decisions that this person may record as decided, oldest first."""
    proposed = visible_to(person, Decision).filter(state=DecisionState.PROPOSED).select_related("group").order_by("pk")
    return [decision for decision in proposed if can(person, "transition", decision)]
