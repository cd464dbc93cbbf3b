"""The demo on one fixed day, in a database of its own, with what chance decides put in order."""

import base64
import datetime
import itertools
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.test import override_settings

from core.dates import WALES
from openlog import leaves
from tests.own_database import OwnDatabase
from tools.demo import clock, script

TODAY = datetime.datetime.combine(script.STORY_DAY, datetime.time(15), tzinfo=WALES)
SEED = bytes(range(32))
SETTINGS = {
    "DEMO": True,
    "SITE_URL": "http://opsw.example.wales",
    "LOG_ORIGIN": "log.example.wales/decisions",
    "ALLOWED_HOSTS": ["*"],
    "LOG_JOURNAL": None,
}
# The least that a clock can go on: two rows are never of the same moment, and no page shows the difference.
TICK = datetime.timedelta(microseconds=1)


@contextmanager
def demo(place: Path) -> Iterator[None]:
    """Everything inside happens on the day of the story, after it was told."""
    key = place / "log-signing.key"
    key.write_bytes(base64.b64encode(SEED))
    with ExitStack() as stack:
        own = stack.enter_context(OwnDatabase(place, "goldens").used())
        own.create_migrated()
        stack.enter_context(override_settings(**SETTINGS, LOG_SIGNING_KEY_FILE=key))
        stack.enter_context(mock.patch.object(uuid, "os", SimpleNamespace(urandom=_Rising())))
        stack.enter_context(_digests_in_order())
        stack.enter_context(_clock_of_writes())
        call_command("seed_demo", verbosity=0)
        yield


@contextmanager
def _digests_in_order() -> Iterator[None]:
    """Digests of disclosures that rise in the order in which a record enters its fields.

    An entry sorts them, and open data and lists of parts follow it: in the product that order is chance.
    """
    real = leaves.digest_of
    numbers: dict[str, int] = {}

    def digest_of(encoded: str) -> str:
        return f"{numbers.setdefault(encoded, len(numbers)):08d}{real(encoded)[8:]}"

    with ExitStack() as stack:
        for module in list(sys.modules.values()):
            if vars(module).get("digest_of") is real:
                stack.enter_context(mock.patch.object(module, "digest_of", digest_of))
        yield


@contextmanager
def _clock_of_writes() -> Iterator[None]:
    """A clock that stands still but for a tick at every write: it does not matter how fast the machine is."""
    travellers: list[time_machine.Traveller] = []

    @contextmanager
    def travel(to: datetime.datetime, **_: Any) -> Iterator[time_machine.Traveller]:
        with time_machine.travel(to, tick=False) as traveller:
            travellers.append(traveller)
            try:
                yield traveller
            finally:
                travellers.pop()

    def tick(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")):
            travellers[-1].shift(TICK)
        return execute(sql, params, many, context)

    with (
        mock.patch.object(clock, "time_machine", SimpleNamespace(travel=travel)),
        travel(TODAY),
        connection.execute_wrapper(tick),
    ):
        yield


class _Rising:
    """The bytes of UUIDs that rise in the order in which they are made, as their keys do."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def __call__(self, size: int) -> bytes:
        return next(self._numbers).to_bytes(6, "big").ljust(size, b"\xaa")


def names_of_uuids() -> dict[str, str]:
    """A name such as `decision-2` for every UUID of a row: its table's last word and its place among its rows."""
    names: dict[str, str] = {}
    for model in sorted(apps.get_models(), key=_copies_last):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.UUIDField) and field.unique:
                word = model._meta.db_table.rpartition("_")[2]
                for number, found in enumerate(model._base_manager.order_by("pk").values_list(field.name, flat=True)):
                    names.setdefault(str(found), f"{word}-{number + 1}")
    return names


def _copies_last(model: type[models.Model]) -> tuple[bool, str]:
    table = model._meta.db_table
    return "published" in table or "historical" in table, table
