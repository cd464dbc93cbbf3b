"""Let the flush after a transactional test empty the append-only tables, which the triggers otherwise forbid."""

from collections.abc import Iterator

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from core.triggers import without
from openlog.triggers import TRIGGERS as LOG
from taskgroups.triggers import TRIGGERS as GROUPS


@pytest.fixture(scope="session", autouse=True)
def flush_without_triggers() -> Iterator[None]:
    """Every other statement of every test meets the triggers."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with without(self.connection, [*LOG, *GROUPS]):
            flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", lifted)
        yield
