"""Django's PostgreSQL backend, for a server that may stop answering without closing the connection."""

from types import SimpleNamespace
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base

MARGIN = 3.0  # seconds in which a server that answers can say that the statement took too long


class Connection(psycopg.Connection[Any]):
    """A connection that is closed when the server has not answered within DATABASE_SECONDS and a margin.

    The server itself keeps DATABASE_SECONDS (`statement_timeout`), so that only one that hangs is given up.
    Raises `psycopg.OperationalError`, as when the connection is lost.
    """

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for an answer, and close the connection when none has come in time."""
        try:
            return super().wait(gen, interval, settings.DATABASE_SECONDS + MARGIN if timeout is None else timeout)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()  # nobody knows what state it is in
            raise psycopg.OperationalError("The database server does not answer.") from error


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with a connection that does not wait for ever."""

    Database: Any = SimpleNamespace(**{**vars(psycopg), "connect": Connection.connect})
