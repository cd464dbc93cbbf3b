"""Many people publish at once: the log has each publication once, without a gap, and nothing acknowledged is lost."""

import multiprocessing
import sys
from collections import Counter
from dataclasses import dataclass, field

from django.db import OperationalError, connections

from core.transitions import Refused
from missions.models import Mission
from missions.services import mission as missions
from openlog.keys import trusted_key
from openlog.models import LogEntry
from openlog.verify_database import verify_database
from publication import requests, tasks
from publication.models import PublicationRequest, RequestState
from publication.published.models import PublishedVersion
from tools.demo import script, story

SCALES = {"ci": (8, 5), "full": (32, 100)}  # publishers, publications of each

Acknowledged = tuple[str, int, int]  # the record, its version, its place in the log


@dataclass
class Account:
    """What came of one publisher's work."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unanswered: int = 0


def run(scale: str) -> tuple[int, int]:
    """Let all publishers publish at once, each a mission of its own again and again; then count what the log holds."""
    story.play(password="throw-away")  # noqa: S106
    publishers, publications = SCALES[scale]
    work = [(_mission(number).pk, publications) for number in range(publishers)]
    before = LogEntry.objects.count()
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(publishers) as pool:
        accounts = pool.starmap(_publish_again_and_again, work, chunksize=1)
    acknowledged = [item for account in accounts for item in account.acknowledged]
    problems = [problem for account in accounts for problem in account.problems]
    problems += _problems(before, acknowledged)
    for problem in problems:
        print(f"  {problem}", file=sys.stderr)  # noqa: T201
    unanswered = sum(account.unanswered for account in accounts)
    print(f"  publications acknowledged: {len(acknowledged)}, tries without an answer: {unanswered}")  # noqa: T201
    return publishers * publications, len(problems) + publishers * publications - len(acknowledged)


def _mission(number: int) -> Mission:
    """One more mission like the first of the story, published once."""
    text = script.story_file("missions")[0]
    names = {name: f"{text[name]}-{number}" for name in ("slug_en", "slug_cy")}
    return story.set_mission(text | names)


def _publish_again_and_again(mission_pk: int, publications: int) -> Account:
    """The work of one publisher, in a process of its own. A database too busy to answer is asked again."""
    account = Account()
    for number in range(publications):
        while True:
            try:
                account.acknowledged.append(_publish(Mission.objects.get(pk=mission_pk), f"Change {number}"))
            except OperationalError:
                account.unanswered += 1
                continue
            except Refused as refusal:
                account.problems.append(f"refused: {refusal}")
            break
    return account


def _publish(mission: Mission, note: str) -> Acknowledged:
    """Revise the mission, ask for publication and approve it; what an interrupted try has done stays done."""
    missions.revise(mission=mission, by=mission.lead, reason="prove", summary_en=note, summary_cy=note)
    waiting = PublicationRequest.objects.filter(record_uuid=mission.uuid, state=RequestState.REQUESTED).first()
    request = waiting or requests.request_publication(
        record=mission, by=mission.lead, change_note_en=note, change_note_cy=note
    )
    version = requests.approve(request=request, digest=request.digest, by=script.user(script.PUBLISHER))
    return str(mission.uuid), version.number, version.log_index


def _problems(before: int, acknowledged: list[Acknowledged]) -> list[str]:
    """What the log lacks, has twice or has in excess, once the periodic task has signed what was left behind."""
    tasks.sign_log()
    report = verify_database(trusted_key())
    problems = [str(report)] if report.fault else []
    indexes = list(LogEntry.objects.order_by("index").values_list("index", flat=True))
    if indexes != list(range(len(indexes))):
        problems.append("the places in the log have gaps")
    if len(indexes) != before + len(acknowledged):
        problems.append(f"{len(indexes) - before} entries for {len(acknowledged)} acknowledged publications")
    places = Counter(place for _record, _version, place in acknowledged)
    problems += [f"place {place} was acknowledged {count} times" for place, count in places.items() if count > 1]
    public = {
        (str(version.record.uuid), version.number, version.log_index)
        for version in PublishedVersion.objects.provable().select_related("record").defer("content")
    }
    return problems + [f"acknowledged, but not public: {item}" for item in acknowledged if item not in public]
