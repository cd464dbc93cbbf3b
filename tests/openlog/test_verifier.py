"""The one-file verifier, run by Python alone as a reader runs it, and against the product's own `verify`."""

import ast
import base64
import json
import random
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.test import Client

from openlog.export import SignedLog, stream_tar, write_folder
from openlog.leaves import Kind
from openlog.log import Withheld, sign
from openlog.models import Disclosure, LogEntry
from openlog.notes import SigningKey, VerifierKey
from openlog.removals import complete_removals
from openlog.rotation import rotate_key
from openlog.sources import FolderSource
from openlog.verifier import PROGRAM, opsw_verify
from openlog.verify import verify
from tools.prove.example_log import build_log, publish, remove
from tools.prove.tamper_files import damage_files

REASON = Withheld("Cyngor cyfrinachol", "Privileged.", "Breintiedig.")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The program without any package, without this project and without the environment's settings of Python."""
    command = [sys.executable, "-I", "-S", str(PROGRAM), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={}, cwd="/", check=False)


def test_it_needs_nothing_but_an_old_python() -> None:
    tree = ast.parse(PROGRAM.read_text(), feature_version=(3, 9))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


# --- Ed25519 --------------------------------------------------------------------------------------------------------

# RFC 8032, section 7.1: public key, message, signature.
VECTORS = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip


def accepted(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether another implementation accepts it."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_ed25519_vectors(public: str, message: str, signature: str) -> None:
    key, text, sealed = map(bytes.fromhex, (public, message, signature))
    assert opsw_verify.ed25519_verifies(key, sealed, text)
    assert not opsw_verify.ed25519_verifies(key, sealed, text + b"\0")


def test_ed25519_agrees_with_another_implementation() -> None:
    dice = random.Random(8032)  # noqa: S311 - repeatable, not secret
    verdicts = []
    for _turn in range(60):
        private = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
        parts = [private.public_key().public_bytes_raw(), b"", dice.randbytes(dice.randrange(80))]
        parts[1] = private.sign(parts[2])
        if dice.random() < 0.6:
            place = dice.randrange(2)
            changed = bytearray(parts[place])
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
            parts[place] = bytes(changed)
        verdicts.append(opsw_verify.ed25519_verifies(*parts))
        assert verdicts[-1] == accepted(*parts)
    assert set(verdicts) == {True, False}


def test_ed25519_takes_each_signature_and_key_in_one_form_only() -> None:
    key, text, signature = (bytes.fromhex(part) for part in VECTORS[1])
    s = int.from_bytes(signature[32:], "little")
    forms = {
        "S plus the order": signature[:32] + (s + opsw_verify.ORDER).to_bytes(32, "little"),
        "too short": signature[:-1],
        "too long": signature + b"\0",
        "R is no point": (2).to_bytes(32, "little") + signature[32:],
        "nothing": b"",
    }
    for what, form in forms.items():
        assert not opsw_verify.ed25519_verifies(key, form, text), what
        assert not accepted(key, form, text), what
    # y beyond the field, and minus zero: RFC 8032 section 5.1.3 refuses both.
    field = opsw_verify.FIELD
    assert opsw_verify.decode_point((1).to_bytes(32, "little")) is not None
    assert opsw_verify.decode_point((field + 1).to_bytes(32, "little")) is None
    assert opsw_verify.decode_point((1 | 1 << 255).to_bytes(32, "little")) is None
    # A signature that holds for every message, under a key written in a way that is not allowed.
    everything = (1).to_bytes(32, "little") + bytes(32)
    assert not opsw_verify.ed25519_verifies((field + 1).to_bytes(32, "little"), everything, text)


# --- One record -----------------------------------------------------------------------------------------------------


@pytest.fixture
def index(db: None) -> int:
    """An entry of some log that withholds one text, and of which another was erased later."""
    build_log(5, seed=2)
    record_id = uuid.uuid4()
    entry = publish(record_id, withheld={"legal.advice": REASON})
    sign()
    remove(Kind.ERASE, Disclosure.objects.get(entry=entry, path="title.en"))
    publish(uuid.uuid4())
    sign()
    complete_removals()
    return entry.index


@pytest.fixture
def record(index: int, client: Client, tmp_path: Path) -> Path:
    """The file of that record, as a reader downloads it."""
    response = client.get(f"/log/record/{index}.json")
    assert response["Content-Disposition"] == f'attachment; filename="record-{index}.json"'
    path = tmp_path / f"record-{index}.json"
    path.write_bytes(response.content)
    return path


def test_the_program_is_served_as_it_stands(client: Client) -> None:
    response = client.get("/log/opsw_verify.py")
    assert response.content == PROGRAM.read_bytes()
    assert "opsw_verify.py" in response["Content-Disposition"]


def test_a_record_that_holds(record: Path, log_key: VerifierKey) -> None:
    result = run(record)
    assert (result.returncode, result.stderr) == (0, "")
    for words in (
        "HOLDS: everything", "YN DAL: mae popeth", "Trefniadau gofal yn Llŷn, fersiwn 1", "2027-03-01",
        "Withheld: Privileged.", "Wedi'i ddal yn ôl: Breintiedig.", "Erased: Personal data of a third party.",
        "What it does not prove", "it came with the file", str(log_key),
    ):  # fmt: skip
        assert words in result.stdout
    assert "Care arrangements" not in result.stdout
    assert "it came with the file" not in run(record, "--vkey", log_key).stdout


def test_in_one_language(record: Path) -> None:
    english, welsh = run(record, "--lang", "en").stdout, run(record, "--lang", "cy").stdout
    assert "HOLDS" in english
    assert "YN DAL" not in english
    assert "YN DAL" in welsh
    assert "What" not in welsh


def test_every_value_in_a_record_file_counts(record: Path) -> None:
    """Whatever string or number is changed, the file no longer holds, and nobody meets a traceback."""
    good = json.loads(record.read_bytes())
    places = list(leaves_of(good))
    assert len(places) >= 30
    for place in places:
        changed = json.loads(record.read_bytes())
        *way, last = place
        holder: Any = changed
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
            with pytest.raises((opsw_verify.Fault, opsw_verify.Unreadable)):
                opsw_verify.check_record(json.dumps(changed).encode(), None)


def leaves_of(value: Any, way: tuple[Any, ...] = ()) -> Any:
    """The way to every text in a value."""
    if isinstance(value, str):
        yield way
    else:
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves_of(part, (*way, key))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (lambda file: file["entries"].pop(), "the log does not say why"),
        (lambda file: file["entries"][0]["disclosures"].pop(), "not those that the entry commits to"),
        (lambda file: file["entries"].reverse(), "not a later one of the same record"),
        (lambda file: file.update(vkey=str(SigningKey("log.example.wales/decisions", bytes(32)).verifier_key)),
         "is not signed with the key"),
    ],
)  # fmt: skip
def test_the_first_thing_wrong_is_said(record: Path, changes: Any, words: str) -> None:
    file = json.loads(record.read_bytes())
    changes(file)
    record.write_text(json.dumps(file))
    result = run(record, "--lang", "en")
    assert result.returncode == 1
    assert "DOES NOT HOLD" in result.stdout
    assert words in result.stdout
    assert result.stderr == ""


def test_a_forged_log_is_found_by_the_key_one_has_noted(record: Path) -> None:
    other = SigningKey("log.example.wales/decisions", bytes(32)).verifier_key
    result = run(record, "--vkey", other)
    assert result.returncode == 1
    assert "The file names another key" in result.stdout


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"entries":[{}]}', b"[" * 100_000])
def test_what_is_no_record_cannot_be_checked(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    result = run(tmp_path / "file")
    assert (result.returncode, result.stderr) == (2, "")
    assert "CANNOT BE CHECKED" in result.stdout
    assert run(tmp_path / "nothing").returncode == 2


def test_a_text_cannot_write_over_the_verdict() -> None:
    assert opsw_verify.safe("\x1b[2Jx\u202e") == "\\u001b[2Jx\\u202e"


def test_an_unsigned_entry_has_no_file(index: int, client: Client) -> None:
    entry = publish(uuid.uuid4())
    assert client.get(f"/log/record/{entry.index}.json").status_code == 404
    assert client.get("/log/record/99999.json").status_code == 404


# --- A whole log ----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Path:
    """A log with two levels of tiles and every kind of entry, in a folder."""
    build_log(40, seed=11)
    rotate_key(reason_en="Yearly change.", reason_cy="Newid blynyddol.")
    for _turn in range(221):
        publish(uuid.uuid4())
    sign()
    write_folder(SignedLog.latest(), tmp_path / "log")
    return tmp_path / "log"


def test_a_log_as_folder_and_as_archive(folder: Path, log_key: VerifierKey) -> None:
    archive = folder.parent / "log.tar"
    archive.write_bytes(b"".join(stream_tar(SignedLog.latest())))
    for place in (folder, folder.parent, archive):
        result = run(place, "--vkey", log_key, "--lang", "en")
        assert (result.returncode, result.stderr) == (0, ""), result.stdout
        assert "Entries: 262." in result.stdout
    other = SigningKey(log_key.name, bytes(32)).verifier_key
    assert run(folder, "--vkey", other).returncode == 1


def test_the_first_wrong_leaf_is_named(folder: Path) -> None:
    path = folder / "disclosures/17.json"
    path.write_bytes(path.read_bytes().replace(b"public", b"erased", 1))
    result = run(folder, "--lang", "en")
    assert result.returncode == 1
    assert "Entry 17 (disclosures/17.json):" in result.stdout


def test_two_implementations_agree_on_every_kind_of_tampering(folder: Path, log_key: VerifierKey) -> None:
    dice = random.Random(4)  # noqa: S311 - repeatable, not secret
    kinds = set()
    for _trial in range(30):
        damage = damage_files(folder, log_key, dice)
        originals = {path: (folder / path).read_bytes() for path in damage.changes}
        for path, content in damage.changes.items():
            (folder / path).unlink() if content is None else (folder / path).write_bytes(content)
        theirs = verify(FolderSource(folder), log_key).fault
        with pytest.raises(opsw_verify.Fault) as fault:
            opsw_verify.check_log(opsw_verify.folder_reader(folder), str(log_key))
        assert theirs is not None
        assert fault.value.leaf == theirs.leaf, damage.what
        for path, content in originals.items():
            (folder / path).write_bytes(content)
        kinds.add("".join(letter for letter in damage.what.split("/")[0] if not letter.isdigit()))
    assert len(kinds) >= 6
    assert verify(FolderSource(folder), log_key).fault is None
    opsw_verify.check_log(opsw_verify.folder_reader(folder), str(log_key))


def test_a_leaf_that_breaks_a_rule_is_refused_by_both(db: None) -> None:
    leaf = json.loads(publish(uuid.uuid4()).leaf)
    assert opsw_verify.parse_leaf(opsw_verify.canonical(leaf)) == leaf
    digest = base64.urlsafe_b64encode(bytes(32)).rstrip(b"=").decode()
    changes: list[dict[str, Any]] = [
        {"v": 2}, {"v": True}, {"ver": 0}, {"kind": "other"}, {"kind": None}, {"org": "A"}, {"org": "a-"},
        {"ts": "2026-02-30T00:00:00Z"}, {"ts": "2026-02-01"}, {"id": "urn:uuid:1"}, {"schema": "decision/0"},
        {"prev": 0}, {"prev": -1, "prev_hash": digest}, {"prev": True, "prev_hash": digest},
        {"prev": 1, "prev_hash": "x"},
        {"_sd": [digest, digest]}, {"_sd": [digest + "A"]}, {"_sd": [1]}, {"_sd": None},
        {"_sd_alg": "sha-512"}, {"more": 1},
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(opsw_verify.Fault):
            opsw_verify.parse_leaf(opsw_verify.canonical(leaf | change))
        with pytest.raises(ValueError):
            LogEntry(leaf=opsw_verify.canonical(leaf | change)).parsed  # noqa: B018
