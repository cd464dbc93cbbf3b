"""Database triggers that keep the log append-only, also for those who do not come through Python.

SQLite drops a table's triggers when Django remakes the table, so a migration that alters one of these tables ends
with `install_triggers`; a test notices when they are missing. `without_triggers` is for throw-away databases: the
flush after a test, and proofs that damage a log on purpose.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

_REFUSAL = "the open log is append-only"
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


_ENTRY = "decisions_log_logentry"
_HEAD = "decisions_log_loghead"
_DISCLOSURE = "decisions_log_disclosure"
_WITHHELD = "decisions_log_withhelddisclosure"
_CHECKPOINT = "decisions_log_checkpoint"
# What the public reads is made from entries and kept as they are.
_PUBLISHED = ("decisions_log_publishedrecord", "decisions_log_publishedversion")

_ROW_TRIGGERS = [
    Trigger(_ENTRY, "INSERT", 'NEW."index" <> (SELECT COALESCE(MAX("index") + 1, 0) FROM decisions_log_logentry)'),
    Trigger(_ENTRY, "UPDATE"),
    Trigger(_ENTRY, "DELETE"),
    Trigger(_HEAD, "UPDATE", "NEW.size < OLD.size"),
    Trigger(_HEAD, "DELETE"),
    Trigger(
        _DISCLOSURE,
        "UPDATE",
        "NOT (NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id AND NEW.digest = OLD.digest"
        " AND NEW.path IS NULL AND NEW.encoded IS NULL"
        " AND (OLD.status = 'public' AND NEW.status IN ('withheld', 'erased')"
        " OR OLD.status = 'withheld' AND NEW.status = 'erased'))",
    ),
    Trigger(_DISCLOSURE, "DELETE"),
    Trigger(_WITHHELD, "UPDATE"),
    Trigger(
        _WITHHELD,
        "DELETE",
        "NOT EXISTS (SELECT 1 FROM decisions_log_disclosure WHERE id = OLD.disclosure_id AND status = 'erased')",
    ),
    Trigger(_CHECKPOINT, "UPDATE"),
    Trigger(_CHECKPOINT, "DELETE"),
    *[Trigger(table, event) for table in _PUBLISHED for event in ("UPDATE", "DELETE")],
]
_TRUNCATE_TRIGGERS = [
    Trigger(table, "TRUNCATE") for table in (_ENTRY, _HEAD, _DISCLOSURE, _WITHHELD, _CHECKPOINT, *_PUBLISHED)
]


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Create every trigger anew; the tables must exist."""
    remove_triggers(connection)
    create = _create_on_postgresql if connection.vendor == "postgresql" else _create_on_sqlite
    with connection.cursor() as cursor:
        for trigger in _triggers(connection):
            for statement in create(trigger):
                cursor.execute(statement)


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger that is there."""
    with connection.cursor() as cursor:
        for trigger in _triggers(connection):
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}")
                cursor.execute(f"DROP FUNCTION IF EXISTS {trigger.name}()")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that the database should have and has not."""
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger" if on_postgresql else "SELECT name FROM sqlite_master")
        present = {name for (name,) in cursor.fetchall()}
    return [trigger.name for trigger in _triggers(connection) if trigger.name not in present]


@contextmanager
def without_triggers(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Lift the protection for a while. For throw-away databases only."""
    remove_triggers(connection)
    try:
        yield
    finally:
        install_triggers(connection)


def _triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    return _ROW_TRIGGERS + (_TRUNCATE_TRIGGERS if connection.vendor == "postgresql" else [])


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
