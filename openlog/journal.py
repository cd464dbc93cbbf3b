"""The journal: small files outside the database that remember what the log has promised (docs/decisions/0031).

- `LOG_JOURNAL` has a line `{"size", "root"}` for each checkpoint, on disk before the checkpoint is stored, a line
  `{"stored"}` after it, and a line `{"next"}` before each entry, which shows that the journal can be written before
  anything is promised. A line `{"restored", "since"}` says that a copy brought these entries back with its own
  checkpoint alone.
- `LOG_JOURNAL` with `.removed` lists the disclosures that were withheld, erased or shown again, by their digests.
- `LOG_SIGNING_KEY_FILE` with `.head` is what the key has signed last, where its folder may be written to: it shows that
  a journal was restored together with the database.
"""

import json
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

_TAIL = 65_536
logger = logging.getLogger(__name__)


@dataclass(frozen=True, order=True)
class Promise:
    """The log had this root when it had `size` entries."""

    size: int
    root: bytes


def announce(size: int, root: bytes | None = None) -> None:
    """Write that an entry is about to make the log that long; its root where a checkpoint comes with it.

    Raises OSError. It may not come to that, so nothing is concluded from it but that the journal can be written.
    """
    _append(_journal(), {"next": size} | ({"root": root.hex()} if root else {}))


def promise(made: Promise, removed: Mapping[str, str]) -> None:
    """Write what a checkpoint promises, and the new status of each disclosure that is hidden or shown again by digest.

    Raises OSError; what was written of it does no harm, and it can be written again.
    """
    _journal().parent.mkdir(parents=True, exist_ok=True)
    for digest, status in removed.items():
        _append(_removed_file(), {"digest": digest, "status": status})
    _removed_file().touch()
    line = {"size": made.size, "root": made.root.hex()}
    _append(_journal(), line)
    _note_beside_key(line)


def acknowledge(made: Promise) -> None:
    """Write that the checkpoint is stored for good: from now on it may not be missing. Raises OSError."""
    _append(_journal(), {"stored": made.size, "root": made.root.hex()})


def note_restored(since: int, until: int) -> None:
    """Write that entries from `since` up to `until` came from a copy, without the checkpoints between; OSError."""
    _append(_journal(), {"restored": until, "since": since})


def stored() -> set[Promise]:
    """The checkpoints that the journal's last lines say are stored and no restoration has gone without.

    Raises OSError when it cannot be read.
    """
    found: set[Promise] = set()
    for line in _tail(_journal()):
        if "stored" in line:
            found.add(Promise(line["stored"], bytes.fromhex(line["root"])))
        elif "restored" in line:
            found = {made for made in found if not line["since"] < made.size < line["restored"]}
    return found


def promises() -> set[Promise]:
    """The promises in the journal's last lines. Raises OSError when it cannot be read."""
    return {Promise(line["size"], bytes.fromhex(line["root"])) for line in _tail(_journal()) if "size" in line}


def announced() -> set[Promise]:
    """The checkpoints that were announced, of which each may or may not have been stored. Raises OSError."""
    lines = [line for line in _tail(_journal()) if "next" in line and "root" in line]
    return {Promise(line["next"], bytes.fromhex(line["root"])) for line in lines}


def is_blank() -> bool:
    """Whether there is no journal, or nothing in it. Raises OSError."""
    return not any(_tail(_journal()))


def signed_last() -> Promise | None:
    """What the signing key has signed last, where that could be noted."""
    try:
        line = json.loads(_head_file().read_bytes())
        return Promise(int(line["size"]), bytes.fromhex(line["root"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def removed() -> dict[str, str]:
    """The last status of each disclosure in the list of what was removed, by digest. Raises OSError."""
    return {line["digest"]: line["status"] for line in _lines(_removed_file()) if "digest" in line}


def removed_file_state() -> tuple[int, int, int] | None:
    """What changes when the list of what was removed does; None when there is none."""
    if not settings.LOG_JOURNAL:
        return None
    try:
        found = _removed_file().stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _journal() -> Path:
    return Path(settings.LOG_JOURNAL)


def _removed_file() -> Path:
    return _journal().with_name(f"{_journal().name}.removed")


def _head_file() -> Path:
    path = Path(settings.LOG_SIGNING_KEY_FILE)
    return path.with_name(f"{path.name}.head")


def _append(path: Path, line: Mapping[str, Any]) -> None:
    """Add a line, on disk before this returns. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.dumps(line).encode() + b"\n"
    # Unbuffered: a buffer that could not be written would be tried again when the file is closed.
    with path.open("ab+", buffering=0) as file:
        file.seek(max(file.seek(0, os.SEEK_END) - 1, 0))
        torn = file.read(1) not in (b"", b"\n")
        data = b"\n" + data if torn else data
        if file.write(data) != len(data):
            raise OSError(f"{path} could not be written to its end")
        os.fsync(file.fileno())


def _note_beside_key(line: Mapping[str, Any]) -> None:
    """Best effort: the folder of the key may be one that cannot be written to."""
    last, draft = signed_last(), _head_file().with_name(f"{_head_file().name}.new")
    if last is not None and last.size > line["size"]:
        return
    try:
        draft.write_text(json.dumps(line))
        draft.replace(_head_file())
    except OSError as error:
        logger.warning("What was signed last could not be noted beside the signing key: %s", error)


def _tail(path: Path) -> Iterator[dict[str, Any]]:
    return _lines(path, _TAIL)


def _lines(path: Path, last_bytes: int | None = None) -> Iterator[dict[str, Any]]:
    """The lines of a file, or of its end; one torn by a crash, or cut in reading, is passed over. Raises OSError."""
    if not path.exists():
        return
    if not path.is_file():
        raise OSError(f"{path} is not a file")
    with path.open("rb") as file:
        if last_bytes is not None:
            file.seek(max(file.seek(0, os.SEEK_END) - last_bytes, 0))
        lines = file.read().split(b"\n")
    for line in lines:
        try:
            value = json.loads(line)
            bytes.fromhex(value.get("root", ""))
        except (ValueError, AttributeError, TypeError):
            continue
        yield value
