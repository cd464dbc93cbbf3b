"""The proof that no tampering with the log goes unnoticed, in an export or in the database behind everyone's back."""

import logging
import random
import tempfile
import uuid
from pathlib import Path

from django.db import connection, transaction

from openlog.export import SignedLog, write_folder
from openlog.keys import ensure_key
from openlog.log import sign, signed_size
from openlog.notes import VerifierKey
from openlog.rotation import rotate_key
from openlog.sources import FolderSource
from openlog.triggers import without_triggers
from openlog.verify import Report, verify
from openlog.verify_database import verify_database
from tools.prove.example_log import build_log, publish
from tools.prove.tamper_files import damage_files
from tools.prove.tamper_rows import damage_rows

TRIALS = {"ci": 300, "full": 5000}
SEED = 20_270_301
# So that there are full and partial tiles on two levels.
FOLDER_ENTRIES = 260
DATABASE_ENTRIES = 40
ROTATIONS = 2

logger = logging.getLogger(__name__)


def run(scale: str) -> tuple[int, int]:
    """Tamper at random as often as the scale ("ci" or "full") says; returns how often, and how often it was missed.

    Missed means: not found by verification, or found without naming the leaf that was tampered with.
    """
    with tempfile.TemporaryDirectory(prefix="opsw-tamper-") as place:
        return tamper(TRIALS[scale], Path(place))


def tamper(trials: int, place: Path) -> tuple[int, int]:
    """Build a log in the database at hand, which must be empty, export it below `place`, and tamper with both."""
    dice = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    # The reader has noted the first of three keys.
    key = ensure_key().verifier_key
    for part in range(ROTATIONS):
        build_log(DATABASE_ENTRIES // ROTATIONS - 1, seed=SEED + part)
        rotate_key(reason_en="Yearly change.", reason_cy="Newid blynyddol.")
    build_log(4, seed=SEED + ROTATIONS)
    failures = sum(not _database_trial(key, dice) for _trial in range(trials // 2))
    with transaction.atomic():
        for _entry in range(FOLDER_ENTRIES - signed_size()):
            publish(uuid.uuid4())
    sign()
    write_folder(SignedLog.latest(), place / "log")
    failures += sum(not _folder_trial(place / "log", key, dice) for _trial in range(trials - trials // 2))
    untouched = [verify_database(key), verify(FolderSource(place / "log"), key)]
    failures += sum(report.fault is not None for report in untouched)
    return trials + len(untouched), failures


def _database_trial(key: VerifierKey, dice: random.Random) -> bool:
    with transaction.atomic():
        with without_triggers(connection):
            what, leaf = damage_rows(dice)
        report = verify_database(key)
        transaction.set_rollback(True)
    return _noticed(f"database: {what}", leaf, report)


def _folder_trial(folder: Path, key: VerifierKey, dice: random.Random) -> bool:
    damage = damage_files(folder, key, dice)
    originals = {path: (folder / path).read_bytes() for path in damage.changes}
    for path, content in damage.changes.items():
        _write(folder / path, content)
    report = verify(FolderSource(folder), key)
    for path, content in originals.items():
        _write(folder / path, content)
    return _noticed(f"folder: {damage.what}", damage.leaf, report)


def _write(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)


def _noticed(what: str, leaf: int | None, report: Report) -> bool:
    noticed = report.fault is not None and (leaf is None or report.fault.leaf == leaf)
    if not noticed:
        logger.error("Not noticed: %s (leaf %s). The verdict was: %s", what, leaf, report)
    return noticed
