"""Offline proofs: of one entry (C2SP tlog-proof), and of one record with its texts (for `opsw_verify.py`)."""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openlog.canonical import JSON, FormError, canonical_json, parse_canonical_json

_HEADER = "c2sp.org/tlog-proof@v1"
_RECORD_FORMAT = "opsw-record/1"


@dataclass(frozen=True)
class Proof:
    """What a tlog-proof says: `leaf` is entry `index` of the log under the signed checkpoint, by way of the hashes."""

    index: int
    leaf: bytes
    hashes: list[bytes]
    checkpoint: bytes


def encode_proof(index: int, leaf: bytes, hashes: Sequence[bytes], checkpoint: bytes) -> bytes:
    """The proof that `leaf` is entry `index` of the log under the signed checkpoint; the leaf is its extra data."""
    lines = [_HEADER, f"extra {_to_base64(leaf)}", f"index {index}", *map(_to_base64, hashes), "", ""]
    return "\n".join(lines).encode() + checkpoint


def parse_proof(text: str) -> Proof:
    """The parts of a tlog-proof that carries its leaf. Raises FormError."""
    head, _separator, checkpoint = text.partition("\n\n")
    match head.split("\n"):
        case [header, extra, index, *hashes] if header == _HEADER and extra.startswith("extra "):
            if number := re.fullmatch("index (0|[1-9][0-9]{0,18})", index):
                leaf = _from_base64(extra.removeprefix("extra "))
                return Proof(int(number[1]), leaf, list(map(_from_base64, hashes)), checkpoint.encode())
    raise FormError("not a proof with its leaf")


def encode_record(
    verifier_key: str, entries: Iterable[tuple[bytes, bytes]], handovers: Iterable[tuple[bytes, bytes]]
) -> bytes:
    """All that one file needs to be checked off line: for each entry its tlog-proof and its `disclosures/<index>.json`.

    The first entry is the record's; others are later ones of the same record that say why something of it is hidden.
    With the handovers, who noted an earlier key can check it too.
    """
    record: dict[str, JSON] = {"entries": entry_values(entries), "format": _RECORD_FORMAT, "vkey": verifier_key}
    return canonical_json(record | {"handovers": entry_values(handovers)})


def entry_values(entries: Iterable[tuple[bytes, bytes]]) -> list[JSON]:
    """Entries as values of a file, each with its tlog-proof and what is shown of it. Raises FormError."""
    try:
        return [
            {"disclosures": parse_canonical_json(disclosures)["disclosures"], "proof": proof.decode()}
            for proof, disclosures in entries
        ]
    except UnicodeDecodeError as error:
        raise FormError("a proof is not text") from error


def _to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _from_base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise FormError(f"not base64: {text[:60]!r}") from error
    if _to_base64(data) != text:
        raise FormError(f"not canonical base64: {text[:60]!r}")
    return data
