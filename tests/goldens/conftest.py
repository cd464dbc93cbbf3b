"""The product as it answers on one fixed day, read once for all tests here."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.goldens import world
from tests.goldens.plain import Names


@pytest.fixture(scope="module")
def names(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Names]:
    """Everything in these tests happens in the demo; the names of its UUIDs."""
    with django_db_blocker.unblock(), world.demo(tmp_path_factory.mktemp("goldens")):
        yield world.names_of_uuids()
