"""Measure what people wait for, and print it. Nothing here fails a build: figures differ between machines."""

import statistics
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from missions.models import Mission
from missions.services import mission as missions
from publication.published.models import PublishedVersion
from tools.bench import comparing, drafting
from tools.demo import script, story

ROUNDS = {"ci": 5, "full": 20}


class Command(BaseCommand):
    help = "Prints milliseconds and queries of public pages, and how long what people wait for takes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=sorted(ROUNDS), default="ci")

    def handle(self, *, scale: str, **options: Any) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate", verbosity=0)
        call_command("set_up_site", verbosity=0)
        if not story.told():
            story.play(password="throw-away")  # noqa: S106
        self.rounds = ROUNDS[scale]
        client = Client(SERVER_NAME="localhost")
        for path in ["/en/", "/cy/", "/en/decisions/", _decision(), "/en/open-log/", "/log/checkpoint"]:
            self._line(f"GET {path}", lambda path=path: client.get(path))  # type: ignore[misc]
        self._line("approve a publication until it is provable", self._publish)
        for row in comparing.rows(scale):
            self.stdout.write(f"{row.name}: {row.measured:.0f} ms (target {row.target:.0f} ms)")
        self._drafting(scale)

    def _line(self, name: str, do: Callable[[], object]) -> None:
        do()
        times = []
        with CaptureQueriesContext(connection) as queries:
            do()
        asked = len(queries)  # the next request empties what was captured
        for _round in range(self.rounds):
            started = time.perf_counter()
            do()
            times.append((time.perf_counter() - started) * 1000)
        self.stdout.write(
            f"{name}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms, queries {asked}"
        )

    def _drafting(self, scale: str) -> None:
        seconds = drafting.seconds_until_seen(scale)
        worst_of_most = statistics.quantiles(seconds, n=20)[-1]
        self.stdout.write(
            f"a save until it is on another screen, {drafting.WRITERS} writers: median "
            f"{statistics.median(seconds):.2f} s, 95 % within {worst_of_most:.2f} s, worst {max(seconds):.2f} s, "
            f"seen {len(seconds)} times"
        )

    def _publish(self) -> None:
        mission = Mission.objects.order_by("pk")[0]
        note = f"Change {time.time_ns()}"
        missions.revise(mission=mission, by=mission.lead, reason="bench", summary_en=note, summary_cy=note)
        script.publish(mission, mission.lead, change_note_en=note, change_note_cy=note)


def _decision() -> str:
    """The page of the decision that was published first."""
    first = PublishedVersion.objects.newest().filter(record__kind="decision").order_by("record__pk")[0]
    return f"/en/decisions/{first.record.slug_en}/"
