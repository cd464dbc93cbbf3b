"""An export is verified by two tools this project did not write, which agree with ours.

They are Go's golang.org/x/mod/sumdb (note and tlog), and pymerkle with PyNaCl.
"""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from openlog.export import SignedLog, write_folder
from openlog.log import sign
from openlog.notes import SigningKey, VerifierKey
from openlog.sources import FolderSource
from openlog.verify import verify
from tools.prove.example_log import build_log, publish

pytestmark = [pytest.mark.independent, pytest.mark.django_db]

PROGRAMS = Path(__file__).parent / "independent"
GO_PATH = Path("/usr/share/gocode")
ENVIRONMENT = {"GOPATH": str(GO_PATH), "GO111MODULE": "off", "GOFLAGS": ""}


def unavailable(reason: str) -> None:
    """Skip, or fail where everything is required to run."""
    message = f"THE INDEPENDENT CHECK OF THE LOG DID NOT RUN: {reason}. Install golang-go and golang-golang-x-mod-dev."
    if os.environ.get("OPSW_REQUIRE_ALL") == "1":
        pytest.fail(message)
    pytest.skip(message)


Command = list[str]


@pytest.fixture(scope="session")
def in_go(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The compiled Go program."""
    go = shutil.which("go")
    if go is None:
        unavailable("there is no Go on this machine")
    if not (GO_PATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        unavailable("the Go package golang.org/x/mod is not installed")
    folder = tmp_path_factory.mktemp("go")
    cache = {"GOCACHE": str(folder / "cache"), "GOTMPDIR": str(folder), "HOME": str(folder)}
    command = [str(go), "build", "-o", str(folder / "independent"), str(PROGRAMS / "main.go")]
    subprocess.run(command, env=os.environ | ENVIRONMENT | cache, check=True, cwd=folder)
    return [str(folder / "independent")]


@pytest.fixture(params=["go", "pymerkle"])
def verifier(request: pytest.FixtureRequest) -> Command:
    """The program to run, in each language."""
    if request.param == "go":
        in_go: Command = request.getfixturevalue("in_go")
        return in_go
    return [sys.executable, str(PROGRAMS / "with_pymerkle.py")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export of 300 entries, so that there are full and partial tiles on two levels."""
    build_log(40, seed=11)
    with transaction.atomic():
        for _turn in range(260):
            publish(uuid.uuid4())
    sign()
    write_folder(SignedLog.latest(), tmp_path / "log")
    return tmp_path / "log"


def verdict(verifier: Command, folder: Path, key: VerifierKey) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*verifier, str(folder), str(key)], capture_output=True, text=True, check=False)


def flip(path: Path, position: int) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    path.write_bytes(content)


def swap(folder: Path) -> None:
    path = folder / "tile/entries/001.p/44"
    bundle = path.read_bytes()
    length = 2 + int.from_bytes(bundle[:2], "big")
    path.write_bytes(bundle[length:] + bundle[:length])


TAMPERINGS: dict[str, Callable[[Path], object]] = {
    "a byte of an entry": lambda folder: flip(folder / "tile/entries/000", 1_000),
    "the last byte of an entry": lambda folder: flip(folder / "tile/entries/001.p/44", -1),
    "a leaf hash": lambda folder: flip(folder / "tile/0/000", 77),
    "a hash of the second level": lambda folder: flip(folder / "tile/1/000.p/1", 5),
    "the checkpoint's root": lambda folder: flip(folder / "checkpoint", 40),
    "the checkpoint's signature": lambda folder: flip(folder / "checkpoint", -10),
    "the checkpoint's size": lambda folder: (folder / "checkpoint").write_bytes(
        (folder / "checkpoint").read_bytes().replace(b"\n300\n", b"\n299\n")
    ),
    "the order of entries": swap,
    "a missing bundle": lambda folder: (folder / "tile/entries/000").unlink(),
    "a shortened bundle": lambda folder: (folder / "tile/entries/000").write_bytes(
        (folder / "tile/entries/000").read_bytes()[:-3]
    ),
}


def test_a_good_export_passes_with_the_logs_own_key_only(verifier: Command, folder: Path, log_key: VerifierKey) -> None:
    result = verdict(verifier, folder, log_key)
    assert (result.stdout, result.stderr, result.returncode) == ("OK 300\n", "", 0)
    assert verify(FolderSource(folder), log_key).fault is None
    other = SigningKey("log.example.wales/decisions", bytes(32)).verifier_key
    assert verdict(verifier, folder, other).returncode == 1


def test_tampered_exports_fail(verifier: Command, folder: Path, log_key: VerifierKey, tmp_path: Path) -> None:
    for name, tamper in TAMPERINGS.items():
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        tamper(copy)
        result = verdict(verifier, copy, log_key)
        assert (result.stdout, result.returncode) == ("", 1), name
        assert result.stderr, name
        assert verify(FolderSource(copy), log_key).fault, name
        shutil.rmtree(copy)
