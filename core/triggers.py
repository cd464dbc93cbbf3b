"""Database triggers that keep rows append-only, also for those who do not come through Python.

SQLite drops a table's triggers when Django remakes the table, so a migration that alters such a table ends with
`install`; a test notices when they are missing. `without` is for throw-away databases: the flush after a test, and
proofs that damage a log on purpose.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

_REFUSAL = "what is recorded here is append-only"
_ALWAYS = "1 = 1"


@dataclass(frozen=True)
class Trigger:
    """Refuses `event` on `table` for every row (for the statement, on TRUNCATE) where the SQL condition holds."""

    table: str
    event: str
    refused_when: str = _ALWAYS

    @property
    def name(self) -> str:
        """Name of the trigger, and on PostgreSQL of its function."""
        return f"{self.table}_no_{self.event.lower()}"


def never_changed(*tables: str) -> list[Trigger]:
    """Rows are added to the tables, and nothing else happens to them."""
    return [Trigger(table, event) for table in tables for event in ("UPDATE", "DELETE", "TRUNCATE")]


def install(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> None:
    """Create the triggers anew; the tables must exist."""
    triggers = _known(connection, triggers)
    remove(connection, triggers)
    create = _create_on_postgresql if connection.vendor == "postgresql" else _create_on_sqlite
    with connection.cursor() as cursor:
        for trigger in triggers:
            for statement in create(trigger):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> None:
    """Drop those triggers that are there."""
    with connection.cursor() as cursor:
        for trigger in _known(connection, triggers):
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}")
                cursor.execute(f"DROP FUNCTION IF EXISTS {trigger.name}()")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")


def missing(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> list[str]:
    """Names of the triggers that the database should have and has not."""
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger" if on_postgresql else "SELECT name FROM sqlite_master")
        present = {name for (name,) in cursor.fetchall()}
    return [trigger.name for trigger in _known(connection, triggers) if trigger.name not in present]


@contextmanager
def without(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> Iterator[None]:
    """Lift the protection for a while. For throw-away databases only."""
    triggers = list(triggers)
    remove(connection, triggers)
    try:
        yield
    finally:
        install(connection, triggers)


def _known(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> list[Trigger]:
    """Those that the database can have: only PostgreSQL has TRUNCATE."""
    return [trigger for trigger in triggers if trigger.event != "TRUNCATE" or connection.vendor == "postgresql"]


def _create_on_sqlite(trigger: Trigger) -> list[str]:
    return [
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} FOR EACH ROW"
        f" WHEN {trigger.refused_when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    ]


def _create_on_postgresql(trigger: Trigger) -> list[str]:
    # A function of its own for each trigger: WHEN takes no subqueries on PostgreSQL.
    per = "STATEMENT" if trigger.event == "TRUNCATE" else "ROW"
    result = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD", "TRUNCATE": "NULL"}[trigger.event]
    return [
        f"CREATE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {trigger.refused_when} THEN RAISE integrity_constraint_violation USING MESSAGE = '{_REFUSAL}';"
        f" END IF; RETURN {result}; END $$",
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} FOR EACH {per}"
        f" EXECUTE FUNCTION {trigger.name}()",
    ]
