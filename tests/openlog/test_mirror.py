"""A mirror of the log: it takes in what is new, and notices when the log denies what it has signed."""

import random
from pathlib import Path
from typing import Any

import pytest

from openlog import merkle
from openlog.notes import SigningKey, TreeHead, VerifierKey
from openlog.tiles import TILE_LEVELS, pack_entries, tiles_of
from openlog.verifier import opsw_verify
from openlog.verifier.opsw_verify import Fault, Mirror, Rewritten, Unreadable
from tests.openlog.conftest import SEED
from tests.openlog.test_verifier import run
from tools.prove.example_log import build_log

KEY = SigningKey("log.example.wales/decisions", SEED)


class Served:
    """A log of arbitrary entries, as it would be served; counts what is asked of it."""

    def __init__(self, entries: list[bytes], key: SigningKey = KEY) -> None:
        tree = merkle.Tree([merkle.leaf_hash(entry) for entry in entries])
        self.asked: list[str] = []
        self.files = {"vkey": f"{key.verifier_key}\n".encode()}
        self.files["checkpoint"] = key.sign(TreeHead(key.name, len(tree), tree.root()).text)
        for tile in tiles_of(len(tree)):
            span = range(tile.start, tile.start + tile.width)
            if tile.level is None:
                self.files[tile.path] = pack_entries([entries[index] for index in span])
            else:
                self.files[tile.path] = b"".join(tree.node(TILE_LEVELS * tile.level, position) for position in span)

    def read(self, path: str) -> bytes:
        self.asked.append(path)
        if path not in self.files:
            raise opsw_verify.Missing(path)
        return self.files[path]


def some(count: int, changed: int | None = None) -> list[bytes]:
    return [b"entry %d%s" % (index, b" changed" * (index == changed)) for index in range(count)]


def update(folder: Path, served: Served, *, again: bool = False) -> opsw_verify.Checkpoint:
    return Mirror(folder, served.read, str(KEY.verifier_key), again=again).update()


def holds(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    return tmp_path / "mirror"


@pytest.mark.parametrize(
    ("first", "second"), [(1, 2), (3, 7), (255, 256), (256, 257), (256, 600), (300, 700), (511, 513), (512, 1024)]
)
def test_it_takes_in_only_what_is_new(mirror: Path, first: int, second: int) -> None:
    update(mirror, Served(some(first)))
    served = Served(some(second))
    assert update(mirror, served).size == second
    bundles = [path for path in served.asked if path.startswith("tile/entries/")]
    assert len(bundles) == (second + 255) // 256 - first // 256
    files = holds(mirror)
    assert files == {*served.files, f"checkpoints/{first}", f"checkpoints/{second}"}
    assert all((mirror / path).read_bytes() == content for path, content in served.files.items())
    assert update(mirror, served).size == second
    assert holds(mirror) == files


def test_consistency_proofs_are_those_of_another_implementation() -> None:
    dice = random.Random(9162)  # noqa: S311 - repeatable, not secret
    tree = merkle.Tree([merkle.leaf_hash(entry) for entry in some(80)])
    for _turn in range(200):
        first, second = sorted(dice.sample(range(1, 81), 2))
        proof = opsw_verify.consistency_proof(first, second, tree.node)
        assert proof == merkle.consistency_proof(first, second, tree.node)
        old, new = (opsw_verify.Checkpoint("", size, tree.root(size), b"") for size in (first, second))
        assert opsw_verify.is_consistent(old, new, proof)
        wrong = [bytes(32), *proof[1:]] if proof else [bytes(32)]
        assert not opsw_verify.is_consistent(old, new, wrong)
        assert not opsw_verify.is_consistent(old._replace(root=bytes(32)), new, proof)
        assert not opsw_verify.is_consistent(old, new._replace(root=bytes(32)), proof)
        assert not opsw_verify.is_consistent(old, new, [*proof, bytes(32)])


@pytest.mark.parametrize(
    ("served", "leaf", "words"),
    [
        (Served(some(300, changed=123)), 123, "two different histories"),
        (Served(some(700, changed=123)), 123, "history was rewritten"),
        (Served(some(700, changed=299)), 299, "history was rewritten"),
        (Served(some(299)), None, "has shrunk"),
        (Served(some(700), SigningKey(KEY.name, bytes(32))), None, "not signed with the key"),
    ],
)
def test_a_rewritten_history_is_refused_and_the_evidence_kept(
    mirror: Path, served: Served, leaf: int | None, words: str
) -> None:
    first = Served(some(300))
    update(mirror, first)
    before = holds(mirror)
    for _time in range(2):
        with pytest.raises(Rewritten, match=words) as alarm:
            update(mirror, served)
        assert alarm.value.leaf == leaf
    added = holds(mirror) - before
    assert all(path.startswith("evidence/") for path in added)
    (evidence,) = (mirror / "evidence").iterdir()
    assert (evidence / "kept/checkpoint").read_bytes() == first.files["checkpoint"]
    assert (evidence / "served/checkpoint").read_bytes() == served.files["checkpoint"]
    assert words in (evidence / "what.txt").read_text()
    assert (mirror / "checkpoint").read_bytes() == first.files["checkpoint"]
    # The true log is taken in again afterwards.
    assert update(mirror, Served(some(400))).size == 400


def test_a_changed_old_entry_is_found_when_all_are_read_again(mirror: Path) -> None:
    served = Served(some(600))
    update(mirror, served)
    served.files["tile/entries/000"] = Served(some(256, changed=7)).files["tile/entries/000"]
    assert update(mirror, served).size == 600
    with pytest.raises(Rewritten) as alarm:
        update(mirror, served, again=True)
    assert alarm.value.leaf == 7


def test_new_entries_must_lead_to_the_checkpoint(mirror: Path) -> None:
    update(mirror, Served(some(10)))
    served = Served(some(20))
    served.files["tile/entries/000.p/20"] = Served(some(20, changed=15)).files["tile/entries/000.p/20"]
    with pytest.raises(Fault, match="do not lead to the checkpoint"):
        update(mirror, served)
    assert (mirror / "checkpoint").read_bytes() == Served(some(10)).files["checkpoint"]
    assert update(mirror, Served(some(20))).size == 20


def test_an_interrupted_run_goes_on_where_it_stopped(mirror: Path) -> None:
    served = Served(some(800))
    content = served.files.pop("tile/entries/002")

    def broken(path: str) -> bytes:
        if path == "tile/entries/002":
            raise Unreadable("", "the line is down")
        return served.read(path)

    with pytest.raises(Unreadable):
        Mirror(mirror, broken, None).update()
    served.files["tile/entries/002"] = content
    served.asked.clear()
    assert update(mirror, served).size == 800
    assert [path for path in served.asked if "entries" in path] == ["tile/entries/002", "tile/entries/003.p/32"]


def test_a_damaged_mirror_blames_itself(mirror: Path) -> None:
    update(mirror, Served(some(10)))
    bundle = mirror / "tile/entries/000.p/10"
    bundle.write_bytes(bundle.read_bytes().replace(b"entry 3", b"entry X"))
    with pytest.raises(Unreadable, match="own files"):
        update(mirror, Served(some(20)))


@pytest.mark.django_db(transaction=True)
def test_against_a_served_log(live_server: Any, tmp_path: Path, log_key: VerifierKey) -> None:
    build_log(9, seed=3)
    address, folder = f"{live_server.url}/log/", tmp_path / "mirror"
    first = run("mirror", address, folder, "--lang", "en")
    assert (first.returncode, first.stderr) == (0, ""), first.stdout
    assert "Entries now: 9" in first.stdout
    assert "it came with" in first.stdout
    build_log(4, seed=4)
    second = run("mirror", address, folder, "--vkey", log_key)
    assert second.returncode == 0
    assert "Entries before: 9" in second.stdout
    assert run(folder, "--without-texts").returncode == 0
    assert not (folder / "disclosures").exists()
    other = SigningKey(log_key.name, bytes(32)).verifier_key
    assert run("mirror", address, tmp_path / "other", "--vkey", other).returncode == 1
    assert run("mirror", address, folder, "--vkey", other).returncode == 2
    assert run("mirror", "file:///etc", folder).returncode == 2
    assert run("mirror", address).returncode == 2
