"""The signing key changes in the log itself: who noted an old key follows it, and nothing else lets a key follow."""

import base64
import json
import shutil
import stat
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client

from openlog import rotation
from openlog.canonical import FormError, canonical_json
from openlog.disclosures import Status, Tombstone
from openlog.export import SignedLog, write_folder
from openlog.handovers import HandoverError, key_record, parse_handovers
from openlog.keys import read_key
from openlog.leaves import Kind
from openlog.log import append, sign
from openlog.models import Checkpoint, Disclosure, LogEntry
from openlog.notes import NoteError, SigningKey, VerifierKey, open_note, sign_note
from openlog.verifier import opsw_verify
from openlog.verifier.opsw_verify import Mirror, Rewritten, Unreadable
from tests.openlog.test_commands import run as manage
from tests.openlog.test_verifier import leaves_of, run
from tools.prove.example_log import build_log, publish

REASONS = {"reason_en": "Yearly change.", "reason_cy": "Newid blynyddol."}
NONE = b'{"format":"opsw-handovers/1","handovers":[]}'
STRANGER = SigningKey("log.example.wales/decisions", bytes(32))


def rotate() -> VerifierKey:
    """Change the key by the command; returns the new one."""
    return VerifierKey.parse(manage("rotate_log_key", **REASONS).splitlines()[-1])


@pytest.fixture
def key_file(settings: Any) -> Path:
    return settings.LOG_SIGNING_KEY_FILE


@pytest.fixture
def history(db: None, log_key: VerifierKey) -> list[VerifierKey]:
    """A log of 11 entries under three keys, which it names."""
    build_log(4, seed=2)
    second = rotate()
    build_log(3, seed=3)
    third = rotate()
    build_log(2, seed=4)
    return [log_key, second, third]


# --- Changing it ----------------------------------------------------------------------------------------------------


def test_the_entry_and_both_signatures_are_in_the_log(history: list[VerifierKey], key_file: Path) -> None:
    first, second, third = history
    assert read_key().verifier_key == third
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [path.name for path in key_file.parent.iterdir() if path.is_file()] == [key_file.name]
    entries = list(LogEntry.objects.filter(kind="key"))
    assert [(entry.index, entry.version) for entry in entries] == [(4, 1), (8, 2)]
    for entry, old, new in zip(entries, [first, second], [second, third], strict=True):
        note = Checkpoint.objects.get(size=entry.index + 1).note
        assert open_note(note, old) == open_note(note, new)
    between = Checkpoint.objects.filter(size__gt=5, size__lt=9).first()
    assert between
    assert open_note(between.note, second)
    with pytest.raises(NoteError):
        open_note(between.note, first)
    assert manage("verify_log").startswith("OK log.example.wales/decisions 11 entries\n")


def test_every_key_noted_at_any_time_still_verifies(history: list[VerifierKey], tmp_path: Path) -> None:
    write_folder(SignedLog.latest(), tmp_path / "log")
    for key in history:
        for options in ({}, {"dir": tmp_path / "log"}):
            said = manage("verify_log", vkey=str(key), **options)
            assert said.startswith("OK log.example.wales/decisions 11 entries\n")
            assert (f"now signed by: {history[-1]}" in said) == (key != history[-1])
        result = run(tmp_path / "log", "--vkey", key, "--lang", "en")
        assert (result.returncode, result.stderr) == (0, ""), result.stdout
        assert f"Key: {history[-1]}" in result.stdout
        assert result.stdout.count("Yearly change.") == 2
    for options in ({}, {"dir": tmp_path / "log"}):
        with pytest.raises(CommandError, match="No handover leads"):
            manage("verify_log", vkey=str(STRANGER.verifier_key), **options)
    assert run(tmp_path / "log", "--vkey", STRANGER.verifier_key).returncode == 1


@pytest.mark.parametrize("cut", ["store_checkpoint", "remember", "adopt_next_key"])
def test_cut_off_anywhere_it_goes_on_when_run_again(
    db: None, log_key: VerifierKey, key_file: Path, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    build_log(3, seed=2)

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rotation, cut, killed)
        with pytest.raises(KeyboardInterrupt):
            rotate()
    begun = (key_file.parent / f"{key_file.name}.next").read_bytes()
    assert read_key().verifier_key == log_key
    assert manage("verify_log").startswith("OK")
    assert str(rotate()) == str(SignedLog.latest().checkpoint.verifier_key)
    assert key_file.read_bytes() == begun
    assert LogEntry.objects.filter(kind="key").count() == 1
    publish(uuid.uuid4())
    sign()
    assert manage("verify_log", vkey=str(log_key)).startswith("OK log.example.wales/decisions 5 entries\n")


def test_a_change_that_the_log_knows_of_is_finished_by_the_next_signature(
    db: None, log_key: VerifierKey, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rotation, "adopt_next_key", lambda: None)
        new = rotate()
    assert read_key().verifier_key == log_key
    publish(uuid.uuid4())
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_arguments: (_ for _ in ()).throw(PermissionError("read-only")))
        with pytest.raises(CommandError, match=r"has to be moved from .*\.next to"):
            manage("sign_log")
    manage("sign_log")
    assert read_key().verifier_key == new
    assert manage("verify_log", vkey=str(log_key)).startswith("OK log.example.wales/decisions 2 entries\n")


def test_what_cannot_be_is_refused_and_nothing_done(history: list[VerifierKey], key_file: Path, settings: Any) -> None:
    entries = LogEntry.objects.count()
    with pytest.raises(CommandError, match="reason in both languages"):
        manage("rotate_log_key", reason_en="Yearly change.", reason_cy=" ")
    own = key_file.read_bytes()
    key_file.write_bytes(base64.b64encode(bytes(32)))
    with pytest.raises(CommandError, match="holds another"):
        rotate()
    key_file.write_bytes(own)
    settings.LOG_JOURNAL = key_file.parent / "journal.jsonl"
    settings.LOG_JOURNAL.write_text(json.dumps({"size": 99, "root": "00" * 32}) + "\n")
    with pytest.raises(CommandError, match="behind"):
        rotate()
    assert (LogEntry.objects.count(), key_file.read_bytes()) == (entries, own)


def test_key_entries_stand_alone_and_stay_whole(history: list[VerifierKey]) -> None:
    common: dict[str, Any] = {"schema": "log-key/1", "organisation": "open-log", "fields": {}}
    with pytest.raises(FormError, match="own record"):
        append(kind=Kind.KEY, record_id=uuid.uuid4(), version=1, **common)
    shown = Disclosure.objects.get(entry_id=4, path="key.old")
    tombstone = Tombstone(Status.ERASED, shown.digest, "Hide it.", "Cuddio.")
    with pytest.raises(FormError, match="own record"):
        append(
            kind=Kind.ERASE, record_id=key_record("log.example.wales/decisions"), version=2,
            tombstones=[tombstone], **common,
        )  # fmt: skip


# --- One record, off line -------------------------------------------------------------------------------------------


def test_a_record_holds_for_every_noted_key_and_for_no_other(
    history: list[VerifierKey], client: Client, tmp_path: Path
) -> None:
    record = tmp_path / "record-1.json"
    record.write_bytes(client.get("/log/record/1.json").content)
    for key in history:
        result = run(record, "--vkey", key, "--lang", "cy")
        assert (result.returncode, result.stderr) == (0, ""), result.stdout
        assert "Newid blynyddol." in result.stdout
    assert run(record, "--vkey", STRANGER.verifier_key).returncode == 1
    # Without handovers only the key that signs is of use, as before the first change.
    file = json.loads(record.read_bytes())
    del file["handovers"]
    record.write_text(json.dumps(file))
    assert [run(record, "--vkey", key).returncode for key in history] == [1, 1, 0]


def test_every_value_of_a_handover_counts(history: list[VerifierKey], client: Client) -> None:
    """Whatever text is changed, neither the verifier nor the product follows it, whichever key is known."""
    content = client.get("/log/handovers.json").content
    assert len(parse_handovers(content)) == len(opsw_verify.parse_handovers(content)) == 2
    for place in leaves_of(json.loads(content)):
        file = json.loads(content)
        *way, last = place
        holder: Any = file
        for step in way:
            holder = holder[step]
        for other in (
            None,
            7,
            [],
            "",
            holder[last][:-2] + ("A" if holder[last][-2] != "A" else "B") + holder[last][-1],
        ):
            holder[last] = other
            refused_by_both(file)


def refused_by_both(file: Any) -> None:
    with pytest.raises(HandoverError):
        parse_handovers(canonical_json(file))
    with pytest.raises(opsw_verify.Fault):
        opsw_verify.parse_handovers(canonical_json(file))


def test_only_both_keys_over_the_entry_make_a_handover(history: list[VerifierKey], client: Client) -> None:
    content = client.get("/log/handovers.json").content
    current = read_key()

    def with_note(signers: list[SigningKey], size: int | None = None) -> Any:
        file = json.loads(content)
        proof, note = file["handovers"][1]["proof"].split("\n\n", 1)
        origin, said, root = note.split("\n")[:3]
        text = f"{origin}\n{size or said}\n{root}\n"
        file["handovers"][1]["proof"] = f"{proof}\n\n{sign_note(text, signers).decode()}"
        return file

    refused_by_both(with_note([current]))
    refused_by_both(with_note([STRANGER, current]))
    refused_by_both(with_note([STRANGER]))
    refused_by_both(with_note([current, current]))
    for change in (list.reverse, lambda handovers: handovers.pop(0), lambda handovers: handovers.append(handovers[1])):
        file = json.loads(content)
        change(file["handovers"])
        refused_by_both(file)


def test_a_handover_of_another_history_is_refused(
    db: None, key_file: Path, log_key: VerifierKey, tmp_path: Path
) -> None:
    """Two histories that both keys have signed: each holds by itself, and neither with the handover of the other."""
    build_log(3, seed=2)
    here, first = transaction.savepoint(), key_file.read_bytes()
    for seed in (5, 6):
        build_log(1, seed=seed)
        rotate()
        write_folder(SignedLog.latest(), tmp_path / str(seed))
        transaction.savepoint_rollback(here)
        key_file.rename(f"{key_file}.next")
        key_file.write_bytes(first)
    one, two = tmp_path / "5", tmp_path / "6"
    assert (one / "vkey").read_bytes() == (two / "vkey").read_bytes()
    assert manage("verify_log", dir=one, vkey=str(log_key)).startswith("OK")
    shutil.copy(two / "handovers.json", one / "handovers.json")
    with pytest.raises(CommandError, match=r"^Leaf 4 \(handovers.json\): The handover is of another history"):
        manage("verify_log", dir=one, vkey=str(log_key))
    result = run(one, "--vkey", log_key, "--lang", "en")
    assert result.returncode == 1
    assert "Entry 4 (handovers.json): The handover is of another history" in result.stdout


# --- A mirror -------------------------------------------------------------------------------------------------------


@pytest.fixture
def mirror(db: None, tmp_path: Path, log_key: VerifierKey) -> Path:
    """A mirror that has seen four entries under the first key."""
    build_log(4, seed=2)
    assert str(update(tmp_path, log_key).kept) == str(log_key)
    return tmp_path / "mirror"


def export(folder: Path) -> Path:
    shutil.rmtree(folder / "served", ignore_errors=True)
    write_folder(SignedLog.latest(), folder / "served")
    return folder / "served"


def update(folder: Path, vkey: VerifierKey | None = None, *, again: bool = False) -> Mirror:
    """Let the mirror below the folder take in the log as it is now, or as it stands exported `again`."""
    served = folder / "served" if again else export(folder)
    mirror = Mirror(folder / "mirror", opsw_verify.folder_reader(served), str(vkey) if vkey else None)
    mirror.update()
    return mirror


def test_a_mirror_follows_handovers_by_itself(mirror: Path, log_key: VerifierKey, tmp_path: Path) -> None:
    second = rotate()
    third = rotate()
    build_log(2, seed=5)
    followed = update(tmp_path)
    assert (str(followed.kept), str(followed.key)) == (str(log_key), str(third))
    assert (mirror / "vkey").read_text() == f"{third}\n"
    for known in (None, log_key, second, third):
        assert str(update(tmp_path, known).kept) == str(third)
    with pytest.raises(Unreadable, match="another key"):
        update(tmp_path, STRANGER.verifier_key)
    assert run(mirror, "--without-texts", "--vkey", log_key).returncode == 0
    assert not (mirror / "evidence").exists()


def test_a_run_that_stopped_while_following_goes_on(mirror: Path, tmp_path: Path) -> None:
    note = (mirror / "checkpoint").read_bytes()
    third = rotate()
    build_log(1, seed=5)
    update(tmp_path)
    (mirror / "checkpoint").write_bytes(note)
    for path in mirror.glob("tile/*/000.p/*"):
        path.unlink()
    shutil.copytree(tmp_path / "served" / "tile", mirror / "tile", dirs_exist_ok=True)
    bundle = (mirror / "tile/entries/000.p/6").read_bytes()
    (mirror / "tile/entries/000.p/4").write_bytes(
        b"".join(len(entry).to_bytes(2, "big") + entry for entry in list(opsw_verify.entries_of(bundle))[:4])
    )
    assert str(update(tmp_path).key) == str(third)


def test_a_mirror_raises_the_alarm_where_no_handover_leads(
    mirror: Path, key_file: Path, log_key: VerifierKey, tmp_path: Path
) -> None:
    retired = read_key()
    rotate()
    build_log(3, seed=5)
    served = export(tmp_path)
    good = {path: (served / path).read_bytes() for path in ("checkpoint", "vkey", "handovers.json")}
    text = good["checkpoint"].decode().split("\n\n")[0] + "\n"
    before = {path: path.read_bytes() for path in mirror.rglob("*") if path.is_file()}

    def alarmed(words: str, **files: bytes) -> None:
        for path, content in (good | {name.replace("_", "."): content for name, content in files.items()}).items():
            (served / path).write_bytes(content)
        with pytest.raises(Rewritten, match=words):
            update(tmp_path, again=True)
        assert {path: path.read_bytes() for path in before} == before
        assert "evidence" in {path.name for path in mirror.iterdir()}

    alarmed("not signed with the key", checkpoint=STRANGER.sign(text), vkey=f"{STRANGER.verifier_key}\n".encode())
    alarmed("not signed with the key", handovers_json=NONE)
    alarmed("no handover", checkpoint=retired.sign(text), handovers_json=NONE)
    for path, content in good.items():
        (served / path).write_bytes(content)
    update(tmp_path, again=True)
    before = {path: path.read_bytes() for path in mirror.rglob("*") if path.is_file()}
    # From now on the retired key is one like any other.
    alarmed("not signed with the key", checkpoint=retired.sign(text))
    alarmed("no longer shows", handovers_json=NONE)


@pytest.mark.django_db(transaction=True)
def test_a_mirror_of_a_served_log_says_so(live_server: Any, tmp_path: Path, log_key: VerifierKey) -> None:
    build_log(3, seed=3)
    address, folder = f"{live_server.url}/log/", tmp_path / "mirror"
    assert run("mirror", address, folder, "--vkey", log_key).returncode == 0
    new = rotate()
    result = run("mirror", address, folder, "--vkey", log_key, "--lang", "en")
    assert (result.returncode, result.stderr) == (0, ""), result.stdout
    assert "The mirror keeps the new key from now on" in result.stdout
    assert "Yearly change." in result.stdout
    assert manage("verify_log", url=address, vkey=str(log_key)).startswith("OK log.example.wales/decisions 4 entries")
    again = run("mirror", address, folder, "--vkey", log_key, "--lang", "en")
    assert (again.returncode, str(new) in again.stdout, "from now on" in again.stdout) == (0, True, False)
