"""The kind is known, and its pages are served, for the length of a test."""

import importlib
from collections.abc import Iterator

import pytest
from django.urls import clear_url_caches

import opsw_site.urls
import public.urls
from publication.kinds import KINDS, register
from tests.pledge.spec import PLEDGE


def _serve() -> None:
    """Make the addresses afresh from the kinds that are known."""
    importlib.reload(public.urls)
    importlib.reload(opsw_site.urls)
    clear_url_caches()


@pytest.fixture
def pledges() -> Iterator[None]:
    register(PLEDGE)
    _serve()
    yield
    del KINDS[PLEDGE.name]
    _serve()
