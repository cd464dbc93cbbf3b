"""The kind is known with its rules, and its pages are served, for the length of a test."""

import importlib
from collections.abc import Iterator

import pytest
from django.urls import clear_url_caches

import opsw_site.urls
import public.urls
from core import verdicts
from publication.kinds import KINDS, register
from tests.pledge.spec import PLEDGE, POLICY


def _serve() -> None:
    """Make the addresses afresh from the kinds that are known."""
    importlib.reload(public.urls)
    importlib.reload(opsw_site.urls)
    clear_url_caches()


@pytest.fixture
def pledges() -> Iterator[None]:
    register(PLEDGE)
    verdicts.register(POLICY)
    _serve()
    yield
    del KINDS[PLEDGE.name], verdicts._policies[POLICY.model]
    _serve()
