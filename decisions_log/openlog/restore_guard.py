"""The restore guard: a journal outside the database remembers each checkpoint.

A database restored from an old backup would append other entries where the log has promised some already, and so
fork its history. While the database is behind its journal, or contradicts it, the log is read-only.
"""

import json
import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from decisions_log.openlog.models import Checkpoint

_TAIL = 65_536


class LogReadOnly(Exception):
    """The log takes no entries and no signatures; the message says why."""


def behind_journal() -> str | None:
    """Why the database is not to be trusted with new entries, or None."""
    # Signers may race, so the last line need not be the largest checkpoint.
    size, root = max(remembered(), default=(0, b""))
    if size == 0:
        return None
    if Checkpoint.objects.filter(size=size, root=root).exists():
        return None
    last = Checkpoint.objects.last()
    if last is not None and last.size >= size:
        return _(
            "The database contradicts the log's journal at %(size)d entries: it is of another log, or was changed."
        ) % {"size": size}
    return _(
        "The database is behind the log's journal: it has signed %(have)d entries of %(size)d. Restore a newer backup."
    ) % {"have": last.size if last else 0, "size": size}


def refuse_when_behind() -> None:
    """Raises LogReadOnly with the reason when the database is behind its journal."""
    if reason := behind_journal():
        raise LogReadOnly(reason)


def remember(checkpoint: Checkpoint) -> None:
    """Add a committed checkpoint to the journal, on disk before this returns."""
    if not settings.LOG_JOURNAL:
        return
    path = Path(settings.LOG_JOURNAL)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"size": checkpoint.size, "root": checkpoint.root.hex()}).encode() + b"\n"
    with path.open("ab+") as journal:
        journal.seek(max(journal.tell() - 1, 0))
        torn = journal.read(1) not in (b"", b"\n")
        journal.write(b"\n" + line if torn else line)
        journal.flush()
        os.fsync(journal.fileno())


def remembered() -> set[tuple[int, bytes]]:
    """Size and root of the checkpoints in the journal's last lines."""
    if not settings.LOG_JOURNAL or not Path(settings.LOG_JOURNAL).exists():
        return set()
    with Path(settings.LOG_JOURNAL).open("rb") as journal:
        journal.seek(0, os.SEEK_END)
        journal.seek(max(journal.tell() - _TAIL, 0))
        lines = journal.read().split(b"\n")
    return set(filter(None, map(_parse_line, lines)))


def _parse_line(line: bytes) -> tuple[int, bytes] | None:
    # A line torn by a crash, or cut by reading only the tail, is passed over.
    try:
        value = json.loads(line)
        return value["size"], bytes.fromhex(value["root"])
    except (ValueError, KeyError, TypeError):
        return None
