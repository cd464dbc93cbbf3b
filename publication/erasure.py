"""Destroying the words of an erased part wherever else the database holds them.

The log's own rows are the log's to destroy (openlog/removals.py). Here are working records and every version in their
history, requests, editorial pages, everything with a table of its own: a long text is replaced wherever it stands, also
within another one, and as HTML and JSON write it. A short text ("Money.") may mean something else elsewhere, so it is
replaced where it is the whole of a text of the record itself or of a request to publish it, now or in their history.

This is the one place that changes recorded rows without a new version: a version would keep what is to be erased.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import OperationalError, connection, models
from django.db.models import F, Value
from django.db.models.functions import Cast, Replace, StrIndex
from django.db.models.lookups import GreaterThan
from wagtail.search.index import Indexed, insert_or_update_object

from core.append_only import AppendOnlyModel
from core.history import RecordedModel
from core.projections import Projection, models_of
from publication.kinds import KindSpec
from publication.models import PublicationRequest

MARK = "[wedi'i ddileu / erased]"
LONG = 30  # characters
_TEXTS = ("CharField", "TextField")

Filter = dict[str, Any]


def forget(texts: Iterable[str], spec: KindSpec, record: RecordedModel) -> None:
    """Replace the texts by MARK in every row but the log's own, and in the search index.

    Texts of `record` may be short. No cache holds words: what is cached says how much somebody wrote, not what.
    """
    texts = {text for text in texts if text and text != MARK}
    for text in texts:
        for model, where in [*own_rows(spec.projection, record), *_requests(record)]:
            for name in columns_of(model):
                rows_of(model).filter(**where, **{name: text}).update(**{name: MARK})
    for text in (text for text in texts if len(text) >= LONG):
        for model in erasable_models():
            touched = _forget_passages(model, text)
            if touched and issubclass(model, Indexed):
                for row in rows_of(model).filter(pk__in=touched):
                    insert_or_update_object(row)


def forget_at(model: type[models.Model], key: Any, column: str, passage: str) -> None:
    """Replace the passage by MARK in one column of one row, however short it is."""
    for row in rows_of(model).filter(pk=key):
        rows_of(model).filter(pk=key).update(**{column: getattr(row, column).replace(passage, MARK)})
        if issubclass(model, Indexed):
            insert_or_update_object(rows_of(model).get(pk=key))


def scrub_database() -> bool:
    """Leave nothing of what was erased in the files of a SQLite database; False when it must be tried again.

    Deleted content is overwritten (`secure_delete`); full-text indexes, which keep the words of deleted rows, are built
    anew; the file is written anew without its free pages, and the write-ahead log is emptied. PostgreSQL keeps dead
    rows until VACUUM: docs/open-log.md says what an operator does.
    """
    if connection.vendor != "sqlite":
        return True
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            for table in _full_text_indexes(cursor):
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")  # noqa: S608
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_pages = cursor.fetchone()
            return not busy
    except OperationalError:  # somebody else is using it
        return False


def _full_text_indexes(cursor: Any) -> list[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING fts5%'")
    return [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]


def _forget_passages(model: type[models.Model], text: str) -> set[Any]:
    """Replace the text, in whatever form, wherever it stands in a row of the model; returns the keys of these rows."""
    rows, names, forms, probe = rows_of(model), columns_of(model), _forms(text), _alike_in_every_form(text)
    touched = set(rows.filter(_held(names, probe)).values_list("pk", flat=True))
    for name in names if touched else ():
        replaced: Any = F(name)
        for form in forms:
            replaced = Replace(replaced, Value(form), Value(MARK))
        rows.filter(_held([name], probe)).update(**{name: replaced})
    for name in _of_type(model, "JSONField"):
        as_text = rows.annotate(as_text=Cast(name, models.TextField())).filter(_held(["as_text"], probe))
        for key, value in as_text.values_list("pk", "as_text"):
            rows.filter(pk=key).update(**{name: _without(json.loads(value), forms)})
            touched.add(key)
    return touched


def _held(names: list[str], words: str) -> models.Q:
    """One of the columns holds the words."""
    found = [models.Q(GreaterThan(StrIndex(name, Value(words)), 0)) for name in names]
    return reduce(or_, found, models.Q(pk__in=[]))


def _forms(text: str) -> list[str]:
    """The text as a column may hold it: as it is, as HTML, and both within JSON; the longest first."""
    written = {text, html.escape(text), html.escape(text, quote=False)}
    return sorted(written | {form for one in written for form in _in_json(one)}, key=len, reverse=True)


def _alike_in_every_form(text: str) -> str:
    """The longest passage of the text that is written in the same way in all of its forms; to look for first."""
    return max(re.findall(r"[A-Za-z0-9 .,;:-]*", text), key=len)


def _in_json(text: str) -> set[str]:
    """The text as JSON may write it, without its quotation marks."""
    return {json.dumps(text, ensure_ascii=escaped)[1:-1] for escaped in (True, False)}


def _without(value: Any, forms: list[str]) -> Any:
    match value:
        case str():
            return reduce(lambda kept, form: kept.replace(form, MARK), forms, value)
        case list():
            return [_without(item, forms) for item in value]
        case dict():
            return {key: _without(item, forms) for key, item in value.items()}
    return value


def erasable_models() -> Iterator[type[models.Model]]:
    """Every model with a table of its own whose rows may change."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and not issubclass(model, AppendOnlyModel):
            yield model


def own_rows(projection: Projection, record: RecordedModel) -> Iterator[tuple[type[models.Model], Filter]]:
    """The tables that hold the record and its parts, now and in their history, with how to find the rows."""
    where: dict[type[models.Model], Filter] = {projection.model: {"id": record.pk}}
    for child in (child for child in projection.children.values() if child.own):
        where[child.projection.model] = {f"{child.foreign_key}_id": record.pk}
    for model in models_of(projection) & where.keys():
        if issubclass(model, RecordedModel):
            yield model, where[model]
            yield model.history.model, where[model]


def _requests(record: RecordedModel) -> Iterator[tuple[type[models.Model], Filter]]:
    """The requests to publish the record, whose notes say what changed, and their history."""
    for model in (PublicationRequest, PublicationRequest.history.model):
        yield model, {"record_uuid": record.uuid}


def rows_of(model: type[models.Model]) -> models.QuerySet:
    """A plain queryset, whatever the model's own manager refuses."""
    return models.QuerySet(model)


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns of the model that hold texts."""
    return _of_type(model, *_TEXTS)


def _of_type(model: type[models.Model], *types: str) -> list[str]:
    """The columns of these internal types: of a StreamField it is JSONField, whatever class it has.

    Codes in columns too narrow for MARK are no texts; PostgreSQL refuses to be told to write it there.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return [
        field.name for field in fields if field.get_internal_type() in types and (field.max_length or LONG) >= len(MARK)
    ]
