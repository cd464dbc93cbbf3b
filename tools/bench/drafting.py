"""How long until what one person saves is on the screens of the others, over HTTP from the web server of `make run`."""

import http
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.urls import reverse

from taskgroups.discussions import changes_said
from taskgroups.models import PositionSection
from tools.bench.server import Visitor, served
from tools.demo import drafters

WRITERS = 8  # one for each section
SAVES = {"ci": 3, "full": 10}  # of each writer
BETWEEN_SAVES = 2.0  # seconds
BETWEEN_LOOKS = 0.3  # seconds: LOOK of static/opsw/drafting.js


Revision = tuple[str, int]  # a section's UUID and its revision


@dataclass
class Traffic:
    """When each save was answered, and when every other writer's page had it."""

    saved: dict[Revision, float] = field(default_factory=dict)
    seen: dict[tuple[int, Revision], float] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    def seconds(self) -> list[float]:
        """From the answer to a save until another writer's page had it."""
        return [max(0.0, when - self.saved[what]) for (_tab, what), when in self.seen.items() if what in self.saved]


def seconds_until_seen(scale: str) -> list[float]:
    """Let WRITERS people write in one position, each with an open page, and measure."""
    position, people = drafters.bring_in(WRITERS)
    position.refresh_from_db()
    sections = list(position.sections.select_related("position"))
    traffic = Traffic()
    with served() as port, ThreadPoolExecutor(2 * WRITERS) as pool:
        tabs = [
            _Tab(Visitor(port, person), number, section, traffic)
            for number, (person, section) in enumerate(zip(people, sections, strict=True))
        ]
        looking = [pool.submit(tab.look) for tab in tabs]
        try:
            for done in [pool.submit(tab.write, SAVES[scale]) for tab in tabs]:
                done.result()
            time.sleep(BETWEEN_LOOKS * 3)
        finally:
            traffic.over.set()
        for done in looking:
            done.result()
    return traffic.seconds()


class _Tab:
    """One writer's open page of the whole position: it looks again and again, and its writer saves now and then."""

    def __init__(self, browser: Visitor, number: int, section: PositionSection, traffic: Traffic) -> None:
        self.browser, self.number, self.section, self.traffic = browser, number, section, traffic
        self.live = reverse("workspace:position_live", args=[section.position.uuid])
        self.save = reverse("workspace:section_save", args=[section.uuid])

    def look(self) -> None:
        version, said, etag = self.section.position.version, changes_said(self.section.position), ""
        while not self.traffic.over.wait(BETWEEN_LOOKS):
            answer, content = self.browser.get(f"{self.live}?since={version}&said={said}", **{"If-None-Match": etag})
            if answer.status != http.HTTPStatus.OK:
                continue
            etag, news = answer.headers["ETag"], json.loads(content)
            version, said = news["version"], news["said"]
            for section in news["sections"]:
                if section["uuid"] != str(self.section.uuid):
                    self.traffic.seen[self.number, (section["uuid"], section["revision"])] = time.perf_counter()

    def write(self, saves: int) -> None:
        """Write on in one's own section, `saves` times."""
        revision, text = self.section.revision, self.section.text_en
        time.sleep(BETWEEN_SAVES * self.number / WRITERS)
        for number in range(saves):
            text += f" word{number}"
            form = {"text_en": text, "text_cy": self.section.text_cy, "base_revision": revision}
            answer, content = self.browser.post(self.save, form)
            if answer.status != http.HTTPStatus.OK:
                raise RuntimeError(f"A save was answered with {answer.status}")
            revision = json.loads(content)["revision"]
            self.traffic.saved[str(self.section.uuid), revision] = time.perf_counter()
            time.sleep(BETWEEN_SAVES)
