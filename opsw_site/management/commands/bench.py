"""Measure what people wait for, and print it. Nothing here fails a build: figures differ between machines."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from decisions_log.published.models import PublishedVersion
from missions.models import Mission
from missions.services import mission as missions
from opsw_site import bench_drafting
from opsw_site.demo import script, story

ROUNDS = 20


class Command(BaseCommand):
    help = "Prints milliseconds and queries of public pages, and the time from approval to provable."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("set_up_site", verbosity=0)
        if not story.told():
            story.play(password="throw-away")  # noqa: S106
        decision = PublishedVersion.objects.newest().filter(record__kind="decision").get()
        reference = decision.record.slug_en
        client = Client(SERVER_NAME="localhost")
        paths = ["/en/", "/cy/", "/en/decisions/", f"/en/decisions/{reference}/", "/en/open-log/", "/log/checkpoint"]
        for path in paths:
            self._line(f"GET {path}", lambda path=path: client.get(path))  # type: ignore[misc]
        self._line("approve a publication until it is provable", self._publish)
        self._drafting()

    def _line(self, name: str, do: Callable[[], object]) -> None:
        do()
        times = []
        with CaptureQueriesContext(connection) as queries:
            do()
        asked = len(queries)  # the next request empties what was captured
        for _round in range(ROUNDS):
            started = time.perf_counter()
            do()
            times.append((time.perf_counter() - started) * 1000)
        self.stdout.write(
            f"{name}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms, queries {asked}"
        )

    def _drafting(self) -> None:
        seconds = bench_drafting.seconds_until_seen()
        worst_of_most = statistics.quantiles(seconds, n=20)[-1]
        self.stdout.write(
            f"a save until it is on another screen, {bench_drafting.WRITERS} writers: median "
            f"{statistics.median(seconds):.2f} s, 95 % within {worst_of_most:.2f} s, worst {max(seconds):.2f} s, "
            f"seen {len(seconds)} times"
        )

    def _publish(self) -> None:
        mission = Mission.objects.order_by("pk")[0]
        note = f"Change {time.time_ns()}"
        missions.revise(mission=mission, by=mission.lead, reason="bench", summary_en=note, summary_cy=note)
        script.publish(mission, mission.lead, change_note_en=note, change_note_cy=note)
