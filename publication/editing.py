"""Who has edited a record since its publication was asked for, by the identity of versions and never by a clock."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery

from core.history import RecordedModel
from people.models import User
from publication.kinds import kind_of, record_of
from publication.models import PublicationRequest, RequestState, Withholding

Edits = dict[str, int]


def edits_of(record: RecordedModel) -> Edits:
    """The newest history id of the record in each table that holds a part of it, by the table's name."""
    newest = {
        rows.model._meta.db_table: Subquery(rows.order_by("-history_id").values("history_id")[:1])
        for rows in _everything(record)
    }
    found: Any = type(record)._default_manager.values(**newest).get(pk=record.pk)
    return {table: history_id for table, history_id in found.items() if history_id is not None}


def last_published(record: RecordedModel, before: int | None = None) -> PublicationRequest | None:
    """The newest request for the record that was published, or the newest before that entry of the log."""
    published = PublicationRequest.objects.filter(record_uuid=record.uuid, state=RequestState.PUBLISHED)
    if before is not None:
        published = published.filter(log_index__lt=before)
    return published.order_by("-log_index").first()


def has_edited(request: PublicationRequest, person: User) -> bool:
    """Whether the person has changed the record, a part of it, or what of it is withheld, since its last publication
    (before that of the request) was asked for."""
    record = record_of(request.kind, request.record_uuid)
    since = last_published(record, before=request.log_index)
    found = [Exists(_newer(rows, since)) for rows in [*_by(record, person), _withheld(record, person)]]
    return PublicationRequest.objects.filter(reduce(or_, found), pk=request.pk).exists()


def changed_by(record: RecordedModel, person: User) -> bool:
    """Whether the person has ever changed the record or a part of it, or suggested words of it."""
    return any(rows.exists() for rows in _by(record, person))


def _newer(rows: QuerySet, since: PublicationRequest | None) -> QuerySet:
    """The versions that are newer than those the request found; all of them when there is none."""
    if since is None:
        return rows
    if since.edits:
        return rows.filter(history_id__gt=since.edits.get(rows.model._meta.db_table, 0))
    return rows.filter(history_date__gt=since.requested_at)  # it was asked for before requests noted what they found


def _by(record: RecordedModel, person: User) -> Iterator[QuerySet]:
    """The versions of the record and its parts that the person made, and the suggestions of theirs that went in."""
    yield from (rows.filter(history_user=person) for rows in _own(record))
    yield from kind_of(record).suggested(record, person)


def _everything(record: RecordedModel) -> Iterator[QuerySet]:
    yield from _own(record)
    yield from kind_of(record).suggested(record, None)
    yield _withheld(record)


def _own(record: RecordedModel) -> Iterator[QuerySet]:
    """Parts that are only ever added come with a change of the record itself: its stage or its time limit."""
    spec = kind_of(record)
    yield spec.model.history.filter(id=record.pk)
    for child in spec.projection.children.values():
        if child.own and issubclass(child.projection.model, RecordedModel):
            yield child.projection.model.history.filter(**{child.foreign_key: record})


def _withheld(record: RecordedModel, person: User | None = None) -> QuerySet:
    return Withholding.history.filter(Q(history_user=person) if person else Q(), record_uuid=record.uuid)
