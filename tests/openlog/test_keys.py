import base64
import stat
from typing import Any

import pytest

from openlog.keys import KeyProblem, create_key, ensure_key, read_key


def test_a_new_key_is_for_its_owner_only_and_never_replaced(settings: Any) -> None:
    settings.LOG_SIGNING_KEY_FILE.unlink()
    key = create_key()
    assert stat.S_IMODE(settings.LOG_SIGNING_KEY_FILE.stat().st_mode) == 0o600
    with pytest.raises(KeyProblem):
        create_key()
    assert read_key() == key
    assert list(settings.LOG_SIGNING_KEY_FILE.parent.iterdir()) == [settings.LOG_SIGNING_KEY_FILE]


def test_a_demonstration_makes_its_key_and_a_deployment_does_not(settings: Any) -> None:
    settings.LOG_SIGNING_KEY_FILE.unlink()
    settings.DEMO = False
    with pytest.raises(KeyProblem, match="create_log_key"):
        ensure_key()
    settings.DEMO = True
    assert ensure_key() == ensure_key()


@pytest.mark.parametrize("content", [b"", b"not base64!", base64.b64encode(bytes(31)), base64.b64encode(bytes(33))])
def test_a_bad_key_file_is_explained(settings: Any, content: bytes) -> None:
    settings.LOG_SIGNING_KEY_FILE.write_bytes(content)
    with pytest.raises(KeyProblem, match="log-signing.key"):
        read_key()
