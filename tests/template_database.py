"""The migrated database that every test worker starts from a copy of: migrating takes 20 s, copying less than one."""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "var" / "tests"
# Branches differ in their migrations: going back and forth between a few of them costs nothing.
KEPT = 12


def create(connection: BaseDatabaseWrapper) -> None:
    """Create the test database of `connection` as a copy of the template, which is made first if there is none."""
    name, key = connection.creation._get_test_db_name(), fingerprint()
    with _lock(key):
        (_create_sqlite if connection.vendor == "sqlite" else _create_postgresql)(connection, name, key)


def destroy(connection: BaseDatabaseWrapper) -> None:
    """Drop the test database; one in memory goes with its connection."""
    name = str(connection.settings_dict["NAME"])
    connection.close()
    if connection.vendor != "sqlite":
        _run(connection, f'DROP DATABASE IF EXISTS "{name}"')


def sqlite_file() -> Path:
    """Where the template is on SQLite, once a test has needed it."""
    return PLACE / f"{fingerprint()}.sqlite3"


def fingerprint() -> str:
    """Return a hash of all that the migrated database is made from: migrations, triggers, settings, libraries."""
    migrations = [path for app in apps.get_app_configs() for path in Path(app.path).glob("migrations/*.py")]
    sources = [
        *(path for path in migrations if path.is_relative_to(ROOT) and ".venv" not in path.parts),
        *ROOT.glob("*/**/triggers.py"),
        *(ROOT / "opsw_site" / "settings").glob("*.py"),
        ROOT / "requirements" / "dev.txt",
        Path(__file__),
    ]
    digest = hashlib.sha256()
    for path in sorted(sources):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@contextmanager
def _lock(key: str) -> Iterator[None]:
    """Let one worker make the template while the others wait."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with (PLACE / f"{key}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _create_sqlite(connection: BaseDatabaseWrapper, name: str, key: str) -> None:
    template = sqlite_file()
    if template.exists():
        _use(connection, name)
        connection.ensure_connection()
        with closing(sqlite3.connect(template)) as file:
            file.backup(connection.connection)
        return
    for old in sorted(PLACE.glob("*.sqlite3*"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink()
    _migrate(connection, name)
    new = template.with_suffix(".sqlite3-new")
    with closing(sqlite3.connect(new)) as file:
        connection.connection.backup(file)
    new.rename(template)


def _create_postgresql(connection: BaseDatabaseWrapper, name: str, key: str) -> None:
    template = f"opsw_template_{key}"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        found = cursor.fetchone()
    if not found:
        new = f"{template}_new"
        _run(connection, f'DROP DATABASE IF EXISTS "{new}"', f'CREATE DATABASE "{new}"')
        _migrate(connection, new)
        connection.close()
        _run(connection, f'ALTER DATABASE "{new}" RENAME TO "{template}"')
    _run(connection, f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _use(connection, name)


def _migrate(connection: BaseDatabaseWrapper, name: str) -> None:
    """Migrate the empty database called `name` and leave `connection` open on it."""
    _use(connection, name)
    call_command("migrate", verbosity=0, interactive=False, database=connection.alias)
    call_command("createcachetable", database=connection.alias)


def _use(connection: BaseDatabaseWrapper, name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
