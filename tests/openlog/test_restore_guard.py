import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from decisions_log.openlog.log import sign
from decisions_log.openlog.models import Checkpoint, LogEntry
from decisions_log.openlog.restore_guard import LogReadOnly, behind_journal
from decisions_log.openlog.triggers import without_triggers
from opsw_site.prove.example_log import publish

pytestmark = pytest.mark.django_db


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


def test_another_history_of_the_same_length_is_read_only(journal: Path) -> None:
    signed_entries(2)
    remembered = journal.read_bytes()
    restore_to(0)
    journal.unlink()
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
