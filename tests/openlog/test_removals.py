"""Redaction and erasure: append the entry, sign, then remove."""

import uuid

import pytest
from django.db import connection

from openlog import removals
from openlog.canonical import FormError
from openlog.disclosures import ServedDisclosure, Status, parse_served
from openlog.export import SignedLog
from openlog.leaves import Kind
from openlog.log import sign
from openlog.models import Disclosure, WithheldDisclosure
from openlog.notes import VerifierKey
from openlog.removals import complete_removals
from openlog.triggers import without_triggers
from openlog.verify_database import verify_database
from tools.prove.example_log import publish, remove

pytestmark = pytest.mark.django_db


@pytest.fixture
def title(record_id: uuid.UUID) -> Disclosure:
    entry = publish(record_id)
    sign()
    return entry.disclosures.get(path="title.cy")


def served_title(title: Disclosure) -> ServedDisclosure:
    lines = parse_served(title.entry_id, SignedLog.latest().read(f"disclosures/{title.entry_id}.json"))
    return next(line for line in lines if line.digest == title.digest)


@pytest.mark.parametrize(("kind", "status"), [(Kind.REDACT, Status.WITHHELD), (Kind.ERASE, Status.ERASED)])
def test_nothing_is_removed_before_the_entry_is_signed(
    title: Disclosure, kind: Kind, status: Status, log_key: VerifierKey
) -> None:
    content = title.encoded
    remove(kind, title)
    assert complete_removals() == 0
    sign()
    assert served_title(title).encoded == content
    assert verify_database(log_key).fault is None, "signed and not yet removed is a moment that may last"
    assert (complete_removals(), complete_removals()) == (1, 0)
    line = served_title(title)
    assert (line.status, line.encoded, line.reason_cy) == (status, None, "Data personol trydydd parti.")
    assert [row.encoded for row in WithheldDisclosure.objects.all()] == ([content] if kind == Kind.REDACT else [])
    assert not Disclosure.objects.filter(encoded=content).exists()
    assert verify_database(log_key).fault is None


def test_what_was_redacted_can_still_be_erased(title: Disclosure, log_key: VerifierKey) -> None:
    for kind in (Kind.REDACT, Kind.ERASE):
        title.refresh_from_db()
        remove(kind, title)
        sign()
        complete_removals()
    title.refresh_from_db()
    assert title.status == Status.ERASED
    assert not WithheldDisclosure.objects.exists()
    assert verify_database(log_key).fault is None


def test_a_crash_between_the_two_writes_leaves_neither(title: Disclosure, monkeypatch: pytest.MonkeyPatch) -> None:
    remove(Kind.REDACT, title)
    sign()

    class Crash(BaseException):
        pass

    def crash(**_values: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(removals.WithheldDisclosure.objects, "create", crash)
        with pytest.raises(Crash):
            complete_removals()
    title.refresh_from_db()
    assert title.status == Status.PUBLIC
    assert complete_removals() == 1


def test_only_the_records_own_values_can_be_removed(title: Disclosure) -> None:
    remove(Kind.REDACT, title)
    notice = Disclosure.objects.get(path__startswith="_withheld.")
    with pytest.raises(FormError, match="tombstone"):
        remove(Kind.ERASE, notice)
    sign()
    complete_removals()
    title.refresh_from_db()
    with pytest.raises(FormError, match="removed already"):
        remove(Kind.REDACT, title)
    with pytest.raises(FormError, match="cannot remove"):
        remove(Kind.PUBLISH, title)


def test_hiding_without_saying_so_in_the_log_is_found(title: Disclosure, log_key: VerifierKey) -> None:
    title.remove(Status.ERASED, reason_en="Quietly.", reason_cy="Yn dawel.")
    fault = verify_database(log_key).fault
    assert fault is not None
    assert fault.leaf == title.entry_id


def test_changing_a_reason_afterwards_is_found(title: Disclosure, log_key: VerifierKey) -> None:
    remove(Kind.REDACT, title)
    sign()
    complete_removals()
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE decisions_log_disclosure SET reason_en = 'Another reason.' WHERE digest = %s", [title.digest]
        )
    fault = verify_database(log_key).fault
    assert fault is not None
    assert fault.leaf == title.entry_id
