"""A database server that stops answering without closing the connection holds nobody for long."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import OperationalError, connection

from opsw_site.postgresql import base

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no server"),
]


class Line:
    """A line to the database server that can go dead: nothing passes, and nobody is told."""

    def __init__(self, host: str, port: int) -> None:
        self.target, self.dead = (host, port), threading.Event()
        self.ends: list[socket.socket] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            far = socket.create_connection(self.target)
            self.ends += near, far
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while (words := source.recv(65536)) and not self.dead.is_set():
                sink.sendall(words)

    def close(self) -> None:
        """Close every connection."""
        for end in (self.door, *self.ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Line]:
    """Connect through a line that can go dead, and wait for half a second at most."""
    line = Line(connection.settings_dict["HOST"] or "127.0.0.1", int(connection.settings_dict["PORT"] or 5432))
    settings.DATABASE_SECONDS = 0.2
    monkeypatch.setattr(base, "MARGIN", 0.3)
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    monkeypatch.setitem(connection.settings_dict, "PORT", str(line.port))
    yield line
    connection.close()
    line.close()


def ask() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 41 + 1")
        return cursor.fetchone()[0]


def test_a_server_that_hangs_is_given_up(line: Line) -> None:
    assert ask() == 42
    line.dead.set()
    with pytest.raises(OperationalError, match="does not answer"):
        ask()


def test_the_next_request_connects_afresh(line: Line) -> None:
    ask()
    line.dead.set()
    with pytest.raises(OperationalError):
        ask()
    line.dead.clear()
    connection.close_if_unusable_or_obsolete()  # what Django does between requests
    assert ask() == 42


def test_a_statement_that_takes_too_long_is_ended_by_the_server(line: Line) -> None:
    """The server says so itself: the connection stays."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '50ms'")
        with pytest.raises(OperationalError, match="statement timeout"):
            cursor.execute("SELECT pg_sleep(5)")
    assert ask() == 42
