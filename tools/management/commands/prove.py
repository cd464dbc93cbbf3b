"""The long proofs, each on throw-away data of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from opsw_site.settings.env import SQLITE_FILE
from tools.prove import PROOFS

Environment = dict[str, str]

# How often a proof is made, each time on data of its own, as many at once as there are cores; once unless it says more.
# The crash proof searches all there is after every few kills, so many short rounds are faster than one that is long.
ROUNDS = {("crash", "full"): 10}


class Command(BaseCommand):
    help = (
        "Runs the proofs and prints a line each; exits non-zero on a failure. "
        "With DATABASE_URL they run in a database of their own beside the one it names."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", choices=sorted(PROOFS))
        parser.add_argument("--scale", choices=["ci", "full"], default="ci")
        parser.add_argument("--here", action="store_true", help="on this very database: for the command's own use")

    def handle(self, *, only: str | None, scale: str, here: bool, **options: Any) -> None:
        if here and only:
            self._prove_here(only, scale)
            return
        with _throw_away_place(migrated={}) as migrated:
            if _manage("migrate", "--verbosity", "0", environment=migrated):
                raise CommandError("The throw-away database could not be migrated.")
            failed = [name for name in ([only] if only else sorted(PROOFS)) if not self._prove(name, scale, migrated)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")

    def _prove_here(self, name: str, scale: str) -> None:
        tried, failures = PROOFS[name](scale)
        self.stdout.write(f"{name}: tried {tried}, failures {failures}")
        if failures or not tried:
            raise CommandError(f"{name} failed")

    def _prove(self, name: str, scale: str, migrated: Environment) -> bool:
        """Whether the proof finds no failure in any of its rounds."""
        rounds = ROUNDS.get((name, scale), 1)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return not any(pool.map(lambda _round: _prove_elsewhere(name, scale, migrated), range(rounds)))


def _prove_elsewhere(name: str, scale: str, migrated: Environment) -> int:
    with _throw_away_place(migrated) as environment:
        return _manage("prove", "--here", "--only", name, "--scale", scale, environment=environment)


def _manage(*arguments: str, environment: Environment) -> int:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "BROKER_URL")}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.call(command, cwd=settings.BASE_DIR, env=kept | {"DEMO": "1"} | environment)  # noqa: S603


@contextmanager
def _throw_away_place(migrated: Environment) -> Iterator[Environment]:
    """A folder, and a database that is a copy of the migrated one; an empty one without it.

    On PostgreSQL, the database is beside the one that DATABASE_URL names.
    """
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    with tempfile.TemporaryDirectory(prefix="opsw-proof-") as place:
        if not url.scheme.startswith("postgres"):
            if migrated:
                shutil.copy(Path(migrated["VAR_DIR"]) / SQLITE_FILE, place)
            yield {"VAR_DIR": place}
            return
        name = f"opsw_prove_{uuid.uuid4().hex[:12]}"
        template = urlsplit(migrated["DATABASE_URL"]).path[1:] if migrated else "template1"
        with psycopg.connect(url.geturl(), autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            try:
                yield {"VAR_DIR": place, "DATABASE_URL": url._replace(path=f"/{name}").geturl()}
            finally:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
