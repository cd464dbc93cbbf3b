"""The proof that tampering is noticed, at a size that fits the test suite."""

from pathlib import Path
from typing import Any

import pytest

from decisions_log.openlog.verify import Report
from opsw_site.prove import tamper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def journal(settings: Any, tmp_path: Path) -> None:
    settings.LOG_JOURNAL = tmp_path / "journal.jsonl"


def test_every_tampering_is_noticed_and_its_leaf_named(tmp_path: Path) -> None:
    assert tamper.tamper(60, tmp_path) == (62, 0)


def test_a_verifier_that_sees_nothing_fails_the_proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof can fail: each trial it makes would be counted."""
    blind = Report("log.example.wales/decisions", 0)
    monkeypatch.setattr(tamper, "verify", lambda *_arguments: blind)
    monkeypatch.setattr(tamper, "verify_database", lambda *_arguments: blind)
    assert tamper.tamper(10, tmp_path) == (12, 10)
