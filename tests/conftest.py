"""What every test shares."""

import gc
import os
import uuid
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.template import Context
from django.test.utils import ContextList
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from tests import standing, template_database
from tests.openlog.flush import flush_without_triggers  # noqa: F401 - autouse: lets transactional tests clean up

# Speed is measured in `make bench`; a busy machine must not fail a test.
hypothesis_settings.register_profile("opsw", deadline=None)
hypothesis_settings.load_profile("opsw")

# There are hundreds of thousands of lasting objects, which the collector would look through for a fifth of the time.
gc.set_threshold(100_000, 50, 100)

SHARED = Path(__file__).parent.parent.parent / "shared"


def pytest_collection_finish() -> None:
    """What was imported stays."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long reading of whole sites is for one database, and for the other at full scale (docs/decisions/0035)."""
    if connection.vendor != "sqlite" and os.environ.get("SCALE") != "full":
        left_out = pytest.mark.skip(reason="read on SQLite, and here with SCALE=full")
        for item in items:
            if item.get_closest_marker("one_database"):
                item.add_marker(left_out)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of designs and data beside the project, where there is one."""
    if not SHARED.exists():
        pytest.skip("the shared folder is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give each worker a copy of the migrated template instead of migrating."""
    with django_db_blocker.unblock():
        template_database.create(connection)
        standing.note_start()
    yield
    with django_db_blocker.unblock():
        template_database.destroy(connection)


@pytest.fixture(autouse=True)
def factories_may_stand(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[None]:
    """What factories make is remembered from test to test."""
    marker = request.node.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction")) or "live_server" in request.fixturenames
    patches = request.getfixturevalue("monkeypatch") if "monkeypatch" in request.fixturenames else None
    with standing.one_test(transactional=commits, patches=patches):
        yield


@pytest.fixture(scope="session", autouse=True)
def keep_one_context() -> Iterator[None]:
    """A response keeps the context of its page; those of all that is put into it take a third of the time to copy."""

    def keep(store: dict[str, Any], signal: object, sender: object, template: object, context: Context, **_: object):
        store.setdefault("context", ContextList([copy(context)]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.client.store_rendered_templates", keep)
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Every test has a cache of its own: what stands from an earlier one has the same keys."""
    caches.settings["default"]["KEY_PREFIX"] = caches["default"].key_prefix = uuid.uuid4().hex


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Every test starts in English, whatever page the one before it read."""
    translation.activate("en")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly when the browser journeys were left out."""
    reasons = (str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    if loud := next((reason for reason in reasons if "JOURNEYS DID NOT RUN" in reason), ""):
        terminalreporter.write_sep("!", loud[loud.index("JOURNEYS") :].rstrip("')"), red=True, bold=True)
