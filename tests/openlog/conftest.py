import base64
import uuid
from pathlib import Path

import pytest
from pytest_django import Settings

from openlog.notes import SigningKey, VerifierKey
from opsw_site.management.commands import verify_log

SEED = bytes(range(32))


@pytest.fixture(autouse=True)
def log_key(settings: Settings, tmp_path: Path) -> VerifierKey:
    """The log signs with the key of the specification's vector."""
    settings.LOG_ORIGIN = "log.example.wales/decisions"
    settings.LOG_SIGNING_KEY_FILE = tmp_path / "log-signing.key"
    settings.LOG_SIGNING_KEY_FILE.write_bytes(base64.b64encode(SEED))
    settings.LOG_JOURNAL = None
    return SigningKey(settings.LOG_ORIGIN, SEED).verifier_key


@pytest.fixture(autouse=True)
def nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The logs of these tests hold made-up records, of which no page shows any: tests/publication/test_shown.py."""
    monkeypatch.setattr(verify_log, "differences", lambda: iter(()))


@pytest.fixture
def record_id() -> uuid.UUID:
    return uuid.uuid4()
