"""Worlds that stand: what a factory wrote into the database once is written again row by row, not worked out again.

A test that begins as an earlier one did (the same factories, the same arguments, on the same day) gets the same rows
and results. When a test writes anything else, its factories work as they are written from there on.
"""

import datetime
import decimal
import functools
import io
import pickle
import re
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

import pytest
import time_machine
from django.apps import apps
from django.conf import UserSettingsHolder, settings
from django.core import mail
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone, translation

from openlog.keys import ensure_key

P, R = ParamSpec("P"), TypeVar("R")
Rows = dict[Any, tuple[Any, ...]]
KEPT = 300  # worlds, of some hundred rows each
_WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "?(\w+)"?')
_READ = re.compile(r"\s*\(?\s*(?:SELECT|BEGIN|SAVEPOINT|RELEASE|PRAGMA|SET CONSTRAINTS|EXPLAIN)")


class _Unknown(Exception):
    """An argument of which nobody can tell whether it is the same again."""


@dataclass
class _World:
    """What a call left behind: changed and lost rows by table, and what Python saw of it."""

    changed: dict[str, Rows]
    lost: dict[str, set[Any]]
    seen: bytes
    on_commit: list[tuple[Any, ...]]
    mails: list[Any]
    signer: bytes
    made_at: datetime.datetime


@dataclass
class _Test:
    """The calls that made a test's database what it is (None once anything else wrote), and the rows in it."""

    calls: tuple[Hashable, ...] | None
    patches: pytest.MonkeyPatch | None = None
    rows: dict[str, Rows] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    understood: bool = True


_worlds: OrderedDict[Hashable, _World] = OrderedDict()
_start: dict[str, Rows] = {}
_test = _Test(calls=None)
_emptied = False
_clock: tuple[datetime.datetime, time_machine.Traveller] | None = None


def note_start() -> None:
    """Note the rows that every test finds; not in a test's transaction, which would hold a lock on each table.

    The log has its key from now on: what is published stands as long as the key does.
    """
    ensure_key()
    _start.update({table: _rows_of(table) for table in _keys()})


@contextmanager
def one_test(transactional: bool, patches: pytest.MonkeyPatch | None) -> Iterator[None]:
    """Everything inside is one test; a transactional one empties the database, on which nothing stands any more."""
    global _test, _emptied
    _emptied |= transactional
    _test = _Test(calls=None if _emptied else (), patches=patches)
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)
    signer = _signer()
    try:
        yield
    finally:
        _sign_as(signer)
        _test = _Test(calls=None)


@contextmanager
def clock(start: datetime.datetime) -> Iterator[None]:
    """Make what is to stand from `start` on; what is put back moves the clock to when it was ready.

    The test goes on minutes later.
    """
    global _clock
    with time_machine.travel(start) as traveller:
        _clock = start, traveller
        try:
            yield
        finally:
            _clock = None


def standing(factory: Callable[P, R]) -> Callable[P, R]:
    """Let what `factory` makes stand; its arguments are plain values and saved records."""

    @functools.wraps(factory)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        test = _test
        try:
            call = (factory.__qualname__, _context(), _plain(args), _plain(kwargs))
        except _Unknown:
            return factory(*args, **kwargs)
        if test.calls is None or not _may_stand(test):
            return factory(*args, **kwargs)
        calls = (*test.calls, call)
        records = [value for value in (*args, *kwargs.values()) if isinstance(value, Model)]
        if world := _worlds.get(calls):
            _worlds.move_to_end(calls)
            result = _put_back(world, records, test)
        else:
            result = _keep(calls, lambda: factory(*args, **kwargs), records, test)
        if test.understood:
            test.calls = calls
        return result  # type: ignore[no-any-return]

    return made


def _watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Notice each write, around every statement."""
    if not _READ.match(sql):
        _test.calls = None
        if write := _WRITE.match(sql):
            _test.written.add(write[1])
        elif not sql.startswith("ROLLBACK TO"):
            _test.understood = False
    return execute(sql, params, many, context)


def _may_stand(test: _Test) -> bool:
    """Only in the transaction that the test rolls back, by a clock whose past may stand, and with unchanged code."""
    if test.patches and (test.patches._setattr or test.patches._setitem):
        return False
    if not connection.in_atomic_block or (time_machine.escape_hatch.is_travelling() and _clock is None):
        return False
    if not test.rows:
        if connection.savepoint_ids:
            return False
        test.rows = dict(_start)
    return True


def _context() -> Hashable:
    """What else decides what a factory makes: day, language, settings that a test has changed, the log's key."""
    changed, holder = [], settings._wrapped
    while isinstance(holder, UserSettingsHolder):
        changed.append(repr({name: value for name, value in vars(holder).items() if name.isupper()}))
        holder = holder.default_settings
    return timezone.localdate(), _clock and _clock[0], translation.get_language(), tuple(changed), _signer()


def _signer() -> bytes:
    """The secret key of the log, as its file has it."""
    file = settings.LOG_SIGNING_KEY_FILE
    return file.read_bytes() if file.exists() else b""


def _sign_as(signer: bytes) -> None:
    if signer and _signer() != signer:
        settings.LOG_SIGNING_KEY_FILE.write_bytes(signer)


def _plain(value: Any) -> Hashable:
    """The value as a key that is equal for equal values."""
    if isinstance(value, Model):
        columns = [(column.attname, vars(value).get(column.attname)) for column in value._meta.concrete_fields]
        return value._meta.label, repr(columns)
    if isinstance(value, dict):
        return tuple((name, _plain(item)) for name, item in sorted(value.items()))
    if isinstance(value, list | tuple):
        return tuple(_plain(item) for item in value)
    if value is None or isinstance(value, str | int | datetime.date | datetime.time | decimal.Decimal | uuid.UUID):
        return type(value), value
    raise _Unknown(value)


def _keep(calls: Hashable, make: Callable[[], Any], records: list[Model], test: _Test) -> Any:
    """Make it, and keep what that changed."""
    rows, before, written = test.rows, len(connection.run_on_commit), test.written
    sent = len(_sent())
    test.written = set()
    result = make()
    after = {table: _rows_of(table) for table in test.written & _keys().keys()}
    test.rows = {**rows, **after}
    test.written |= written
    if test.understood:
        _worlds[calls] = _World(
            changed={
                table: {key: row for key, row in found.items() if rows[table].get(key) != row}
                for table, found in after.items()
            },
            lost={table: rows[table].keys() - found.keys() for table, found in after.items()},
            seen=_pickled((result, [vars(record) for record in records]), records),
            on_commit=connection.run_on_commit[before:],
            mails=_sent()[sent:],
            signer=_signer(),
            made_at=timezone.now(),
        )
        if len(_worlds) > KEPT:
            _worlds.popitem(last=False)
    return result


def _put_back(world: _World, records: list[Model], test: _Test) -> Any:
    """Do to the database, and to what was given, what making it did."""
    if _clock and timezone.now() < world.made_at:
        _clock[1].move_to(world.made_at)
    rows = dict(test.rows)
    with connection.cursor() as cursor:
        for table, changed in world.changed.items():
            _write(cursor, table, changed, rows[table])
            rows[table] = {**rows[table], **changed}
        for table, lost in world.lost.items():
            cursor.executemany(
                f'DELETE FROM "{table}" WHERE "{_keys()[table]}" = %s',  # noqa: S608
                [(key,) for key in lost],
            )
            rows[table] = {key: row for key, row in rows[table].items() if key not in lost}
    test.rows = rows
    result, states = _Unpickler(io.BytesIO(world.seen), records).load()
    for record, state in zip(records, states, strict=True):
        vars(record).clear()
        vars(record).update(state)
    for _, after_commit, robust in world.on_commit:
        transaction.on_commit(after_commit, robust=robust)
    _sent().extend(world.mails)
    _sign_as(world.signer)
    return result


def _write(cursor: Any, table: str, changed: Rows, there: Rows) -> None:
    """Insert the rows in the order of their keys, or change those that are there."""
    names, key = _columns(table), _keys()[table]
    new = [changed[number] for number in sorted(changed) if number not in there]
    old = [(*row, number) for number, row in changed.items() if number in there]
    quoted = [f'"{name}"' for name in names]
    marks = ", ".join(["%s"] * len(names))
    cursor.executemany(f'INSERT INTO "{table}" ({", ".join(quoted)}) VALUES ({marks})', new)  # noqa: S608
    changes = ", ".join(f"{name} = %s" for name in quoted)
    cursor.executemany(f'UPDATE "{table}" SET {changes} WHERE "{key}" = %s', old)  # noqa: S608


@functools.cache
def _keys() -> dict[str, str]:
    """The tables of all models, each with the column of its key; SQLite fills those of its text search itself."""
    models = [model._meta for model in apps.get_models(include_auto_created=True)]
    tables = {meta.db_table: str(meta.pk.column) for meta in models if meta.managed and not meta.proxy}
    return {table: key for table, key in tables.items() if not table.endswith("_fts")}


@functools.cache
def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" WHERE 1 = 0')  # noqa: S608
        return [column[0] for column in cursor.description]


def _rows_of(table: str) -> Rows:
    position = _columns(table).index(_keys()[table])
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        return {row[position]: row for row in cursor.fetchall()}


def _sent() -> list[Any]:
    return getattr(mail, "outbox", [])


def _pickled(value: Any, records: list[Model]) -> bytes:
    file = io.BytesIO()
    _Pickler(file, records).dump(value)
    return file.getvalue()


class _Pickler(pickle.Pickler):
    """Names the records that a factory was given by their place: a result refers to the caller's own."""

    def __init__(self, file: io.BytesIO, records: list[Model]) -> None:
        super().__init__(file)
        self._places = {id(record): place for place, record in enumerate(records)}

    def persistent_id(self, found: Any) -> int | None:
        return self._places.get(id(found))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, records: list[Model]) -> None:
        super().__init__(file)
        self._records = records

    def persistent_load(self, place: int) -> Model:
        return self._records[place]
