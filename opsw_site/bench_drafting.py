"""How long until what one person saves is on the screens of the others, over HTTP from the web server of `make run`."""

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.crypto import get_random_string

from opsw_site.demo import drafters
from people.models import User
from taskgroups.discussions import changes_said
from taskgroups.models import PositionSection

WRITERS = 8  # one for each section
SAVES = 10  # of each writer
BETWEEN_SAVES = 2.0  # seconds
BETWEEN_LOOKS = 0.3  # seconds: LOOK of static/opsw/drafting.js
START_LIMIT = 30  # seconds


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


def seconds_until_seen() -> list[float]:
    """Let WRITERS people write in one position, each with an open page, and measure."""
    position, people = drafters.bring_in(WRITERS)
    position.refresh_from_db()
    sections = list(position.sections.select_related("position"))
    traffic = Traffic()
    with tempfile.TemporaryFile() as log, ThreadPoolExecutor(2 * WRITERS) as pool:
        port = _free_port()
        command = [str(Path(sys.executable).parent / "gunicorn"), "opsw_site.wsgi", "--bind", f"127.0.0.1:{port}"]
        options = ["--worker-class", "gthread", "--threads", "8", "--no-control-socket"]
        server = subprocess.Popen([*command, *options], cwd=settings.BASE_DIR, stderr=log)  # noqa: S603
        try:
            _wait_for(port)
            tabs = [
                _Tab(port, person, number, section, traffic)
                for number, (person, section) in enumerate(zip(people, sections, strict=True))
            ]
            looking = [pool.submit(tab.look) for tab in tabs]
            for done in [pool.submit(tab.write) for tab in tabs]:
                done.result()
            time.sleep(BETWEEN_LOOKS * 3)
            traffic.over.set()
            for done in looking:
                done.result()
        finally:
            traffic.over.set()
            server.terminate()
            server.wait()
    return traffic.seconds()


class _Tab:
    """One writer's open page of the whole position: it looks again and again, and its writer saves now and then."""

    def __init__(self, port: int, person: User, number: int, section: PositionSection, traffic: Traffic) -> None:
        client = Client()
        client.force_login(person)
        session, token = client.cookies[settings.SESSION_COOKIE_NAME].value, get_random_string(32)
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.port, self.number, self.section, self.traffic = port, number, section, traffic
        self.live = reverse("workspace:position_live", args=[section.position.uuid])
        self.save = reverse("workspace:section_save", args=[section.uuid])

    def look(self) -> None:
        version, said, etag = self.section.position.version, changes_said(self.section.position), ""
        while not self.traffic.over.wait(BETWEEN_LOOKS):
            answer, content = self._ask("GET", f"{self.live}?since={version}&said={said}", **{"If-None-Match": etag})
            if answer.status != http.HTTPStatus.OK:
                continue
            etag, news = answer.headers["ETag"], json.loads(content)
            version, said = news["version"], news["said"]
            for section in news["sections"]:
                if section["uuid"] != str(self.section.uuid):
                    self.traffic.seen[self.number, (section["uuid"], section["revision"])] = time.perf_counter()

    def write(self) -> None:
        """Write on in one's own section, SAVES times."""
        revision, text = self.section.revision, self.section.text_en
        time.sleep(BETWEEN_SAVES * self.number / WRITERS)
        for number in range(SAVES):
            text += f" word{number}"
            form = {"text_en": text, "text_cy": self.section.text_cy, "base_revision": revision}
            answer, content = self._ask("POST", self.save, urlencode(form))
            if answer.status != http.HTTPStatus.OK:
                raise RuntimeError(f"A save was answered with {answer.status}")
            revision = json.loads(content)["revision"]
            self.traffic.saved[str(self.section.uuid), revision] = time.perf_counter()
            time.sleep(BETWEEN_SAVES)

    def _ask(self, method: str, address: str, body: str = "", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(method, address, body, {**self.headers, **headers})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    limit = time.monotonic() + START_LIMIT
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.1)
