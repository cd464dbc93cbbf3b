"""Long work of the processor, done one piece at a time in a process of its own, so that it slows nobody else's request.

Python runs one thread of a process at a time: a comparison of two long texts would hold up every other request of its
web process. Who comes second waits for their turn; who would wait too long is refused with `NotDone`, and does without.
"""

import json
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

WAIT = 10  # seconds for one's turn
LIMIT = 10  # seconds for the work
_PROJECT = Path(__file__).resolve().parent.parent
_turn = threading.BoundedSemaphore(1)


class NotDone(Exception):
    """The work could not be done in time."""


def aside(work: str, *texts: str) -> Any:
    """Return what the function `work` ("module:name") makes of `texts`, as JSON can say it. Raises NotDone."""
    if not _turn.acquire(timeout=WAIT):
        raise NotDone("Other long texts are being compared.")
    try:
        run = subprocess.run(  # noqa: S603 - our own interpreter and our own module
            [sys.executable, "-m", "core.aside"],
            input=json.dumps([work, texts]),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LIMIT,
            check=True,
            cwd=_PROJECT,
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise NotDone from problem
    finally:
        _turn.release()
    return json.loads(run.stdout)


def _main() -> None:
    work, texts = json.load(sys.stdin)
    module, name = work.split(":")
    json.dump(getattr(import_module(module), name)(*texts), sys.stdout)


if __name__ == "__main__":
    _main()
