"""A database of its own in the place of the usual one, for tests that load, back up or restore a whole database."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests import template_database


class OwnDatabase:
    """The default connection of the product while `used()`; a file on SQLite, a database beside it on PostgreSQL."""

    def __init__(self, place: Path, word: str) -> None:
        self._usual: BaseDatabaseWrapper = connections["default"]
        self.vendor = self._usual.vendor
        usual_name = str(self._usual.settings_dict["NAME"]).lower()
        self._name = str(place / f"{word}.sqlite3") if self.vendor == "sqlite" else f"{usual_name}_{word}"
        self.connection = connections.create_connection("default")
        self.connection.settings_dict = {**self._usual.settings_dict, "NAME": self._name}

    @contextmanager
    def used(self) -> Iterator["OwnDatabase"]:
        """Everything inside happens in this database."""
        connections["default"] = self.connection
        _forget_rows()
        try:
            yield self
        finally:
            self.connection.close()
            connections["default"] = self._usual
            _forget_rows()
            if self.vendor != "sqlite":
                self._run(f'DROP DATABASE IF EXISTS "{self._name}"', f'DROP DATABASE IF EXISTS "{self._backup}"')

    def create(self, sqlite_file: bytes, sql: str) -> None:
        """Fill it with a file of SQLite, or by the statements of PostgreSQL."""
        if self.vendor == "sqlite":
            Path(self._name).write_bytes(sqlite_file)
            return
        self._run(f'DROP DATABASE IF EXISTS "{self._name}"', f'CREATE DATABASE "{self._name}"')
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
        self.connection.close()  # a dump empties its search path

    def create_migrated(self) -> None:
        """Fill it with what the tests start from: migrated and empty."""
        if self.vendor == "sqlite":
            self._usual.ensure_connection()
            with closing(sqlite3.connect(self._name)) as file:
                self._usual.connection.backup(file)
        else:
            self._copy(f"opsw_template_{template_database.fingerprint()}", self._name)

    def back_up(self) -> None:
        """Keep it as it is now."""
        self.connection.close()
        self._copy(self._name, self._backup)

    def restore(self) -> None:
        """Put it back to where it was backed up."""
        self.connection.close()
        self._copy(self._backup, self._name)

    @property
    def _backup(self) -> str:
        return f"{self._name}_backup"

    def _copy(self, source: str, target: str) -> None:
        if self.vendor == "sqlite":
            for rest in ("-wal", "-shm"):
                Path(target + rest).unlink(missing_ok=True)
            shutil.copyfile(source, target)
        else:
            self._run(f'DROP DATABASE IF EXISTS "{target}"', f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def _run(self, *statements: str) -> None:
        with self._usual.creation._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def _forget_rows() -> None:
    """Let the process forget the rows of another database that it keeps: their keys differ."""
    ContentType.objects.clear_cache()
    Site.objects.clear_cache()
    cache.clear()
