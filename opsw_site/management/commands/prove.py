"""The long proofs, each on throw-away data of its own."""

import os
import subprocess
import sys
import tempfile
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from opsw_site.prove import PROOFS

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
        failed = [name for name in ([only] if only else sorted(PROOFS)) if not self._prove(name, scale)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")

    def _prove_here(self, name: str, scale: str) -> None:
        call_command("migrate", verbosity=0)
        tried, failures = PROOFS[name](scale)
        self.stdout.write(f"{name}: tried {tried}, failures {failures}")
        if failures or not tried:
            raise CommandError(f"{name} failed")

    def _prove(self, name: str, scale: str) -> bool:
        """Whether the proof finds no failure in any of its rounds."""
        rounds = ROUNDS.get((name, scale), 1)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return not any(pool.map(lambda _round: self._in_throw_away_place(name, scale), range(rounds)))

    def _in_throw_away_place(self, name: str, scale: str) -> int:
        with tempfile.TemporaryDirectory(prefix=f"opsw-{name}-") as place, _throw_away_database() as database:
            environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "BROKER_URL")}
            environment |= {"DEMO": "1", "VAR_DIR": place} | database
            command = [sys.executable, "manage.py", "prove", "--here", "--only", name, "--scale", scale]
            return subprocess.call(command, cwd=settings.BASE_DIR, env=environment)  # noqa: S603


@contextmanager
def _throw_away_database() -> Iterator[dict[str, str]]:
    """The environment of a new PostgreSQL database beside the one that DATABASE_URL names; empty for SQLite."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if not url.scheme.startswith("postgres"):
        yield {}
        return
    name = f"opsw_prove_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url.geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {"DATABASE_URL": url._replace(path=f"/{name}").geturl()}
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
