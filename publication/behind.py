"""Which of many records have a text in which one language has not followed the other, in as few queries as for one."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value

from core.history import RecordedModel
from core.projections import Projection
from publication.level import checks_of, how_far, saves_of, texts_in, which_parts

Door = tuple[Projection, Sequence[Any]]


@dataclass(frozen=True)
class _Row:
    """A record behind a door, or a part of it: its model, key and UUID, and the names of its texts."""

    door: str
    record: Any
    model: type[RecordedModel]
    key: int
    uuid: UUID
    names: list[str]


def records_behind(doors: Mapping[str, Door]) -> list[tuple[str, Any, datetime.datetime]]:
    """The records behind each door with a text that has not followed, in their order, and since when; three queries.

    No record may have a text of which its row itself keeps count.
    """
    rows = [*_records(doors), *_parts(doors)]
    saves = saves_of((row.model, row.key, name) for row in rows for name in row.names)
    checks = checks_of({row.uuid for row in rows})
    since: dict[tuple[str, int], list[datetime.datetime]] = defaultdict(list)
    for row in rows:
        for name in row.names:
            said = saves[row.uuid, name]
            late, _check, start = how_far(row.uuid, name, said[-1].text, said, checks)
            if late:
                since[row.door, row.record.pk].append(start or row.record.created_at)
    return [
        (door, record, min(since[door, record.pk]))
        for door, (_shape, records) in doors.items()
        for record in records
        if (door, record.pk) in since
    ]


def _records(doors: Mapping[str, Door]) -> Iterator[_Row]:
    for door, (shape, records) in doors.items():
        for record in records:
            yield _Row(door, record, type(record), record.pk, record.uuid, texts_in(shape))


def _parts(doors: Mapping[str, Door]) -> Iterator[_Row]:
    """The parts of all records that have texts, in one query."""
    records = {(door, record.pk): record for door, (_shape, found) in doors.items() for record in found}
    queries = [query for door, (shape, found) in doors.items() for query in _part_queries(door, shape, found)]
    if not queries:
        return
    first, *others = queries
    for door, part, owner, key, uuid in first.union(*others, all=True):
        shape = doors[door][0].children[part].projection
        model: Any = shape.model
        yield _Row(door, records[door, owner], model, key, uuid, texts_in(shape))


def _part_queries(door: str, shape: Projection, records: Sequence[Any]) -> Iterator[QuerySet[Any, Any]]:
    for name, child in shape.children.items():
        if records and texts_in(child.projection):
            rows = child.projection.model._default_manager.filter(which_parts(records, child)).order_by()
            rows = rows.annotate(_door=Value(door), _part=Value(name), _owner=F(child.foreign_key))
            yield rows.values_list("_door", "_part", "_owner", "pk", "uuid")
