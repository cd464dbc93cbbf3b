"""Verify an exported log with pymerkle and PyNaCl, which this project did not write.

Takes a folder and a verifier key, opens the checkpoint, and recomputes the tree from the entry bundles and compares
every leaf hash and every other hash tile. Prints "OK <size>", or what is wrong and exits with 1. It shares no code
with the product.
"""

import base64
import binascii
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from pymerkle import InmemoryTree

WIDTH = 256


class Wrong(Exception):
    """What is wrong with the log."""


def main(folder: Path, key: str) -> None:
    origin, size, root = open_checkpoint((folder / "checkpoint").read_bytes(), key)
    tree = InmemoryTree(algorithm="sha256")
    for start in range(0, size, WIDTH):
        width = min(WIDTH, size - start)
        entries = list(entries_of((folder / tile_path("entries", start // WIDTH, width)).read_bytes()))
        if len(entries) != width:
            raise Wrong(f"{len(entries)} entries in the bundle of {width} from {start}")
        tree.append_entries(entries)
    if tree.get_root() != root:
        raise Wrong(f"the entries of {origin} lead to another root than the checkpoint says")
    compare_tiles(folder, tree, size)
    sys.stdout.write(f"OK {size}\n")


def open_checkpoint(note: bytes, key: str) -> tuple[str, int, bytes]:
    """Origin, size and root of a checkpoint that the key signed."""
    name, key_id, encoded = key.split("+", 2)
    public = base64.b64decode(encoded, validate=True)
    text, _, signatures = note.decode().rpartition("\n\n")
    for line in signatures.splitlines():
        dash, signer, signature = line.split(" ")
        data = base64.b64decode(signature, validate=True)
        if (dash, signer, data[:4].hex()) == ("—", name, key_id):
            VerifyKey(public[1:]).verify(f"{text}\n".encode(), data[4:])
            break
    else:
        raise Wrong("the checkpoint is not signed by this key")
    origin, size, root = text.split("\n")
    if origin != name:
        raise Wrong(f"the checkpoint is of {origin}")
    return origin, int(size), base64.b64decode(root, validate=True)


def entries_of(bundle: bytes) -> Iterator[bytes]:
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        if len(bundle) < 2 + length:
            raise Wrong("an entry bundle is cut short")
        yield bundle[2 : 2 + length]
        bundle = bundle[2 + length :]


def compare_tiles(folder: Path, tree: InmemoryTree, size: int) -> None:
    hashes = [tree.get_leaf(index) for index in range(1, size + 1)]
    level = 0
    while hashes:
        for start in range(0, len(hashes), WIDTH):
            tile = hashes[start : start + WIDTH]
            path = folder / tile_path(str(level), start // WIDTH, len(tile))
            if path.read_bytes() != b"".join(tile):
                raise Wrong(f"{path} differs from the hashes of the entries")
        hashes = [subtree(hashes[at : at + WIDTH]) for at in range(0, len(hashes) - WIDTH + 1, WIDTH)]
        level += 1


def subtree(hashes: list[bytes]) -> bytes:
    """The root over the hashes of a full tile (RFC 9162 section 2.1.1)."""
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return hashes[0]


def tile_path(level: str, number: int, width: int) -> str:
    digits = f"{number:0{-(-len(str(number)) // 3) * 3}d}"
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return f"tile/{level}/{path}" + ("" if width == WIDTH else f".p/{width}")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), sys.argv[2])
    except (Wrong, OSError, ValueError, binascii.Error, BadSignatureError) as problem:
        sys.exit(str(problem) or type(problem).__name__)
