"""The database of the first version, migrated forward, in the place of the test database for these tests alone."""

import base64
import lzma
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from time_machine import travel

from tests.own_database import OwnDatabase

FIRST = Path(__file__).parent.parent / "fixtures" / "first"
SEED = bytes(range(32))
SOON_AFTER = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def first_version(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Everything in these tests happens in the old database, on a day when its groups are at work."""
    place = tmp_path_factory.mktemp("first")
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        old = stack.enter_context(OwnDatabase(place, "first").used())
        old.create(
            lzma.decompress((FIRST / "sqlite.sqlite3.xz").read_bytes()),
            lzma.decompress((FIRST / "postgresql.sql.xz").read_bytes()).decode(),
        )
        (place / "log-signing.key").write_bytes(base64.b64encode(SEED))
        (place / "journal.jsonl").write_bytes((FIRST / f"{old.vendor}.jsonl").read_bytes())
        stack.enter_context(
            override_settings(
                LOG_ORIGIN="log.example.wales/decisions",
                LOG_SIGNING_KEY_FILE=place / "log-signing.key",
                LOG_JOURNAL=place / "journal.jsonl",
                ALLOWED_HOSTS=["*"],
            )
        )
        stack.enter_context(travel(SOON_AFTER))
        call_command("migrate", verbosity=0, interactive=False)
        yield
