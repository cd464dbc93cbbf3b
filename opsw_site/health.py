"""Is the process up, and can it do its work?"""

from collections.abc import Callable

from celery import current_app
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from decisions_log.openlog import log, restore_guard


def process(request: HttpRequest) -> HttpResponse:
    """200 while the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, broker and log head answer; 503 with the part that does not."""
    state = {"database": _works(connection.ensure_connection), "broker": _works(_ask_broker), "log": _works(_ask_log)}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _works(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except Exception:  # noqa: BLE001 - any failure means "not ready"
        return False
    return True


def _ask_broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _ask_log() -> None:
    log.signed_size()
    if reason := restore_guard.behind_journal():
        raise RuntimeError(reason)
