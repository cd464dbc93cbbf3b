"""Appending and signing."""

import json
import threading
import uuid
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from openlog import log as log_module, merkle
from openlog.canonical import FormError
from openlog.disclosures import Status
from openlog.keys import KeyProblem, read_key
from openlog.leaves import Disclosure as Content, Kind
from openlog.log import LogDamaged, Withheld, append, sign, signed_size
from openlog.models import Checkpoint, Disclosure, LogEntry, LogHead, WithheldDisclosure
from openlog.notes import TreeHead, VerifierKey, open_note
from openlog.triggers import without_triggers
from tools.prove.example_log import publish


def arguments(**changes: Any) -> dict[str, Any]:
    return {
        "kind": Kind.PUBLISH,
        "record_id": uuid.uuid4(),
        "version": 1,
        "schema": "decision/1",
        "organisation": "isle-of-anglesey-council",
        "fields": {"title.cy": "Llŷn", "title.en": "Llŷn"},
    } | changes


def append_now(**changes: Any) -> LogEntry:
    with transaction.atomic():
        return append(**arguments(**changes))


@pytest.mark.django_db
def test_an_entry_commits_to_each_field_and_shows_it() -> None:
    entry = append_now(fields={"title.cy": "Lly\u0302n", "count": 3, "nested": {"list": [True, None]}})
    leaf = entry.parsed
    shown = {row.path: row for row in entry.disclosures.all()}
    assert sorted(row.digest for row in shown.values()) == list(leaf.digests)
    assert {path: Content.parse(row.encoded).value for path, row in shown.items()} == {
        "title.cy": "Llŷn",
        "count": 3,
        "nested": {"list": [True, None]},
    }
    assert b"Ll" not in entry.leaf, "the leaf holds digests only"
    assert entry.leaf_hash == merkle.leaf_hash(entry.leaf)


@pytest.mark.django_db
def test_entries_of_a_record_name_the_one_before(record_id: uuid.UUID) -> None:
    first = publish(record_id)
    publish(uuid.uuid4())
    second = publish(record_id, 2)
    assert (first.index, second.index) == (0, 2)
    assert (first.parsed.previous, first.parsed.previous_hash) == (None, None)
    assert (second.parsed.previous, second.parsed.previous_hash) == (0, first.leaf_hash)
    assert LogHead.objects.get().size == 3


@pytest.mark.django_db
def test_what_is_withheld_is_committed_to_and_kept_apart() -> None:
    entry = append_now(withheld={"legal.en": Withheld("Privileged advice", "Legal privilege.", "Braint gyfreithiol.")})
    hidden = entry.disclosures.get(status=Status.WITHHELD)
    assert (hidden.path, hidden.encoded, hidden.reason_cy) == (None, None, "Braint gyfreithiol.")
    kept = WithheldDisclosure.objects.get()
    assert hidden.digest in entry.parsed.digests
    assert Content.parse(kept.encoded).value == "Privileged advice"
    everything_public = json.dumps(list(Disclosure.objects.values()), default=str)
    assert kept.encoded not in everything_public
    assert "legal" not in everything_public.lower().replace("legal privilege.", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"version": 0},
        {"kind": Kind.SUPERSEDE},
        {"schema": "decision"},
        {"organisation": "Nobody's"},
        {"fields": {"cost": 1.5}},
        {"fields": {"title cy": "a"}},
        {"fields": {"_title": "a"}},
        {"fields": {"": "a"}},
        {"fields": {"lone": "\ud800"}},
        {"fields": {f"field.{number}": number for number in range(1_500)}},
        {"withheld": {"title.cy": Withheld("twice", "Reason.", "Rheswm.")}},
        {"withheld": {"legal": Withheld("no reason", "", "Rheswm.")}},
    ],
)
def test_a_bad_entry_changes_nothing(changes: dict[str, Any]) -> None:
    append_now()
    with pytest.raises(FormError):
        append_now(**changes)
    assert LogEntry.objects.count() == LogHead.objects.get().size == 1
    assert Disclosure.objects.count() == 2
    append_now()
    sign()
    assert signed_size() == 2


@pytest.mark.django_db
def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="delete"):
        append_now(kind="delete")


@pytest.mark.django_db(transaction=True)
def test_append_belongs_to_the_transaction_of_what_it_records() -> None:
    with pytest.raises(TransactionManagementError):
        append(**arguments())
    assert not LogEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sign_is_not_called_within_a_transaction() -> None:
    append_now()
    with pytest.raises(RuntimeError), transaction.atomic():
        sign()
    assert signed_size() == 0


@pytest.mark.django_db
def test_sign_stores_one_checkpoint_for_what_is_new(log_key: VerifierKey) -> None:
    assert sign() is None
    entries = [append_now(), append_now(), append_now()]
    assert signed_size() == 0
    checkpoint = sign()
    assert checkpoint is not None
    root = merkle.Tree([entry.leaf_hash for entry in entries]).root()
    assert open_note(checkpoint.note, log_key) == TreeHead(log_key.name, 3, root).text
    assert (checkpoint.size, checkpoint.root, checkpoint.verifier_key) == (3, root, str(log_key))
    assert sign() is None
    append_now()
    assert sign() is not None
    assert signed_size() == 4


@pytest.mark.django_db
def test_signed_size_takes_one_query(django_assert_num_queries: Any) -> None:
    append_now()
    sign()
    with django_assert_num_queries(1):
        assert signed_size() == 1


@pytest.mark.django_db
def test_a_racing_signer_returns_the_checkpoint_of_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    append_now()
    recomputed_root = log_module._recomputed_root

    def overtaken(last: Checkpoint | None, size: int) -> bytes:
        monkeypatch.setattr(log_module, "_recomputed_root", recomputed_root)
        log_module.store_checkpoint(size, last, [read_key()])
        return recomputed_root(last, size)

    monkeypatch.setattr(log_module, "_recomputed_root", overtaken)
    assert sign() == Checkpoint.objects.get()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory belongs to one thread")
def test_parallel_writers_and_signers_leave_no_gap() -> None:
    problems: list[BaseException] = []

    def work() -> None:
        try:
            for _turn in range(5):
                append_now()
                sign()
        except BaseException as error:  # noqa: BLE001 - reported by the test
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sign()
    assert problems == []
    assert list(LogEntry.objects.values_list("index", flat=True)) == list(range(20))
    assert signed_size() == 20


@pytest.mark.django_db
@pytest.mark.parametrize(
    "damage",
    [
        'UPDATE decisions_log_logentry SET version = 9 WHERE "index" = 5',
        'UPDATE decisions_log_logentry SET leaf_hash = (SELECT leaf_hash FROM decisions_log_logentry WHERE "index" = 4)'
        ' WHERE "index" = 5',
        'UPDATE decisions_log_logentry SET leaf = (SELECT leaf FROM decisions_log_logentry WHERE "index" = 4)'
        ' WHERE "index" = 5',
        'UPDATE decisions_log_logentry SET subtree_hashes = leaf_hash WHERE "index" = 3',
        'DELETE FROM decisions_log_disclosure WHERE entry_id = 4; DELETE FROM decisions_log_logentry WHERE "index" = 4',
    ],
)
def test_sign_refuses_what_was_altered_since(damage: str) -> None:
    for _turn in range(4):
        append_now()
    sign()
    append_now()
    append_now()
    with without_triggers(connection), connection.cursor() as cursor:
        for statement in damage.split(";"):
            cursor.execute(statement)
    with pytest.raises(LogDamaged):
        sign()
    assert signed_size() == 4


@pytest.mark.django_db
def test_the_key_cannot_change_unnoticed(settings: Any) -> None:
    append_now()
    sign()
    append_now()
    settings.LOG_SIGNING_KEY_FILE.write_text("A" * 43 + "=")
    with pytest.raises(KeyProblem, match="holds another"):
        sign()
    settings.LOG_SIGNING_KEY_FILE.unlink()
    settings.DEMO = False
    with pytest.raises(KeyProblem):
        sign()
    assert signed_size() == 1
