"""Publishing is killed at random moments: nothing acknowledged is lost, nothing is half published."""

import multiprocessing
import os
import random
import signal
import sys
import time
from multiprocessing.connection import Connection

from django.db import connections

from decisions_log import tasks
from decisions_log.openlog.keys import trusted_key
from decisions_log.openlog.models import LogEntry
from decisions_log.openlog.verify_database import verify_database
from decisions_log.publication import requests
from decisions_log.publication.models import PublicationRequest, RequestState
from decisions_log.published.models import PublishedVersion
from missions.models import Mission
from missions.services import mission as missions
from opsw_site.demo import story

KILLS = {"ci": 25, "full": 200}
LONGEST_LIFE = 3  # in publications, so that kills fall on every step of one however slow the machine is


def run(scale: str) -> tuple[int, int]:
    """Kill a publishing process KILLS times with SIGKILL; after each, check log and records against each other."""
    story.play(password="throw-away")  # noqa: S106
    failures = 0
    acknowledged: set[int] = set()
    longest = LONGEST_LIFE * _seconds_of_a_publication()
    for _kill in range(KILLS[scale]):
        acknowledged |= _life_of_a_publisher(longest)
        problems = _problems(acknowledged)
        failures += bool(problems)
        for problem in problems:
            print(f"  {problem}", file=sys.stderr)  # noqa: T201
    print(f"  publications acknowledged before a kill: {len(acknowledged)}")  # noqa: T201
    return KILLS[scale], failures or int(not acknowledged)


def _seconds_of_a_publication() -> float:
    started = time.perf_counter()
    _publish()
    return time.perf_counter() - started


def _life_of_a_publisher(longest: float) -> set[int]:
    """Start a process that publishes again and again, kill it within `longest` seconds; what it acknowledged."""
    connections.close_all()
    receive, send = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_publish_for_ever, args=(send,))
    child.start()
    send.close()
    receive.poll(20)  # the first publication is under way or done
    time.sleep(random.uniform(0, longest))  # noqa: S311
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join()
    acknowledged = set()
    try:
        while True:
            acknowledged.add(receive.recv())
    except (EOFError, OSError):
        return acknowledged - {-1}


def _publish_for_ever(send: Connection) -> None:
    while True:
        send.send(-1)
        send.send(_publish())


def _publish() -> int:
    """One more version of the first mission; its log index once it is acknowledged."""
    mission = Mission.objects.order_by("pk")[0]
    note = f"Change {time.time_ns()}"
    missions.revise(mission=mission, by=mission.lead, reason="prove", summary_en=note, summary_cy=note)
    _cancel_what_the_last_life_left(mission)
    request = requests.request_publication(record=mission, by=mission.lead, change_note_en=note, change_note_cy=note)
    publisher = story.user(story.PUBLISHER)
    return requests.approve(request=request, digest=request.digest, by=publisher).log_index


def _cancel_what_the_last_life_left(mission: Mission) -> None:
    for request in PublicationRequest.objects.filter(record_uuid=mission.uuid, state=RequestState.REQUESTED):
        requests.cancel(request=request, by=mission.lead)


def _problems(acknowledged: set[int]) -> list[str]:
    """What is wrong after a crash, once the periodic task has signed what was left behind."""
    tasks.sign_log()
    report = verify_database(trusted_key())
    entries = set(LogEntry.objects.values_list("index", flat=True))
    versions = set(PublishedVersion.objects.provable().values_list("log_index", flat=True))
    answered = set(PublicationRequest.objects.filter(state=RequestState.PUBLISHED).values_list("log_index", flat=True))
    problems = [str(report)] if report.fault else []
    if lost := acknowledged - entries:
        problems.append(f"acknowledged but lost: {sorted(lost)}")
    if half := entries ^ versions | entries ^ answered:
        problems.append(f"half published: {sorted(half, key=str)}")
    return problems
