"""Nothing that anybody meets has changed: pages, open data, leaves, tables and names are those that files/ keeps.

Where they shall change, `WRITE_GOLDENS=1 .venv/bin/pytest tests/goldens` keeps what is there now; commit that with the
change. What each role may do when is in docs/permissions.yaml, and tests/permissions compares it.

PostgreSQL keeps the keys of a JSON object, and rows that no query orders, in an order of its own: pages and what they
cost are compared on SQLite alone, leaves there line by line in any order. Its tables have a file of their own.
"""

import pytest
from django.db import connection

from tests.goldens import kept, log, names as known
from tests.goldens.crawl import READERS, Reader, read
from tests.goldens.plain import Names

pytestmark = pytest.mark.xdist_group("goldens")


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="pages are compared on SQLite")
def test_pages_and_what_they_cost(names: Names, reader: Reader) -> None:
    pages, queries = read(reader, names)
    kept.not_more(f"queries/{reader.name}.txt", queries)
    kept.same_pages(f"pages/{reader.name}.txt.xz", pages)


def test_leaves(names: Names) -> None:
    kept.same("leaves.txt", log.leaves(names), in_order=connection.vendor == "sqlite")


def test_database(names: Names) -> None:
    kept.same(f"database.{connection.vendor}.txt", known.database())


@pytest.mark.parametrize("what", ["content_types", "rights", "tasks", "commands", "addresses"])
def test_names(names: Names, what: str) -> None:
    kept.same(f"{what}.txt", getattr(known, what)())
