"""Destroying the words of an erased part wherever else the database holds them.

The log's own rows are the log's to destroy (openlog/removals.py). Here are working records and every version in their
history, requests, notifications, everything with a table of its own: a long text is replaced wherever it stands, also
within another one. A short text ("Money.") may mean something else elsewhere, so it is replaced where it is the
whole of a text of the record itself, now or in its history.

This is the one place that changes recorded rows without a new version: a version would keep what is to be erased.
"""

import json
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import OperationalError, connection, models
from django.db.models import F, Value
from django.db.models.functions import Cast, Replace, StrIndex
from django.db.models.lookups import GreaterThan

from core.append_only import AppendOnlyModel
from core.history import RecordedModel
from core.projections import Projection, models_of
from decisions_log.publication.kinds import Publishable

MARK = "[wedi'i ddileu / erased]"
LONG = 30  # characters

Filter = dict[str, Any]


def forget(texts: Iterable[str], publishable: Publishable, record: RecordedModel) -> None:
    """Replace the texts by MARK in every row but the log's own; texts of `record` may be short."""
    texts = {text for text in texts if text and text != MARK}
    for text in texts:
        for model, where in _own_rows(publishable.projection, record):
            for name in _texts(model):
                _rows(model).filter(**where, **{name: text}).update(**{name: MARK})
    for text in (text for text in texts if len(text) >= LONG):
        for model in _erasable_models():
            _forget_passages(model, text)
    cache.clear()


def scrub_database() -> bool:
    """Leave nothing of what was erased in the files of a SQLite database; False when it must be tried again.

    Deleted content is overwritten (`secure_delete`), the file is written anew without its free pages, and the
    write-ahead log is emptied. PostgreSQL keeps dead rows until VACUUM: docs/open-log.md says what an operator does.
    """
    if connection.vendor != "sqlite":
        return True
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_pages = cursor.fetchone()
            return not busy
    except OperationalError:  # somebody else is using it
        return False


def _forget_passages(model: type[models.Model], text: str) -> None:
    """Replace the text wherever it stands in a row of the model."""
    rows, names = _rows(model), _texts(model)
    for name in names if _held(rows, names, text) else ():
        held = rows.filter(GreaterThan(StrIndex(name, Value(text)), 0))
        held.update(**{name: Replace(F(name), Value(text), Value(MARK))})
    for name in _of_type(model, models.JSONField):
        as_text = Cast(name, models.TextField())
        found = [GreaterThan(StrIndex(as_text, Value(form)), 0) for form in _in_json(text)]
        for key, value in rows.filter(reduce(or_, map(models.Q, found))).values_list("pk", name):
            rows.filter(pk=key).update(**{name: _without(value, text)})


def _held(rows: models.QuerySet, names: list[str], text: str) -> bool:
    """Whether some row holds the text in one of the columns."""
    found = [models.Q(GreaterThan(StrIndex(name, Value(text)), 0)) for name in names]
    return bool(found) and rows.filter(reduce(or_, found)).exists()


def _in_json(text: str) -> set[str]:
    """The text as JSON may write it, without its quotation marks."""
    return {json.dumps(text, ensure_ascii=escaped)[1:-1] for escaped in (True, False)}


def _without(value: Any, text: str) -> Any:
    match value:
        case str():
            return value.replace(text, MARK)
        case list():
            return [_without(item, text) for item in value]
        case dict():
            return {key: _without(item, text) for key, item in value.items()}
    return value


def _erasable_models() -> Iterator[type[models.Model]]:
    """Every model with a table of its own whose rows may change."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and not issubclass(model, AppendOnlyModel):
            yield model


def _own_rows(projection: Projection, record: RecordedModel) -> Iterator[tuple[type[models.Model], Filter]]:
    """The tables that hold the record and its parts, now and in their history, with how to find the rows."""
    where: dict[type[models.Model], Filter] = {projection.model: {"id": record.pk}}
    for child in projection.children.values():
        where[child.projection.model] = {f"{child.foreign_key}_id": record.pk}
    for model in models_of(projection) & where.keys():
        if issubclass(model, RecordedModel):
            yield model, where[model]
            yield model.history.model, where[model]


def _rows(model: type[models.Model]) -> models.QuerySet:
    """A plain queryset, whatever the model's own manager refuses."""
    return models.QuerySet(model)


def _texts(model: type[models.Model]) -> list[str]:
    return _of_type(model, models.CharField, models.TextField)


def _of_type(model: type[models.Model], *types: type[models.Field]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, types) and not field.primary_key]
