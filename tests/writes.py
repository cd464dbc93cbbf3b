"""What a piece of work writes to the database."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from django.db import connection

_WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')
_SAVEPOINT = re.compile(r'(ROLLBACK TO )?SAVEPOINT "?(\w+)')


@contextlib.contextmanager
def tables_written() -> Iterator[list[str]]:
    """The tables to which the block writes what it does not roll back itself; the session is no record."""
    tables: list[str] = []
    savepoints: dict[str, int] = {}

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (write := _WRITE.match(sql)) and write[1] != "django_session":
            tables.append(write[1])
        elif savepoint := _SAVEPOINT.match(sql):
            if savepoint[1]:
                del tables[savepoints[savepoint[2]] :]
            savepoints[savepoint[2]] = len(tables)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables
