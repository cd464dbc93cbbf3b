"""Ways to tamper with an exported log."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openlog import merkle
from openlog.canonical import canonical_json
from openlog.handovers import PATH as HANDOVERS
from openlog.leaves import Disclosure, digest_of
from openlog.notes import SigningKey, TreeHead, VerifierKey
from openlog.proofs import parse_proof
from openlog.tiles import TILE_LEVELS, Tile, pack_entries, tiles_of, unpack_entries


@dataclass(frozen=True)
class Damage:
    """What was done, the leaf that must be named (None: none in particular), and the new files (None: removed)."""

    what: str
    leaf: int | None
    changes: dict[str, bytes | None]


class Export:
    """The files of an exported log, read when needed."""

    def __init__(self, folder: Path, key: VerifierKey) -> None:
        self.folder = folder
        self.key = key
        self.paths = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
        self.bundles = [Tile.parse(path) for path in self.paths if path.startswith("tile/entries/")]

    def read(self, path: str) -> bytes:
        """Content of one file."""
        return (self.folder / path).read_bytes()

    def handovers(self) -> list[Any]:
        """The handovers of the key, in the form of their file."""
        return json.loads(self.read(HANDOVERS))["handovers"]

    def entries(self, bundle: Tile) -> list[bytes]:
        """The entries of one bundle."""
        return list(unpack_entries(self.read(bundle.path)))

    def leaf_at(self, path: str, offset: int) -> int | None:
        """The leaf that a byte of a file belongs to; None when it is of no particular leaf."""
        if path.startswith("disclosures/"):
            return int(path.removeprefix("disclosures/").removesuffix(".json"))
        if not path.startswith("tile/"):
            return None
        tile = Tile.parse(path)
        if tile.level is not None:
            return (tile.start + offset // merkle.HASH_SIZE) << TILE_LEVELS * tile.level
        index = tile.start
        for entry in self.entries(tile):
            offset -= 2 + len(entry)
            if offset < 0:
                return index
            index += 1
        raise ValueError(f"{path} is shorter than that")


def damage_files(folder: Path, key: VerifierKey, dice: random.Random) -> Damage:
    """One random tampering with the export in the folder; nothing is written."""
    return dice.choice(_WAYS)(Export(folder, key), dice)


def _flip_a_bit(export: Export, dice: random.Random) -> Damage:
    # Choosing the kind of file first, as most files are disclosures.
    kind = dice.choice(["tile/entries/", "tile/", "disclosures/", HANDOVERS, "checkpoint", "vkey"])
    path = dice.choice([path for path in export.paths if path.startswith(kind)])
    content = bytearray(export.read(path))
    bit = dice.randrange(len(content) * 8)
    content[bit // 8] ^= 1 << bit % 8
    return Damage(f"bit {bit} of {path}", export.leaf_at(path, bit // 8), {path: bytes(content)})


def _remove_a_file(export: Export, dice: random.Random) -> Damage:
    path = dice.choice(export.paths)
    return Damage(f"{path} removed", export.leaf_at(path, 0), {path: None})


def _truncate_a_file(export: Export, dice: random.Random) -> Damage:
    path = dice.choice(export.paths)
    content = export.read(path)
    length = dice.randrange(len(content))
    return Damage(f"{path} cut to {length} bytes", export.leaf_at(path, length), {path: content[:length]})


def _change_entries(what: str, change: Callable[[list[bytes], random.Random], int]) -> Callable[..., Damage]:
    """A tampering with the entries of one bundle; `change` returns the first place that is then wrong."""

    def damage(export: Export, dice: random.Random) -> Damage:
        bundle = dice.choice(export.bundles)
        entries = export.entries(bundle)
        place = change(entries, dice)
        leaf = bundle.start + place
        return Damage(f"{what} at {leaf}", leaf, {bundle.path: pack_entries(entries)})

    return damage


def _drop(entries: list[bytes], dice: random.Random) -> int:
    place = dice.randrange(len(entries))
    del entries[place]
    return place


def _duplicate(entries: list[bytes], dice: random.Random) -> int:
    place = dice.randrange(len(entries))
    entries.insert(place, entries[place])
    return place + 1


def _swap(entries: list[bytes], dice: random.Random) -> int:
    first, second = sorted(dice.sample(range(len(entries)), 2))
    entries[first], entries[second] = entries[second], entries[first]
    return first


def _truncate(entries: list[bytes], dice: random.Random) -> int:
    place = dice.randrange(len(entries))
    del entries[place:]
    return place


def _swap_disclosures(export: Export, dice: random.Random) -> Damage:
    size = sum(bundle.width for bundle in export.bundles)
    first, second = sorted(dice.sample(range(size), 2))
    paths = [f"disclosures/{index}.json" for index in (first, second)]
    changes: dict[str, bytes | None] = {paths[0]: export.read(paths[1]), paths[1]: export.read(paths[0])}
    return Damage(f"disclosures of {first} and {second} swapped", first, changes)


def _fork(export: Export, dice: random.Random) -> Damage:
    """Another history, whole in itself, under a checkpoint of the same name signed with another key."""
    entries = [entry for bundle in export.bundles for entry in export.entries(bundle)]
    place = dice.randrange(len(entries))
    entries[place] = entries[place].replace(b'"org":"', b'"org":"other-')
    tree = merkle.Tree([merkle.leaf_hash(entry) for entry in entries])
    key = SigningKey(export.key.name, dice.randbytes(32))
    changes: dict[str, bytes | None] = {
        "checkpoint": key.sign(TreeHead(key.name, len(tree), tree.root()).text),
        "vkey": f"{key.verifier_key}\n".encode(),
    }
    for tile in tiles_of(len(tree)):
        span = range(tile.start, tile.start + tile.width)
        if tile.level is None:
            changes[tile.path] = pack_entries([entries[index] for index in span])
        else:
            changes[tile.path] = b"".join(tree.node(TILE_LEVELS * tile.level, position) for position in span)
    return Damage(f"a fork at {place} signed with another key", None, changes)


def _strip_a_signature(export: Export, dice: random.Random) -> Damage:
    """Take one of its two signatures from the checkpoint that hands the log over to another key."""
    handovers = export.handovers()
    handover = dice.choice(handovers)
    handover["proof"] = without_signature(handover["proof"].encode(), dice).decode()
    return Damage("a signature stripped from a handover", _place(handover), {HANDOVERS: _encoded(handovers)})


def _drop_a_handover(export: Export, dice: random.Random) -> Damage:
    handovers = export.handovers()
    handovers.pop(dice.randrange(len(handovers)))
    return Damage("a handover dropped", None, {HANDOVERS: _encoded(handovers)})


def _take_over(export: Export, dice: random.Random) -> Damage:
    """Another key signs the same entries, and the last handover is made out to it, in words that nobody signed."""
    key = SigningKey(export.key.name, dice.randbytes(32))
    handovers = export.handovers()
    place = _place(handovers[-1])
    lines = [(line, Disclosure.parse(line["disclosure"])) for line in handovers[-1]["disclosures"]]
    for line, said in lines:
        if said.path == "key.new":
            line["disclosure"] = replace(said, value=str(key.verifier_key)).encode()
            line["digest"] = digest_of(line["disclosure"])
    handovers[-1]["disclosures"].sort(key=lambda line: line["digest"])
    changes: dict[str, bytes | None] = {
        HANDOVERS: _encoded(handovers),
        "vkey": f"{key.verifier_key}\n".encode(),
        "checkpoint": key.sign(export.read("checkpoint").decode().split("\n\n")[0] + "\n"),
    }
    return Damage("another key takes over", place, changes)


def without_signature(note: bytes, dice: random.Random) -> bytes:
    """A note without one of its signatures."""
    text, _blank, signatures = note.rpartition(b"\n\n")
    lines = signatures.splitlines(keepends=True)
    lines.pop(dice.randrange(len(lines)))
    return text + b"\n\n" + b"".join(lines)


def _place(handover: dict[str, Any]) -> int:
    return parse_proof(handover["proof"]).index


def _encoded(handovers: list[Any]) -> bytes:
    return canonical_json({"format": "opsw-handovers/1", "handovers": handovers})


_WAYS: list[Callable[[Export, random.Random], Damage]] = [
    *[_flip_a_bit] * 4,
    _remove_a_file,
    _truncate_a_file,
    _change_entries("an entry dropped", _drop),
    _change_entries("an entry doubled", _duplicate),
    _change_entries("entries swapped", _swap),
    _change_entries("entries cut off", _truncate),
    _swap_disclosures,
    _fork,
    _strip_a_signature,
    _drop_a_handover,
    _take_over,
]
