"""What the log has recorded stays, for Python and for everyone else with access to the database."""

import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from core.append_only import AppendOnlyError
from openlog.disclosures import Status
from openlog.log import Withheld, sign
from openlog.models import Checkpoint, Disclosure, LogEntry, LogHead, WithheldDisclosure
from openlog.triggers import install_triggers, missing_triggers, remove_triggers, without_triggers
from tools.prove.example_log import publish

pytestmark = pytest.mark.django_db

WITHHELD = {"legal.en": Withheld("Privileged", "Legal privilege.", "Braint gyfreithiol.")}


@pytest.fixture
def entry(record_id: uuid.UUID) -> LogEntry:
    entry = publish(record_id, withheld=WITHHELD)
    sign()
    return entry


def refuses(statement: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("model", [LogEntry, Disclosure, WithheldDisclosure, Checkpoint])
@pytest.mark.parametrize(
    "attempt",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: type(row).objects.update(pk=5),
        lambda row: type(row).objects.all().delete(),
        lambda row: type(row).objects.bulk_create([row]),
        lambda row: type(row).objects.bulk_update([row], ["pk"]),
    ],
)
def test_python_refuses_to_change_rows(entry: LogEntry, model: type, attempt: Callable[[object], object]) -> None:
    row = model.objects.first()
    with pytest.raises(AppendOnlyError):
        attempt(row)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions_log_logentry SET kind = 'erase'",
        "UPDATE decisions_log_logentry SET leaf_hash = leaf",
        "DELETE FROM decisions_log_logentry",
        "UPDATE decisions_log_checkpoint SET size = 7",
        "DELETE FROM decisions_log_checkpoint",
        "UPDATE decisions_log_loghead SET size = 0",
        "DELETE FROM decisions_log_loghead",
        "UPDATE decisions_log_disclosure SET encoded = 'other' WHERE status = 'public'",
        "UPDATE decisions_log_disclosure SET path = 'other' WHERE status = 'public'",
        "UPDATE decisions_log_disclosure SET status = 'public', reason_en = '', reason_cy = '', path = 'a',"
        " encoded = 'b' WHERE status = 'withheld'",
        "UPDATE decisions_log_disclosure SET reason_en = 'Another reason' WHERE status = 'withheld'",
        "DELETE FROM decisions_log_disclosure",
        "UPDATE decisions_log_withhelddisclosure SET encoded = 'other'",
        "DELETE FROM decisions_log_withhelddisclosure",
    ],
)
def test_the_database_refuses_to_change_rows(entry: LogEntry, statement: str) -> None:
    refuses(statement)


@pytest.mark.parametrize("index", [0, 2])
def test_the_database_refuses_an_entry_out_of_order(entry: LogEntry, index: int) -> None:
    columns = {field.attname: getattr(entry, field.attname) for field in LogEntry._meta.fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.create(**columns | {"index": index})


def test_a_disclosure_moves_from_public_to_withheld_to_erased_and_never_back(entry: LogEntry) -> None:
    row = Disclosure.objects.filter(status=Status.PUBLIC).first()
    assert row is not None
    reason = {"reason_en": "Personal data.", "reason_cy": "Data personol."}
    row.remove(Status.WITHHELD, **reason)
    WithheldDisclosure.objects.create(disclosure=row, encoded="content")
    with pytest.raises(AppendOnlyError):
        row.withheld_disclosure.destroy()
    row.remove(Status.ERASED, **reason)
    row.withheld_disclosure.destroy()
    row = Disclosure.objects.get(pk=row.pk)
    assert (row.status, row.path, row.encoded) == (Status.ERASED, None, None)
    for status in Status:
        with pytest.raises(AppendOnlyError):
            row.remove(status, **reason)


def test_a_tombstone_needs_reasons_in_both_languages(entry: LogEntry) -> None:
    row = Disclosure.objects.filter(status=Status.PUBLIC).first()
    assert row is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.remove(Status.WITHHELD, reason_en="Personal data.", reason_cy="")


def test_there_is_one_log_head(entry: LogEntry) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LogHead.objects.create(id=2)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_the_database_refuses_to_truncate(entry: LogEntry) -> None:
    connection.check_constraints()  # TRUNCATE waits for deferred constraints
    refuses("TRUNCATE decisions_log_checkpoint")
    refuses("TRUNCATE decisions_log_logentry CASCADE")


def test_every_trigger_is_there_after_all_migrations() -> None:
    assert missing_triggers(connection) == []


def test_missing_triggers_are_named() -> None:
    with without_triggers(connection):
        assert "decisions_log_logentry_no_update" in missing_triggers(connection)
    assert missing_triggers(connection) == []
    remove_triggers(connection)
    install_triggers(connection)
    assert missing_triggers(connection) == []
