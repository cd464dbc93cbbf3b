"""verify_log, export_log, sign_log and create_log_key as an operator runs them."""

import uuid
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from openlog.log import sign
from openlog.notes import SigningKey, VerifierKey
from openlog.triggers import remove_triggers, without_triggers
from tools.prove.example_log import build_log, publish

OK = "OK log.example.wales/decisions 12 entries\n"


def run(*arguments: str, **options: Any) -> str:
    output = StringIO()
    call_command(*arguments, stdout=output, **options)
    return output.getvalue()


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Path:
    build_log(12, seed=3)
    run("export_log", str(tmp_path / "log"))
    return tmp_path / "log"


def test_a_good_log_is_ok_in_the_database_and_in_a_folder(folder: Path, log_key: VerifierKey) -> None:
    assert run("verify_log") == OK
    assert run("verify_log", dir=folder) == OK
    assert run("verify_log", dir=folder, vkey=str(log_key)) == OK


@pytest.mark.django_db(transaction=True)
def test_a_good_log_is_ok_at_an_address(live_server: Any, log_key: VerifierKey) -> None:
    build_log(12, seed=3)
    assert run("verify_log", url=f"{live_server.url}/log/", vkey=str(log_key)) == OK
    assert run("verify_log", url=f"{live_server.url}/log") == OK


@pytest.mark.django_db
def test_an_empty_log_is_ok_and_cannot_be_exported(tmp_path: Path) -> None:
    assert run("verify_log") == "OK log.example.wales/decisions 0 entries\n"
    with pytest.raises(CommandError, match="Nothing in the log is signed"):
        run("export_log", str(tmp_path / "log"))


def test_the_wrong_leaf_is_named(folder: Path) -> None:
    bundle = folder / "tile/entries/000.p/12"
    content = bytearray(bundle.read_bytes())
    content[content.index(b"anglesey", len(content) // 2)] ^= 1
    bundle.write_bytes(content)
    with pytest.raises(CommandError, match=r"^Leaf \d+ \("):
        run("verify_log", dir=folder)


def test_a_log_signed_by_another_key_is_refused(folder: Path) -> None:
    other = SigningKey("log.example.wales/decisions", bytes(32)).verifier_key
    with pytest.raises(CommandError, match="checkpoint"):
        run("verify_log", dir=folder, vkey=str(other))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "options",
    [
        {"vkey": "nonsense"},
        {"dir": Path("nowhere")},
        {"url": "file:///etc/passwd"},
        {"url": "http://127.0.0.1:9/log/"},
    ],
)
def test_bad_arguments_are_explained(options: dict[str, Any]) -> None:
    with pytest.raises(CommandError):
        run("verify_log", **options)


@pytest.mark.django_db
def test_a_folder_is_not_trusted_without_a_key(settings: Any, tmp_path: Path) -> None:
    settings.LOG_SIGNING_KEY_FILE.unlink()
    with pytest.raises(CommandError, match="--vkey"):
        run("verify_log", dir=tmp_path)


def test_an_export_never_mixes_with_what_is_there(folder: Path) -> None:
    with pytest.raises(CommandError, match="not empty"):
        run("export_log", str(folder))


def test_missing_triggers_are_reported(folder: Path) -> None:
    remove_triggers(connection)
    with pytest.raises(CommandError, match="decisions_log_logentry_no_update"):
        run("verify_log")


@pytest.mark.django_db
def test_unsigned_entries_are_checked_too() -> None:
    for _turn in range(3):
        publish(uuid.uuid4())
    sign()
    publish(uuid.uuid4())
    with without_triggers(connection), connection.cursor() as cursor:
        cursor.execute('UPDATE decisions_log_logentry SET version = 2 WHERE "index" = 3')
    with pytest.raises(CommandError, match="^Leaf 3 "):
        run("verify_log")


@pytest.mark.django_db
def test_sign_log_and_create_log_key(settings: Any) -> None:
    publish(uuid.uuid4())
    settings.LOG_SIGNING_KEY_FILE.unlink()
    settings.DEMO = False
    with pytest.raises(CommandError, match="create_log_key"):
        run("sign_log")
    VerifierKey.parse(run("create_log_key").strip())
    with pytest.raises(CommandError, match="already"):
        run("create_log_key")
    assert run("sign_log") == "Signed entries: 1\n"
    assert run("sign_log") == "Everything is signed already.\n"
    assert run("verify_log") == "OK log.example.wales/decisions 1 entries\n"
