"""Is the process up, and can it do its work?"""

import logging
from collections.abc import Callable

from celery import current_app
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from openlog import log, restore_guard
from opsw_site import guards

logger = logging.getLogger(__name__)


def process(request: HttpRequest) -> HttpResponse:
    """200 while the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """200 when every part can do its work; 503 with the part that cannot.

    `published` is false when a sample of what is shown differs from the log, `triggers` when one is missing.
    """
    state = {
        "database": _works(connection.ensure_connection),
        "broker": _works(_ask_broker),
        "cache": _works(_ask_cache),
        "log": _works(_ask_log),
        "published": _works(lambda: _refuse(guards.shown_otherwise())),
        "triggers": _works(lambda: _refuse(guards.missing_triggers())),
    }
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _works(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except Exception:  # noqa: BLE001 - any failure means "not ready"
        return False
    return True


def _refuse(problems: list[str]) -> None:
    if problems:
        logger.error("Not ready: %s", "; ".join(problems))
        raise RuntimeError(problems)


def _ask_broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _ask_cache() -> None:
    """What was put is found; a cache that is away finds nothing."""
    cache.set("readyz", True, timeout=60)
    if not cache.get("readyz"):
        raise RuntimeError("The cache is away")


def _ask_log() -> None:
    log.signed_size()
    if reason := restore_guard.behind_journal():
        raise RuntimeError(reason)
