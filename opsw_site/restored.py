"""After an older back-up was restored, nothing is served that was withheld or erased since."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openlog import journal
from openlog.restore_guard import shows_what_was_removed

_AGAIN_AFTER = 10  # seconds
_OPEN = ("/healthz", "/readyz", "/static/")


class RestoredGate:
    """Answer 503 to every request while the database shows what the list beside the journal says was removed.

    `manage.py restore_log` removes it again and opens the site. Without such a list nothing is asked of the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._asked: tuple[object, float] | None = None
        self._shut = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(_OPEN) and self._is_shut():
            response = render(request, "restored.html", status=503)
            response["Retry-After"] = "600"
            response["Cache-Control"] = "no-store"
            return response
        return self._get_response(request)

    def _is_shut(self) -> bool:
        state = journal.removed_file_state()
        if state is None:
            return False
        now = time.monotonic()
        if self._asked is None or self._asked[0] != state or self._shut or now > self._asked[1] + _AGAIN_AFTER:
            self._shut = shows_what_was_removed()
            self._asked = (state, now)
        return self._shut
