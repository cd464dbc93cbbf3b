"""The files of the log, as served and as exported."""

import base64
import io
import tarfile
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from openlog import merkle
from openlog.export import SignedLog, write_folder
from openlog.log import Withheld, sign
from openlog.models import LogEntry
from openlog.notes import TreeHead, VerifierKey, open_note
from tools.prove.example_log import build_log, publish

pytestmark = pytest.mark.django_db
SECRET = "Cyngor cyfreithiol cyfrinachol"


@pytest.fixture
def log() -> SignedLog:
    build_log(20, seed=7)
    return SignedLog.latest()


def test_served_exported_and_archived_bytes_are_the_same(log: SignedLog, client: Client, tmp_path: Path) -> None:
    written = write_folder(log, tmp_path / "log")
    files = {
        str(path.relative_to(tmp_path / "log")): path.read_bytes()
        for path in (tmp_path / "log").rglob("*")
        if path.is_file()
    }
    assert written == len(files)
    assert {path: client.get(f"/log/{path}").content for path in files} == files
    archive = client.get("/log/export.tar")
    with tarfile.open(fileobj=io.BytesIO(archive.getvalue())) as tar:
        members = {member.name: tar.extractfile(member) for member in tar.getmembers()}
        assert {name.removeprefix("log/"): file.read() for name, file in members.items() if file} == files


@pytest.mark.parametrize(
    ("path", "content_type", "caching"),
    [
        ("checkpoint", "text/plain; charset=utf-8", "max-age=5"),
        ("vkey", "text/plain; charset=utf-8", "max-age=5"),
        ("tile/0/000.p/20", "application/octet-stream", "immutable"),
        ("tile/entries/000.p/20", "application/octet-stream", "immutable"),
        ("disclosures/0.json", "application/json", "max-age=5"),
        ("export.tar", "application/x-tar", "max-age=5"),
    ],
)
def test_headers(log: SignedLog, client: Client, path: str, content_type: str, caching: str) -> None:
    response = client.get(f"/log/{path}")
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert caching in response["Cache-Control"]
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert "Vary" not in response


@pytest.mark.parametrize(
    "path",
    ["tile/0/000.p/21", "tile/0/000", "tile/1/000.p/1", "tile/0/001.p/1", "tile/entries/000.p/21", "tile/9/000.p/1",
     "tile/0/0", "tile/0/x001", "tile/data/000", "disclosures/20.json", "disclosures/99999999999999999999.json",
     "disclosures/-1.json", "nothing", ""],
)  # fmt: skip
def test_what_is_not_in_the_log_is_404(log: SignedLog, client: Client, path: str) -> None:
    assert client.get(f"/log/{path}").status_code == 404


def test_narrower_tiles_stay_served(log: SignedLog, client: Client) -> None:
    whole = client.get("/log/tile/0/000.p/20").content
    assert client.get("/log/tile/0/000.p/7").content == whole[: 7 * 32]


def test_nothing_shows_before_it_is_signed(client: Client) -> None:
    publish(uuid.uuid4())
    paths = ["checkpoint", "vkey", "tile/0/000.p/1", "tile/entries/000.p/1", "disclosures/0.json", "export.tar"]
    assert {client.get(f"/log/{path}").status_code for path in paths} == {404}
    sign()
    assert {client.get(f"/log/{path}").status_code for path in paths} == {200}
    publish(uuid.uuid4())
    assert client.get("/log/disclosures/1.json").status_code == 404
    assert client.get("/log/tile/entries/000.p/2").status_code == 404


def test_nothing_withheld_is_in_any_file() -> None:
    publish(uuid.uuid4(), withheld={"secret.path": Withheld(SECRET, "Privileged.", "Breintiedig.")})
    sign()
    content = b"".join(content for _path, content in SignedLog.latest().files())
    # a disclosure is a list that begins with its salt, a letter or a digit
    shown = b"".join(
        base64.urlsafe_b64decode(part + b"==") for part in content.split(b'"') if part[:3] in (b"WyI", b"WyJ")
    )
    assert "Llŷn".encode() in shown, "this looks where disclosures are"
    for haystack in (content, shown):
        assert SECRET.encode() not in haystack
        assert b"secret.path" not in haystack


def test_only_safe_methods(log: SignedLog, client: Client) -> None:
    assert client.post("/log/checkpoint").status_code == 405
    assert client.head("/log/checkpoint").status_code == 200


def test_tiles_of_more_than_one_level(log_key: VerifierKey) -> None:
    for _turn in range(260):
        publish(uuid.uuid4())
    sign()
    log = SignedLog.latest()
    tree = merkle.Tree([entry.leaf_hash for entry in LogEntry.objects.all()])
    assert log.read("tile/0/000") == b"".join(tree.node(0, position) for position in range(256))
    assert log.read("tile/0/001.p/4") == b"".join(tree.node(0, position) for position in range(256, 260))
    assert log.read("tile/1/000.p/1") == tree.node(8, 0)
    assert TreeHead.parse(open_note(log.read("checkpoint"), log_key)).root == tree.root()


@pytest.mark.parametrize("index", [0, 13, 19])
def test_proof_of_one_entry(log: SignedLog, log_key: VerifierKey, index: int) -> None:
    """C2SP tlog-proof: header, extra, index, hashes, an empty line, the checkpoint."""
    proof, _empty, checkpoint = log.proof(index).decode().partition("\n\n")
    header, extra, place, *hashes = proof.split("\n")
    head = TreeHead.parse(open_note(checkpoint.encode(), log_key))
    leaf = base64.b64decode(extra.removeprefix("extra "))
    assert (header, place) == ("c2sp.org/tlog-proof@v1", f"index {index}")
    path = [base64.b64decode(line) for line in hashes]
    assert merkle.verify_inclusion(merkle.leaf_hash(leaf), index, head.size, path, head.root)


def test_a_tile_costs_the_same_however_long_the_log_is(django_assert_num_queries: Any) -> None:
    build_log(5, seed=1)
    with django_assert_num_queries(2):
        SignedLog.latest().read("tile/0/000.p/5")
    build_log(25, seed=2)
    with django_assert_num_queries(2):
        SignedLog.latest().read("tile/0/000.p/30")
