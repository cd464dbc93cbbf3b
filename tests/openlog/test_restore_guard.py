import resource
import signal
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from openlog.keys import trusted_key
from openlog.log import sign
from openlog.models import Checkpoint, LogEntry
from openlog.restore_guard import LogReadOnly, behind_journal
from openlog.rotation import rotate_key
from openlog.triggers import without_triggers
from openlog.verify_database import verify_database
from tools.prove.example_log import publish

pytestmark = pytest.mark.django_db
_LIMITS = resource.getrlimit(resource.RLIMIT_FSIZE)


@pytest.fixture(autouse=True)
def journal(settings: Any, tmp_path: Path) -> Path:
    settings.LOG_JOURNAL = tmp_path / "new" / "journal.jsonl"
    return settings.LOG_JOURNAL


def restore_to(size: int) -> None:
    """Put the database back to where it was after `size` entries."""
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM decisions_log_checkpoint WHERE size > %s", [size])
        cursor.execute("DELETE FROM decisions_log_disclosure WHERE entry_id >= %s", [size])
        cursor.execute('DELETE FROM decisions_log_logentry WHERE "index" >= %s', [size])
        cursor.execute("UPDATE decisions_log_loghead SET size = %s", [size])


def refused(reason: str) -> None:
    entries, checkpoints = LogEntry.objects.count(), Checkpoint.objects.count()
    assert reason in (behind_journal() or "")
    with pytest.raises(LogReadOnly, match=reason):
        publish(uuid.uuid4())
    with pytest.raises(LogReadOnly, match=reason):
        sign()
    assert (LogEntry.objects.count(), Checkpoint.objects.count()) == (entries, checkpoints)


def signed_entries(count: int) -> None:
    for _turn in range(count):
        publish(uuid.uuid4())
        sign()


def test_a_whole_database_is_let_through() -> None:
    assert behind_journal() is None
    signed_entries(3)
    assert behind_journal() is None


def test_a_database_restored_from_an_old_backup_is_read_only() -> None:
    signed_entries(3)
    restore_to(2)
    refused("behind")
    restore_to(0)
    refused("behind")


def test_another_history_of_the_same_length_is_read_only(journal: Path, settings: Any) -> None:
    signed_entries(2)
    remembered = journal.read_bytes()
    restore_to(0)
    journal.unlink()
    refused("missing")
    Path(f"{settings.LOG_SIGNING_KEY_FILE}.head").unlink()
    signed_entries(2)
    assert behind_journal() is None
    journal.write_bytes(remembered)
    refused("contradicts")


def test_a_journal_that_lost_its_last_line_in_a_crash_still_guards(journal: Path) -> None:
    signed_entries(2)
    journal.write_bytes(journal.read_bytes()[:-5])
    assert behind_journal() is None
    signed_entries(1)
    restore_to(2)
    refused("behind")


def test_a_long_journal_is_read_from_its_end(journal: Path) -> None:
    signed_entries(1)
    journal.write_bytes(b'{"size": 1, "root": "an old line"}\n' * 10_000 + journal.read_bytes())
    assert behind_journal() is None
    restore_to(0)
    refused("behind")


def test_a_log_whose_journal_is_missing_is_read_only_and_does_not_verify(journal: Path) -> None:
    signed_entries(2)
    journal.unlink()
    refused("missing or empty")
    assert "missing or empty" in str(verify_database(trusted_key()))


@pytest.mark.parametrize("left", ["entries", "nothing"])
def test_a_database_that_was_put_back_is_noticed_without_its_journal(journal: Path, left: str) -> None:
    signed_entries(2)
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM decisions_log_checkpoint")
    if left == "nothing":
        restore_to(0)
    journal.unlink()
    refused("missing or empty")
    assert not str(verify_database(trusted_key())).startswith("OK")


def test_a_journal_of_the_same_back_up_is_older_than_what_the_key_has_signed(journal: Path) -> None:
    signed_entries(2)
    backed_up = journal.read_bytes()
    signed_entries(1)
    restore_to(2)
    journal.write_bytes(backed_up)
    refused("behind")


def test_a_journal_that_is_older_than_the_database_is_not_believed(journal: Path, settings: Any) -> None:
    signed_entries(2)
    backed_up = journal.read_bytes()
    signed_entries(1)
    journal.write_bytes(backed_up)
    Path(f"{settings.LOG_SIGNING_KEY_FILE}.head").unlink()
    refused("older than the database")


def test_a_checkpoint_that_was_promised_and_not_stored_is_signed_again(journal: Path) -> None:
    """As a crash between the journal and the database leaves it."""
    signed_entries(2)
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM decisions_log_checkpoint WHERE size = 2")
    assert behind_journal() is None
    assert "missing" in str(verify_database(trusted_key()))
    checkpoint = sign()
    assert checkpoint is not None
    assert checkpoint.size == 2
    assert str(verify_database(trusted_key())).startswith("OK")


def test_a_change_of_the_key_that_was_cut_off_before_its_promise_is_believed(journal: Path, settings: Any) -> None:
    signed_entries(1)
    before = journal.read_bytes()
    rotate_key(reason_en="Yearly", reason_cy="Blynyddol")
    announced = [line for line in journal.read_bytes()[len(before) :].splitlines() if b"next" in line]
    journal.write_bytes(before + b"\n".join(announced) + b"\n")
    Path(f"{settings.LOG_SIGNING_KEY_FILE}.head").unlink()
    assert behind_journal() is None
    signed_entries(1)


def full(journal: Path) -> None:
    """Nothing fits in the file any more."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.stat().st_size, _LIMITS[1]))


def a_directory(journal: Path) -> None:
    journal.rename(journal.with_name("away"))
    journal.mkdir()


def a_full_device(journal: Path) -> None:
    journal.rename(journal.with_name("away"))
    journal.symlink_to("/dev/full")


def a_file_in_place_of_its_folder(journal: Path) -> None:
    journal.parent.rename(journal.parent.with_name("away"))
    journal.parent.write_text("")


def mend(journal: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, _LIMITS)
    if journal.parent.is_file():
        journal.parent.unlink()
        journal.parent.with_name("away").rename(journal.parent)
    if journal.is_dir():
        journal.rmdir()
    if journal.with_name("away").exists():
        journal.with_name("away").replace(journal)


@pytest.mark.parametrize("spoil", [full, a_directory, a_full_device, a_file_in_place_of_its_folder])
@pytest.mark.parametrize("signed", [0, 2])
def test_nothing_is_appended_or_signed_without_the_journal(
    journal: Path, spoil: Callable[[Path], None], signed: int
) -> None:
    journal.parent.mkdir()
    journal.touch()
    signed_entries(signed)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        spoil(journal)
        with pytest.raises(LogReadOnly, match="journal"):
            publish(uuid.uuid4())
        assert LogEntry.objects.count() == signed
    finally:
        mend(journal)
    signed_entries(1)
    assert str(verify_database(trusted_key())) == f"OK log.example.wales/decisions {signed + 1} entries"


def test_what_could_not_be_promised_is_not_signed_until_it_can(journal: Path) -> None:
    signed_entries(1)
    publish(uuid.uuid4())
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        full(journal)
        with pytest.raises(LogReadOnly, match="journal"):
            sign()
        assert Checkpoint.objects.count() == 1
    finally:
        mend(journal)
    sign()
    assert str(verify_database(trusted_key())) == "OK log.example.wales/decisions 2 entries"
