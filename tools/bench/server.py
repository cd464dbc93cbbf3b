"""The web server of `make run`, and people who are signed in to it, for measurements over HTTP."""

import http.client
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.utils.crypto import get_random_string

from people.models import User

_START_LIMIT = 30  # seconds


@contextmanager
def served() -> Iterator[int]:
    """Run the server; gives the port it listens on."""
    port = _free_port()
    command = [str(Path(sys.executable).parent / "gunicorn"), "opsw_site.wsgi", "--bind", f"127.0.0.1:{port}"]
    options = ["--worker-class", "gthread", "--threads", "8", "--no-control-socket"]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen([*command, *options], cwd=settings.BASE_DIR, stderr=log)  # noqa: S603
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()
            server.wait()


class Visitor:
    """One person's signed-in browser."""

    def __init__(self, port: int, person: User) -> None:
        client = Client()
        client.force_login(person)
        session, token = client.cookies[settings.SESSION_COOKIE_NAME].value, get_random_string(32)
        self.port = port
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def get(self, address: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        return self._ask("GET", address, "", headers)

    def post(self, address: str, form: dict[str, object]) -> tuple[http.client.HTTPResponse, bytes]:
        return self._ask("POST", address, urlencode(form), {})

    def _ask(
        self, method: str, address: str, body: str, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(method, address, body, {**self.headers, **headers})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    limit = time.monotonic() + _START_LIMIT
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.1)
