"""The proof that tampering is noticed, at a size that fits the test suite."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from openlog.keys import ensure_key
from openlog.models import Checkpoint
from openlog.rotation import rotate_key
from openlog.triggers import without_triggers
from openlog.verify import Report
from openlog.verify_database import verify_database
from tools.prove import tamper
from tools.prove.example_log import build_log

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def journal(settings: Any, tmp_path: Path) -> None:
    settings.LOG_JOURNAL = tmp_path / "journal.jsonl"


def test_every_tampering_is_noticed_and_its_leaf_named(tmp_path: Path) -> None:
    assert tamper.tamper(60, tmp_path) == (62, 0)


def test_a_handover_whose_checkpoint_is_no_longer_text_is_noticed() -> None:
    key = ensure_key().verifier_key
    build_log(2, seed=3)
    note = bytearray(rotate_key(reason_en="Yearly.", reason_cy="Blynyddol.").note)
    note[-20] ^= 0x80
    with without_triggers(connection):
        QuerySet(Checkpoint).filter(size=3).update(note=bytes(note))
    assert str(verify_database(key).fault) == "The log (handovers.json): a proof is not text"


def test_a_verifier_that_sees_nothing_fails_the_proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof can fail: each trial it makes would be counted."""
    blind = Report("log.example.wales/decisions", 0)
    monkeypatch.setattr(tamper, "verify", lambda *_arguments: blind)
    monkeypatch.setattr(tamper, "verify_database", lambda *_arguments: blind)
    assert tamper.tamper(10, tmp_path) == (12, 10)
