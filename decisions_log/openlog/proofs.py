"""Offline proofs of one entry: C2SP tlog-proof."""

import base64
from collections.abc import Sequence

_HEADER = "c2sp.org/tlog-proof@v1"


def encode_proof(index: int, leaf: bytes, hashes: Sequence[bytes], checkpoint: bytes) -> bytes:
    """The proof that `leaf` is entry `index` of the log under the signed checkpoint; the leaf is its extra data."""
    lines = [_HEADER, f"extra {_to_base64(leaf)}", f"index {index}", *map(_to_base64, hashes), "", ""]
    return "\n".join(lines).encode() + checkpoint


def _to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
