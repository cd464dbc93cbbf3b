"""The product as `make run` starts it, on a throw-away place and a free port."""

import email
import email.policy
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from opsw_site.settings.env import SQLITE_FILE
from tests import template_database

ROOT = Path(__file__).parent.parent.parent
LIMIT = 120  # seconds
STOP_LIMIT = 30  # seconds


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Product:
    """Web, worker and schedule on the embedded default with the demo story. `log` is what it wrote to its terminal."""

    def __init__(self, place: Path) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.place = place
        self.output = place / "output.txt"
        # From nothing: a DATABASE_URL or REDIS_URL of the machine must not reach it.
        self._environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "LANG": "C.UTF-8",
            "DEMO": "1",
            "SITE_URL": self.url,
            "VAR_DIR": str(place / "var"),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str) -> str:
        """What `manage.py` says. Raises AssertionError with all of it when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self._environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self) -> None:
        """Prepare and start everything; returns when /readyz answers that all of it is there."""
        (self.place / "var" / "static").mkdir(parents=True)
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        if (migrated := template_database.sqlite_file()).exists():
            shutil.copy(migrated, self.place / "var" / SQLITE_FILE)
        self.manage("migrate", "--verbosity", "0")
        self.manage("set_up_site")
        self.manage("seed_demo")
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "honcho", "start", "--port", str(self.port)],
                cwd=ROOT,
                env=self._environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.wait_until("the product is ready", self._ready)

    def wait_until(self, wish: str, condition: Callable[[], bool]) -> None:
        """Wait until the condition holds while the product runs. Raises AssertionError when it takes too long."""
        assert self._process
        limit = time.monotonic() + LIMIT
        pause = threading.Event()
        while not condition():
            assert self._process.poll() is None, f"The product stopped by itself:\n{self.log}"
            assert time.monotonic() < limit, f"After {LIMIT} seconds still not: {wish}\n{self.log}"
            pause.wait(0.1)

    def letters_to(self, address: str, about: str) -> list[str]:
        """The texts of the e-mails sent to this person in which `about` stands, the oldest first.

        On the embedded default an e-mail is a file, finished by a line of dashes.
        """
        texts = []
        for file in sorted((self.place / "var" / "mail").glob("*.log")):
            for source in file.read_bytes().split(b"-" * 79 + b"\n")[:-1]:
                letter = email.message_from_bytes(source, policy=email.policy.default)
                body = letter.get_body(("plain",))
                text = f"{letter['Subject']}\n\n{body.get_content() if body else ''}"
                if letter["To"] == address and about in text:
                    texts.append(text)
        return texts

    def letter_to(self, address: str, about: str, number: int = 1) -> str:
        """Wait until this person was sent their first, second … e-mail in which `about` stands. Returns its text."""
        self.wait_until(f"{address} is sent {about}", lambda: len(self.letters_to(address, about)) >= number)
        return self.letters_to(address, about)[number - 1]

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:  # noqa: S310
                return answer.status == 200
        except urllib.error.HTTPError as error:
            error.close()
            return False
        except OSError:
            return False

    def stop(self) -> None:
        """End web, worker and schedule, as Ctrl-C does."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"The product did not stop within {STOP_LIMIT} seconds:\n{self.log}") from None

    @property
    def log(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace") if self.output.exists() else ""
