#!/usr/bin/env python3
"""Gwirio cofnod neu log cyfan, ar eich cyfrifiadur eich hun. Check a record, or a whole log, on your own computer.

    python3 opsw_verify.py record-12.json        un cofnod / one record
    python3 opsw_verify.py log.tar               log cyfan, yn archif neu'n ffolder / a whole log, archive or folder
    python3 opsw_verify.py mirror URL FOLDER     cadw drych a sylwi ar newid / keep a mirror and notice a rewriting

    --vkey KEY     yr allwedd wirio a gawsoch gan rywun arall / the verifier key that you had from somebody else
    --lang cy|en   un iaith / one language
    --without-texts  dim ond y cofnodion, fel y mae drych yn eu cadw / only the entries, as a mirror keeps them
    --again        (mirror) darllen pob hen gofnod eto / read every old entry again

Mae'n gweithio all-lein ac nid oes angen dim arno ond Python 3.9 neu fwy newydd.
It works offline, and needs nothing but Python 3.9 or newer.

Exit status: 0 all of it holds; 1 something does not hold; 2 it could not be checked;
3 the log denies what this mirror has seen of it: its history was rewritten, or another key signs it to which no
handover leads from the key that is known here.

The formats: C2SP tlog-tiles, tlog-checkpoint, tlog-proof and signed-note; RFC 8032 (Ed25519), RFC 9162 (the tree),
RFC 8785 (canonical JSON), RFC 9901 (salted digests). This file shares no code with the site it checks.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import shutil
import sys
import tarfile
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

RECORD_FORMAT = "opsw-record/1"
HANDOVERS_FORMAT = "opsw-handovers/1"
HANDOVERS = "handovers.json"
PROOF_HEADER = "c2sp.org/tlog-proof@v1"


class Fault(Exception):
    """What does not hold, in Welsh and English; the index of the leaf and the file that it concerns, where known."""

    def __init__(self, cy: str, en: str, leaf: int | None = None, path: str = "") -> None:
        super().__init__(en)
        self.cy, self.en, self.leaf, self.path = cy, en, leaf, path

    def at(self, leaf: int | None, path: str) -> Fault:
        """The same fault, placed."""
        return Fault(self.cy, self.en, leaf, path)


class Unreadable(Exception):
    """There is nothing to check at the place named, which says nothing about the log."""

    def __init__(self, cy: str, en: str) -> None:
        super().__init__(en)
        self.cy, self.en = cy, en


class Missing(Exception):
    """The log has no file of this path."""


def require(holds: object, cy: str, en: str) -> None:
    """Raise the Fault unless it holds."""
    if not holds:
        raise Fault(cy, en)


# --- Base64 and canonical JSON -----------------------------------------------------------------------------------


def from_base64(text: str, size: int | None = None, *, url: bool = False) -> bytes:
    """The bytes of base64, or of base64url without padding, in the one way to write them."""
    cy, en = f"Nid base64 dilys: {text[:60]!r}", f"Not valid base64: {text[:60]!r}"
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4 if url else 0), b"-_" if url else None, validate=True)
    except (binascii.Error, ValueError):
        raise Fault(cy, en) from None
    require((to_base64url(data) if url else base64.b64encode(data).decode()) == text, cy, en)
    require(size in (None, len(data)), cy, en)
    return data


def to_base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def canonical(value: Any) -> bytes:
    """RFC 8785 for what the log holds: text in NFC, whole numbers, true, false, null, lists and objects."""
    return json.dumps(_in_order(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _in_order(value: Any) -> Any:
    if isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        raise ValueError("not NFC")
    if isinstance(value, int) and abs(value) > 2**53 - 1:
        raise ValueError("too large")
    if isinstance(value, list):
        return [_in_order(item) for item in value]
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {_in_order(key): _in_order(value[key]) for key in keys}
    return value


def parse_canonical(data: bytes) -> Any:
    """The value of canonical JSON; other bytes of the same value are a Fault."""

    def refuse(number: str) -> NoReturn:
        raise ValueError(number)

    try:
        value = json.loads(data.decode(), parse_float=refuse, parse_constant=refuse)
        same = canonical(value) == data
    except (ValueError, RecursionError):
        same = False
    require(same, "Nid JSON yn y ffurf ganonaidd mohono.", "It is not JSON in canonical form.")
    return value


# --- Ed25519 (RFC 8032), verification only -----------------------------------------------------------------------

FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE_D = -121665 * pow(121666, FIELD - 2, FIELD) % FIELD
ROOT_OF_MINUS_ONE = pow(2, (FIELD - 1) // 4, FIELD)

Point = tuple  # X, Y, Z, T: extended coordinates of RFC 8032 section 5.1.4


def decode_point(data: bytes) -> Point | None:
    """The point of its 32 bytes; None when they are no point, or not the one way to write it (section 5.1.3)."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if len(data) != 32 or y >= FIELD:
        return None
    square = (y * y - 1) * pow(CURVE_D * y * y + 1, FIELD - 2, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if (x * x - square) % FIELD:
        x = x * ROOT_OF_MINUS_ONE % FIELD
    if (x * x - square) % FIELD or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = FIELD - x
    return x, y, 1, x * y % FIELD


def encode_point(point: Point) -> bytes:
    x, y, z, _t = point
    inverse = pow(z, FIELD - 2, FIELD)
    return (y * inverse % FIELD | (x * inverse % FIELD & 1) << 255).to_bytes(32, "little")


def add_points(one: Point, other: Point) -> Point:
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b = (y1 - x1) * (y2 - x2) % FIELD, (y1 + x1) * (y2 + x2) % FIELD
    c, d = 2 * t1 * t2 * CURVE_D % FIELD, 2 * z1 * z2 % FIELD
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % FIELD, g * h % FIELD, f * g % FIELD, e * h % FIELD


def multiply_point(scalar: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add_points(result, point)
        point, scalar = add_points(point, point), scalar >> 1
    return result


BASE_POINT: Point = decode_point((4 * pow(5, FIELD - 2, FIELD) % FIELD).to_bytes(32, "little")) or ()


def ed25519_verifies(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether it is the key's signature over the message: R = [S]B - [k]A, with S below the order (section 5.1.7)."""
    key = decode_point(public_key)
    s = int.from_bytes(signature[32:], "little")
    if key is None or len(signature) != 64 or s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    k = int.from_bytes(digest, "little") % ORDER
    minus_key = (FIELD - key[0], key[1], 1, FIELD - key[3])
    return encode_point(add_points(multiply_point(s, BASE_POINT), multiply_point(k, minus_key))) == signature[:32]


# --- Signed checkpoints ------------------------------------------------------------------------------------------


class Key(NamedTuple):
    """A verifier key: the name of the log, four bytes that identify the key, and the key."""

    name: str
    key_id: bytes
    public: bytes

    @classmethod
    def parse(cls, text: str) -> Key:
        cy, en = f"Nid allwedd wirio yw hon: {text[:80]!r}", f"This is not a verifier key: {text[:80]!r}"
        name, _, rest = text.partition("+")
        key_id, _, encoded = rest.partition("+")
        data = from_base64(encoded)
        expected = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
        require(
            not re.search(r"[\s+]|^$", name) and len(data) == 33 and data[0] == 1 and key_id == expected.hex(), cy, en
        )
        return cls(name, expected, data[1:])

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(b'%c' % 1 + self.public).decode()}"


class Checkpoint(NamedTuple):
    """What the log signed: its name, the number of its entries and its root hash; `note` is the signed text."""

    origin: str
    size: int
    root: bytes
    note: bytes


def open_checkpoint(note: bytes, key: Key) -> Checkpoint:
    """The checkpoint of a note that the key signed once; signatures of others are passed over."""
    try:
        text, found, signatures = note.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        found = text = signatures = ""
    lines = text.split("\n")
    shape = found and signatures.endswith("\n") and len(lines) == 3 and re.fullmatch("0|[1-9][0-9]{0,18}", lines[1])
    require(
        shape and all(char >= " " or char == "\n" for char in text),
        "Nid pwynt gwirio wedi'i lofnodi yw hwn.",
        "This is not a signed checkpoint.",
    )
    own = [data[4:] for name, data in map(_signature, signatures[:-1].split("\n")) if (name, data[:4]) == key[:2]]
    require(
        len(own) == 1 and ed25519_verifies(key.public, own[0], f"{text}\n".encode()),
        f"Nid yw'r pwynt gwirio wedi'i lofnodi â'r allwedd {key}",
        f"The checkpoint is not signed with the key {key}",
    )
    require(lines[0] == key.name, "Mae'r pwynt gwirio'n perthyn i log arall.", "The checkpoint is of another log.")
    return Checkpoint(lines[0], int(lines[1]), from_base64(lines[2], 32), note)


def _signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line[2:].partition(" ")
    data = from_base64(encoded)
    shape = line.startswith("— ") and name and "+" not in name and len(data) > 4
    require(shape, "Mae llinell lofnod yn anghywir ei ffurf.", "A line with a signature is malformed.")
    return name, data


# --- The tree (RFC 9162) -----------------------------------------------------------------------------------------


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_by_proof(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes | None:
    """The root that a leaf hash and its inclusion proof lead to; None when the proof has the wrong length (2.1.3.2)."""
    position, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if position & 1 or position == last:
            found = node_hash(sibling, found)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        position, last = position >> 1, last >> 1
    return found if last == 0 and 0 <= index < size else None


class Tree:
    """All complete subtrees: `levels[l][p]` is the hash of the 2**l leaves from p * 2**l on."""

    def __init__(self) -> None:
        self.levels: list[list[bytes]] = [[]]

    @property
    def size(self) -> int:
        return len(self.levels[0])

    def append(self, hashed: bytes) -> None:
        for level in range(65):
            if level == len(self.levels):
                self.levels.append([])
            self.levels[level].append(hashed)
            if len(self.levels[level]) % 2:
                return
            hashed = node_hash(*self.levels[level][-2:])

    def root(self, size: int) -> bytes:
        """The root of the first `size` leaves: complete subtrees, joined from the right."""
        parts = [self.levels[level][(size >> level) - 1] for level in range(size.bit_length()) if size >> level & 1]
        found = parts[0] if parts else hashlib.sha256(b"").digest()
        for part in parts[1:]:
            found = node_hash(part, found)
        return found


# --- Entries, and the texts that they commit to ------------------------------------------------------------------

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
WORDS = "[a-z0-9]+(?:-[a-z0-9]+)*"
LEAF_TEXTS = {
    "_sd_alg": "sha-256",
    "id": f"urn:uuid:{UUID}",
    "kind": "publish|correct|supersede|redact|erase|withdraw|restore|key",
    "org": WORDS,
    "schema": f"{WORDS}/[1-9][0-9]*",
    "ts": "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
}
LEAF_KEYS = {*LEAF_TEXTS, "_sd", "prev", "prev_hash", "v", "ver"}
NEW_VERSION = ("publish", "correct", "supersede", "key")


def parse_leaf(data: bytes) -> dict[str, Any]:
    """A leaf, when it is in every way as the format says."""
    cy, en = "Nid oes i'r cofnod y ffurf y dylai fod iddo: ", "The entry does not have the form it should have: "
    leaf = parse_canonical(data)
    require(len(data) <= 65_535 and isinstance(leaf, dict) and leaf.keys() == LEAF_KEYS, cy + "{…}", en + "{…}")
    for name, pattern in LEAF_TEXTS.items():
        require(isinstance(leaf[name], str) and re.fullmatch(pattern, leaf[name]), cy + name, en + name)
    try:
        datetime.strptime(leaf["ts"], "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - only whether it is a time
    except ValueError:
        raise Fault(cy + "ts", en + "ts") from None
    require(_whole(leaf["v"], 1) and leaf["v"] == 1, cy + "v", en + "v")
    require(_whole(leaf["ver"], 1), cy + "ver", en + "ver")
    first = leaf["prev"] is None and leaf["prev_hash"] is None
    require(first or (_whole(leaf["prev"], 0) and isinstance(leaf["prev_hash"], str)), cy + "prev", en + "prev")
    if not first:
        from_base64(leaf["prev_hash"], 32, url=True)
    digests = leaf["_sd"]
    require(isinstance(digests, list) and all(isinstance(digest, str) for digest in digests), cy + "_sd", en + "_sd")
    require(digests == sorted(set(digests)), cy + "_sd", en + "_sd")
    for digest in digests:
        from_base64(digest, 32, url=True)
    return leaf


def _whole(value: Any, least: int) -> bool:
    return type(value) is int and value >= least


def check_succession(leaf: dict[str, Any], before: tuple[int, bytes, dict[str, Any]] | None) -> None:
    """Whether a leaf may follow the last one of the same record: the chain of a record's versions."""
    if before is None:
        begins = leaf["prev"] is None and leaf["ver"] == 1 and leaf["kind"] in ("publish", "key")
        cy = "Nid yw cofnod cyntaf y ddogfen hon yn cyhoeddi fersiwn 1."
        require(begins, cy, "The first entry of this record does not publish version 1.")
        return
    index, hashed, last = before
    require(
        leaf["prev"] == index and leaf["prev_hash"] == to_base64url(hashed),
        f"Nid yw'r cofnod yn enwi cofnod {index} fel yr un o'i flaen.",
        f"The entry does not name entry {index} as the one before it.",
    )
    step = leaf["ver"] - last["ver"]
    require(
        step == 1 or (step == 0 and leaf["kind"] not in NEW_VERSION),
        f"Ni all fersiwn {leaf['ver']} ddilyn fersiwn {last['ver']} fel hyn.",
        f"Version {leaf['ver']} cannot follow version {last['ver']} in this way.",
    )


class Line(NamedTuple):
    """One thing that an entry commits to: shown with path and value, or hidden ("withheld", "erased") for a reason."""

    digest: str
    status: str
    path: str
    value: Any
    reason: dict[str, str]

    @property
    def tombstone(self) -> tuple[str, str] | None:
        """What a path of the log's own says about another line: its status and digest. None for an ordinary text."""
        match = re.fullmatch("_(withheld|erased)[.]([A-Za-z0-9_-]{43})", self.path)
        return (match[1], match[2]) if match else None


def read_lines(leaf: dict[str, Any], shown: Any) -> list[Line]:
    """What is shown of an entry, when it is exactly what the leaf commits to: nothing more, less or other."""
    lines = [_read_line(item) for item in shown] if isinstance(shown, list) else []
    require(
        isinstance(shown, list) and [line.digest for line in lines] == leaf["_sd"],
        "Nid y testunau a ddangosir yw'r rhai y mae'r cofnod yn ymrwymo iddynt.",
        "The texts shown are not those that the entry commits to.",
    )
    paths = [line.path for line in lines if line.status == "public"]
    require(len(paths) == len(set(paths)), "Mae un llwybr yno ddwywaith.", "One path is there twice.")
    return lines


def _read_line(item: Any) -> Line:
    shape = isinstance(item, dict) and isinstance(item.get("digest"), str)
    cy, en = "Mae testun neu reswm yn anghywir ei ffurf.", "A text or a reason is malformed."
    if shape and item.keys() == {"digest", "status", "reason"} and item["status"] in ("withheld", "erased"):
        return Line(item["digest"], item["status"], "", None, _reason(item["reason"]))
    require(shape and item.keys() == {"digest", "status", "disclosure"} and item["status"] == "public", cy, en)
    encoded, digest = item["disclosure"], item["digest"]
    require(isinstance(encoded, str) and encoded.isascii(), cy, en)
    require(
        to_base64url(hashlib.sha256(encoded.encode()).digest()) == digest,
        "Nid dyma'r testun yr ymrwymodd y cofnod iddo.",
        "This is not the text that the entry committed to.",
    )
    value = parse_canonical(from_base64(encoded, url=True))
    require(isinstance(value, list) and len(value) == 3 and all(isinstance(part, str) for part in value[:2]), cy, en)
    from_base64(value[0], 16, url=True)
    path = value[1]
    require(0 < len(path) <= 255 and path.isprintable() and " " not in path, cy, en)
    line = Line(digest, "public", path, value[2], {})
    if path.startswith("_"):
        require(line.tombstone, cy, en)
        return line._replace(reason=_reason(value[2]))
    return line


def _reason(value: Any) -> dict[str, str]:
    named = isinstance(value, dict) and value.keys() == {"cy", "en"}
    good = named and all(isinstance(text, str) and text for text in value.values())
    require(good, "Nid oes rheswm yn y ddwy iaith.", "There is no reason in both languages.")
    return value


class Reasons:
    """Whether the log itself says why each hidden text is hidden: in its own entry, or a later one of the record."""

    def __init__(self) -> None:
        self._hidden: list[tuple[int, str, Line]] = []
        self._said: dict[tuple[str, str], tuple[int, str, dict[str, str]]] = {}

    def add(self, index: int, leaf: dict[str, Any], lines: list[Line]) -> None:
        for line in lines:
            if line.status != "public":
                self._hidden.append((index, leaf["id"], line))
            elif line.tombstone:
                self._said[line.tombstone] = index, leaf["id"], line.reason

    def faults(self) -> Iterator[Fault]:
        for index, record, line in self._hidden:
            said_at, said_of, reason = self._said.get((line.status, line.digest), (-1, "", {}))
            if said_at < index or said_of != record or reason != line.reason:
                yield Fault(
                    "Mae rhywbeth wedi'i guddio, ac nid yw'r log yn dweud pam, neu mae'n rhoi rheswm arall.",
                    "Something is hidden, and the log does not say why, or gives another reason.",
                    index,
                    f"disclosures/{index}.json",
                )


# --- Handovers of the signing key --------------------------------------------------------------------------------


class Handover(NamedTuple):
    """An entry that changed the key, which the checkpoint that ends with it proves; both keys have signed that one."""

    place: int
    leaf: dict[str, Any]
    old: Key
    new: Key
    reason: dict[str, str]
    checkpoint: Checkpoint


def check_handovers(items: Any) -> list[Handover]:
    """The handovers of a list, when each of them holds and follows the one before it; none are left out."""
    listed = isinstance(items, list) and all(isinstance(item, dict) for item in items)
    require(listed, "Nid rhestr o drosglwyddiadau allwedd yw hon.", "This is not a list of handovers of the key.")
    found: list[Handover] = []
    for item in items:
        handover = _read_handover(item)
        before = (found[-1].place, found[-1].new) if found else (None, handover.old)
        if before != (handover.leaf["prev"], handover.old):
            cy, en = (
                "Nid yw'r trosglwyddiad yn dilyn yr un o'i flaen.",
                "The handover does not follow the one before it.",
            )
            raise Fault(cy, en, handover.place)
        found.append(handover)
    return found


def _read_handover(item: dict[str, Any]) -> Handover:
    shape = item.keys() == {"proof", "disclosures"} and isinstance(item["proof"], str)
    require(shape, "Mae trosglwyddiad yn anghywir ei ffurf.", "A handover is malformed.")
    place, leaf_data, hashes, note = _parse_proof(item["proof"])
    try:
        leaf = parse_leaf(leaf_data)
        said = {line.path: line.value for line in read_lines(leaf, item["disclosures"]) if line.status == "public"}
        names = {"key.old", "key.new", "reason.cy", "reason.en"}
        require(
            len(leaf["_sd"]) == 4 and said.keys() == names and all(isinstance(text, str) for text in said.values()),
            "Nid yw'r cofnod yn dangos yr hen allwedd, yr un newydd a'r rheswm, a dim arall.",
            "The entry does not show the old key, the new one and the reason, and nothing else.",
        )
        old, new = Key.parse(said["key.old"]), Key.parse(said["key.new"])
        checkpoint = open_checkpoint(note, old)
        open_checkpoint(note, new)
        check_key_record(leaf, old.name)
        require(
            leaf["kind"] == "key", "Nid cofnod sy'n newid yr allwedd yw hwn.", "This entry does not change the key."
        )
        root = root_by_proof(leaf_hash(leaf_data), place, checkpoint.size, hashes)
        require(
            checkpoint.size == place + 1 and root == checkpoint.root,
            "Nid yw'r pwynt gwirio a lofnododd y ddwy allwedd yn gorffen â'r cofnod hwn.",
            "The checkpoint that both keys signed does not end with this entry.",
        )
        reason = _reason({"cy": said["reason.cy"], "en": said["reason.en"]})
    except Fault as fault:
        raise fault.at(place, "") from None
    return Handover(place, leaf, old, new, reason, checkpoint)


def check_key_record(leaf: dict[str, Any], origin: str) -> None:
    """Key entries, and they alone, are entries of the log's own record."""
    own = leaf["id"] == f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, origin)}"
    cy = "Dim ond cofnodion allwedd sy'n perthyn i ddogfen y log ei hun, a phob un ohonynt."
    require((leaf["kind"] == "key") == own, cy, "Key entries, and they alone, are entries of the log's own record.")


def signing_key(handovers: list[Handover], known: Key) -> Key:
    """The key that signs now: the one that is known, or one to which handovers lead from it."""
    keys = [*(handover.old for handover in handovers), *(handover.new for handover in handovers[-1:])]
    require(
        not keys or known in keys,
        f"Nid oes trosglwyddiad yn arwain o'r allwedd {known} at yr un sy'n llofnodi.",
        f"No handover leads from the key {known} to the one that signs.",
    )
    return keys[-1] if keys else known


def parse_handovers(data: bytes) -> list[Handover]:
    """The handovers of their file."""
    file = parse_canonical(data)
    named = isinstance(file, dict) and file.keys() == {"format", "handovers"} and file["format"] == HANDOVERS_FORMAT
    require(named, "Nid trosglwyddiadau allwedd log yw'r rhain.", "These are not the handovers of a log.")
    return check_handovers(file["handovers"])


def read_handovers(read: Callable[[str], bytes]) -> list[Handover]:
    """The handovers of a log; none when it has no such file."""
    try:
        return parse_handovers(read(HANDOVERS))
    except Missing:
        return []
    except Fault as fault:
        raise fault.at(fault.leaf, HANDOVERS) from None


# --- One record --------------------------------------------------------------------------------------------------


class Record(NamedTuple):
    """A record file that holds: the key it was checked with, the checkpoint, and the entry with its texts."""

    key: Key
    checkpoint: Checkpoint
    place: int
    leaf: dict[str, Any]
    lines: list[Line]
    handovers: list[Handover]


def check_record(data: bytes, trusted: str | None) -> Record:
    """Check a record file: the entry of a version first, then later entries of the record that say what is hidden."""
    vkey, parts, handed_over = _record_parts(data)
    handovers = check_handovers(handed_over)
    key = signing_key(handovers, Key.parse(trusted or vkey))
    require(
        str(key) == vkey,
        f"Mae'r ffeil yn enwi allwedd arall: {vkey}",
        f"The file names another key: {vkey}",
    )
    reasons = Reasons()
    found: list[Record] = []
    for proof, shown in parts:
        index, leaf_data, hashes, note = _parse_proof(proof)
        try:
            checkpoint = open_checkpoint(note, key)
            require(
                all(handover.place < checkpoint.size for handover in handovers),
                "Mae'r allwedd newydd wedi llofnodi cyn iddi gael ei throsglwyddo.",
                "The new key signed before it was handed over.",
            )
            require(
                root_by_proof(leaf_hash(leaf_data), index, checkpoint.size, hashes) == checkpoint.root,
                "Nid yw'r cofnod yn y log, yn y lle hwn: nid yw'r prawf yn arwain at y pwynt gwirio.",
                "The entry is not in the log, at this place: the proof does not lead to the checkpoint.",
            )
            leaf = parse_leaf(leaf_data)
            first = found[0] if found else None
            require(
                first is None or (leaf["id"] == first.leaf["id"] and index > first.place),
                "Nid yw cofnod arall yn y ffeil yn un diweddarach o'r un ddogfen.",
                "Another entry in the file is not a later one of the same record.",
            )
            found.append(Record(key, checkpoint, index, leaf, read_lines(leaf, shown), handovers))
        except Fault as fault:
            raise fault.at(index, "") from None
        reasons.add(index, leaf, found[-1].lines)
    for unexplained in reasons.faults():
        if unexplained.leaf == found[0].place:
            raise unexplained
    return found[0]


def _record_parts(data: bytes) -> tuple[str, list[tuple[str, Any]], Any]:
    try:
        file = json.loads(data.decode())
        parts = [(entry["proof"], entry["disclosures"]) for entry in file["entries"]]
        vkey, handovers = file["vkey"], file.get("handovers", [])
        texts = [text.encode() for text in (vkey, *(proof for proof, _shown in parts))]
        good = file["format"] == RECORD_FORMAT and len(texts) > 1
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        good = False
    if not good:
        raise Unreadable("Nid ffeil cofnod, na log, yw hon.", "This is neither the file of a record nor a log.")
    return vkey, parts, handovers


def _parse_proof(text: str) -> tuple[int, bytes, list[bytes], bytes]:
    """Index, leaf, hashes and checkpoint of a tlog-proof."""
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    index = re.fullmatch("index (0|[1-9][0-9]{0,18})", lines[2]) if len(lines) > 2 else None
    shape = index and lines[0] == PROOF_HEADER and lines[1].startswith("extra ")
    if not index or not shape:
        raise Fault("Mae'r prawf yn anghywir ei ffurf.", "The proof is malformed.")
    return int(index[1]), from_base64(lines[1][6:]), [from_base64(line, 32) for line in lines[3:]], note.encode()


# --- A whole log -------------------------------------------------------------------------------------------------

Read = Callable[[str], bytes]


class Tile(NamedTuple):
    """`width` hashes of tree level 8 * `level` (raw entries when None), from number `n` * 256 on."""

    level: int | None
    n: int
    width: int

    @property
    def path(self) -> str:
        number, rest = f"{self.n % 1000:03}", self.n // 1000
        while rest:
            number, rest = f"x{rest % 1000:03}/{number}", rest // 1000
        level = "entries" if self.level is None else self.level
        return f"tile/{level}/{number}" + (f".p/{self.width}" if self.width < 256 else "")


def tiles(level: int | None, count: int) -> Iterator[Tile]:
    """The tiles of one level that hold `count` hashes, or entries."""
    for n in range((count + 255) // 256):
        yield Tile(level, n, min(256, count - n * 256))


def hash_tiles(size: int) -> Iterator[Tile]:
    """All tiles of hashes of a log of `size` entries."""
    level = 0
    while size >> 8 * level:
        yield from tiles(level, size >> 8 * level)
        level += 1


def all_tiles(size: int) -> Iterator[Tile]:
    """All bundles of entries and all tiles of hashes."""
    yield from tiles(None, size)
    yield from hash_tiles(size)


def entries_of(bundle: bytes) -> Iterator[bytes]:
    """The entries of a bundle: each follows its length in two bytes."""
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        whole = end <= len(bundle)
        require(whole, "Mae'r ffeil yn gorffen yng nghanol cofnod.", "The file ends within an entry.")
        yield bundle[at + 2 : end]
        at = end


class LogCheck:
    """A check of every file of a log; `faults` are all that is wrong."""

    def __init__(self, read: Read, key: Key, handovers: list[Handover], *, texts: bool = True) -> None:
        self._read, self.key, self.handovers, self.texts = read, key, handovers, texts
        self.faults: list[Fault] = []
        self.tree = Tree()
        self._key_entries: set[int] = set()
        self.checkpoint = open_checkpoint(self._file("checkpoint", None), key)

    def first_fault(self) -> Fault | None:
        """What is wrong at the lowest leaf; what concerns the log as a whole comes last."""
        self._check_entries()
        self._check_key()
        size = self.checkpoint.size
        return min(self.faults, key=lambda fault: size + 1 if fault.leaf is None else fault.leaf, default=None)

    def _file(self, path: str, leaf: int | None) -> bytes:
        try:
            return self._read(path)
        except Missing:
            raise Fault("Mae'r ffeil ar goll.", "The file is missing.", leaf, path) from None

    def _check_entries(self) -> None:
        reasons, complete = Reasons(), True
        for index, leaf in self._leaves():
            if not self.texts:
                continue
            path = f"disclosures/{index}.json"
            try:
                reasons.add(index, leaf, self._lines(index, leaf, self._file(path, index)))
            except Fault as fault:
                self.faults.append(fault.at(index, path))
                complete = False
        size, root = self.checkpoint.size, self.checkpoint.root
        holds = self.tree.size == size and self.tree.root(size) == root
        self._check_tiles(holds)
        if not holds:
            cy = "Nid y gwreiddyn a gyfrifwyd o'r cofnodion yw'r un a lofnodwyd."
            en = "The root calculated from the entries is not the one that was signed."
            self.faults.append(Fault(cy, en, None, "checkpoint"))
            return
        self.faults += handover_faults(self.handovers, self.tree, self._key_entries)
        if complete:
            self.faults += reasons.faults()

    @staticmethod
    def _lines(index: int, leaf: dict[str, Any], data: bytes) -> list[Line]:
        file = parse_canonical(data)
        named = isinstance(file, dict) and file.keys() == {"disclosures", "index"} and file["index"] == index
        require(named, "Nid dyma ffeil y cofnod hwn.", "This is not the file of this entry.")
        return read_lines(leaf, file["disclosures"])

    def _leaves(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every leaf that can be read, while the tree grows with every entry, readable or not."""
        last: dict[str, tuple[int, bytes, dict[str, Any]]] = {}
        for tile in tiles(None, self.checkpoint.size):
            try:
                for data in entries_of(self._file(tile.path, self.tree.size)):
                    index = self.tree.size
                    count = index < tile.n * 256 + tile.width
                    require(count, "Mae gormod o gofnodion yn y ffeil.", "There are too many entries in the file.")
                    self.tree.append(leaf_hash(data))
                    try:
                        leaf = parse_leaf(data)
                        check_succession(leaf, last.get(leaf["id"]))
                        check_key_record(leaf, self.checkpoint.origin)
                    except Fault as fault:
                        self.faults.append(fault.at(index, tile.path))
                        continue
                    last[leaf["id"]] = index, leaf_hash(data), leaf
                    if leaf["kind"] == "key":
                        self._key_entries.add(index)
                    yield index, leaf
                whole = self.tree.size == tile.n * 256 + tile.width
                require(whole, "Mae rhy ychydig o gofnodion yn y ffeil.", "There are too few entries in the file.")
            except Fault as fault:
                self.faults.append(fault.at(self.tree.size, tile.path))
                return

    def _check_tiles(self, root_holds: bool) -> None:
        """Compare the tiles with the tree; where the root does not hold, they tell which entry was changed."""
        for tile in hash_tiles(self.checkpoint.size):
            level = 8 * (tile.level or 0)
            try:
                position = self._first_difference(tile, self._file(tile.path, tile.n * 256 << level))
            except Fault as fault:
                self.faults.append(fault)
                return
            if position is not None:
                cy = "Nid y cofnod hwn yw'r un y mae ei hash yn y deilsen."
                en = "The entry is not the one whose hash is in the tile."
                if root_holds:
                    cy = "Mae'r deilsen yn wahanol i hashiau'r cofnodion."
                    en = "The tile differs from the hashes of the entries."
                self.faults.append(Fault(cy, en, position << level, tile.path))
                return

    def _first_difference(self, tile: Tile, content: bytes) -> int | None:
        level = 8 * (tile.level or 0)
        hashes = self.tree.levels[level] if level < len(self.tree.levels) else []
        start = tile.n * 256
        for offset in range(tile.width):
            if start + offset >= len(hashes):
                return None
            if content[offset * 32 : offset * 32 + 32] != hashes[start + offset]:
                return start + offset
        return None if len(content) == tile.width * 32 else start + tile.width - 1

    def _check_key(self) -> None:
        try:
            shown = self._file("vkey", None)
        except Fault as fault:
            self.faults.append(fault)
            return
        if shown != f"{self.key}\n".encode():
            cy = "Nid yr allwedd a ddangosir yw'r un a ddefnyddiwyd i wirio'r log."
            self.faults.append(Fault(cy, "The key shown is not the one the log was checked with.", None, "vkey"))


def handover_faults(handovers: list[Handover], tree: Tree, key_entries: set[int]) -> Iterator[Fault]:
    """Where a key entry has no handover, or the keys have signed another history than this one."""
    signed = {handover.place: handover.checkpoint.root for handover in handovers}
    for place in signed.keys() ^ key_entries:
        cy, en = (
            "Nid oes trosglwyddiad i'r cofnod sy'n newid yr allwedd.",
            "The entry that changes the key has no handover.",
        )
        yield Fault(cy, en, place, HANDOVERS)
    for place in signed.keys() & key_entries:
        if tree.root(place + 1) != signed[place]:
            cy, en = "Mae'r trosglwyddiad o hanes arall.", "The handover is of another history of the log."
            yield Fault(cy, en, place, HANDOVERS)


def check_log(read: Read, trusted: str | None, *, texts: bool = True) -> LogCheck:
    """Check a log; raises the Fault of the first leaf that is wrong."""
    try:
        known = Key.parse(trusted or read("vkey").decode().rstrip("\n"))
        handovers = read_handovers(read)
        check = LogCheck(read, signing_key(handovers, known), handovers, texts=texts)
    except Missing:
        raise Unreadable("Nid oes log yma.", "There is no log here.") from None
    except UnicodeDecodeError:
        raise Fault("Nid allwedd wirio yw hon.", "This is not a verifier key.", None, "vkey") from None
    except Fault as fault:
        raise fault.at(fault.leaf, fault.path or "checkpoint") from None
    if (first := check.first_fault()) is not None:
        raise first
    return check


def folder_reader(folder: Path) -> Read:
    """Reads the files of an exported log, or of an unpacked archive."""
    base = folder if (folder / "checkpoint").exists() else folder / "log"

    def read(path: str) -> bytes:
        try:
            return (base / path).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise Missing(path) from None

    return read


def archive_reader(path: Path) -> Read:
    """Reads the files of an archive without unpacking it."""
    with tarfile.open(path) as archive:
        members = ((member.name, archive.extractfile(member)) for member in archive if member.isfile())
        files = {re.sub("^log/", "", name): file.read() for name, file in members if file}

    def read(path: str) -> bytes:
        if path not in files:
            raise Missing(path)
        return files[path]

    return read


# --- A mirror ----------------------------------------------------------------------------------------------------

MOST_NEW_ENTRIES = 1_000_000  # in one run, so that no log can fill the disk with what it promises
LARGEST_FILE = 256 * (65_535 + 2)
SECONDS_TO_ANSWER = 30


class Rewritten(Fault):
    """The log no longer is what this mirror has seen it to be."""


def web_reader(url: str) -> Read:
    """Reads the files of a served log."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise Unreadable(f"Nid cyfeiriad gwe yw hwn: {url}", f"This is not a web address: {url}")

    def read(path: str) -> bytes:
        address = f"{url.rstrip('/')}/{path}"
        try:
            request = Request(address, headers={"User-Agent": "opsw_verify"})  # noqa: S310 - the scheme is checked
            with urlopen(request, timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310
                content = answer.read(LARGEST_FILE + 1)
        except HTTPError as error:
            if error.code in (404, 410):
                raise Missing(path) from None
            raise Unreadable(f"{address}: {error}", f"{address}: {error}") from None
        except (OSError, HTTPException) as error:
            raise Unreadable(f"{address}: {error}", f"{address}: {error}") from None
        require(len(content) <= LARGEST_FILE, f"Ffeil rhy fawr: {path}", f"Too large a file: {path}")
        return content

    return read


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there as a whole or not at all, even when the machine stops."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


def range_hash(start: int, end: int, node: Callable[[int, int], bytes]) -> bytes:
    """The hash of the leaves from `start` to `end`, which begin where a subtree of their number would."""
    size = end - start
    level = (size - 1).bit_length()
    if size == 1 << level:
        return node(level, start >> level)
    middle = start + (1 << level - 1)
    return node_hash(range_hash(start, middle, node), range_hash(middle, end, node))


def consistency_proof(first: int, second: int, node: Callable[[int, int], bytes]) -> list[bytes]:
    """That the tree of `first` leaves is the beginning of the tree of `second` (RFC 9162, 2.1.4.1)."""
    proof: list[bytes] = []
    start, end = 0, second
    while end != first:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if first <= middle:
            proof.append(range_hash(middle, end, node))
            end = middle
        else:
            proof.append(range_hash(start, middle, node))
            start = middle
    if start:
        proof.append(range_hash(start, end, node))
    return proof[::-1]


def is_consistent(old: Checkpoint, new: Checkpoint, proof: list[bytes]) -> bool:
    """Whether the proof leads from the old root to the new one, which has more leaves (RFC 9162, 2.1.4.2)."""
    path = [old.root, *proof] if old.size & old.size - 1 == 0 else proof
    position, last = old.size - 1, new.size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    if not path:
        return False
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and (before, after) == (old.root, new.root)


class Mirror:
    """A folder with the entries, hashes and checkpoints of a log, as one body has seen it grow.

    It keeps no texts, so that what is erased from the log does not live on in mirrors. `kept` is the key that it knew
    until now, `key` the one that signs the log: the same, or one to which handovers lead.
    """

    def __init__(self, folder: Path, remote: Read, trusted: str | None, *, again: bool = False) -> None:
        self.folder, self._incoming = folder, folder / "incoming"
        self._remote, self._again = remote, again
        self._seen: dict[str, bytes] = {}
        self._trusted = Key.parse(trusted) if trusted else None
        vkey = self._own("vkey") or (trusted or "").encode() or self._fetch("vkey")
        self.key = self.kept = Key.parse(vkey.decode("utf-8", "replace").rstrip("\n"))
        handovers = self._own(HANDOVERS)
        self.handovers = parse_handovers(handovers) if handovers else []
        note = self._own("checkpoint")
        self.old = self._open_own(note) if note is not None else None
        self.tree = Tree()
        self._key_entries: set[int] = set()

    def update(self) -> Checkpoint:
        """Take in what is new. Raises Rewritten, with the evidence kept, when the log denies what it has signed."""
        try:
            return self._update()
        except Fault as fault:
            where = self._keep_evidence(fault)
            raise type(fault)(
                f"{fault.cy} Tystiolaeth: {where}", f"{fault.en} Evidence: {where}", fault.leaf, fault.path
            ) from None

    def _update(self) -> Checkpoint:
        self._read_own_entries()
        new = self._newest()
        size = self.tree.size
        if new.size - size > MOST_NEW_ENTRIES:
            raise Unreadable(f"Gormod o gofnodion newydd: {new.size}", f"Too many new entries: {new.size}")
        if self.old and new.size > size:
            self._check_consistency(self.old, new)
        for path in self._fetch_entries(new):
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(self._incoming / path, self.folder / path)
        self._write_tiles(new.size)
        if HANDOVERS in self._seen:
            write_whole(self.folder / HANDOVERS, self._seen[HANDOVERS])
        write_whole(self.folder / "vkey", f"{self.key}\n".encode())
        write_whole(self.folder / "checkpoints" / str(new.size), new.note)
        write_whole(self.folder / "checkpoint", new.note)
        self._clear(new.size)
        return new

    def _clear(self, size: int) -> None:
        """Remove what is no longer of use: downloads, and partial tiles that have grown since."""
        shutil.rmtree(self._incoming, ignore_errors=True)
        if self.old:
            current = {tile.path for tile in all_tiles(size)}
            for tile in all_tiles(self.old.size):
                if tile.path not in current:
                    (self.folder / tile.path).unlink(missing_ok=True)

    def _newest(self) -> Checkpoint:
        """The checkpoint that is served, when a key to which handovers lead signed it, and it does not deny the old."""
        try:
            note = self._fetch("checkpoint")
            handovers = read_handovers(self._fetch_if_there)
            self.key = signing_key(handovers, self.kept)
            new = open_checkpoint(note, self.key)
        except Fault as fault:
            raise (Rewritten if self.old else Fault)(
                fault.cy, fault.en, fault.leaf, fault.path or "checkpoint"
            ) from None
        if [handover.leaf for handover in handovers[: len(self.handovers)]] != [old.leaf for old in self.handovers]:
            cy = "Nid yw'r log bellach yn dangos y trosglwyddiadau a gadwyd yma."
            raise Rewritten(cy, "The log no longer shows the handovers that are kept here.", None, HANDOVERS)
        self.handovers = handovers
        if self._trusted and self._trusted not in (self.key, *(handover.old for handover in handovers)):
            raise Unreadable("Mae'r drych hwn yn cadw log ag allwedd arall.", "This mirror keeps a log of another key.")
        if self.old and new.size < self.old.size:
            raise Rewritten(
                f"Mae'r log wedi mynd yn llai: {new.size} o gofnodion yn lle {self.old.size}.",
                f"The log has shrunk: {new.size} entries instead of {self.old.size}.",
            )
        if self.old and new.size == self.old.size and new.root != self.old.root:
            raise Rewritten(
                "Mae'r log wedi llofnodi dwy hanes wahanol o'r un hyd.",
                "The log has signed two different histories of the same length.",
                self._first_changed(self.old.size, new.size),
            )
        return new

    def _check_consistency(self, old: Checkpoint, new: Checkpoint) -> None:
        """The old tree is the beginning of the new one, by a proof of RFC 9162 over the tiles that are served."""

        def node(level: int, position: int) -> bytes:
            below = level % 8
            first, count = position << below, 1 << below
            tile = Tile(level // 8, first // 256, min(256, (new.size >> level - below) - first // 256 * 256))
            content = self._tile(tile)
            hashes = [content[at * 32 : at * 32 + 32] for at in range(first % 256, first % 256 + count)]
            while len(hashes) > 1:
                hashes = [node_hash(*hashes[at : at + 2]) for at in range(0, len(hashes), 2)]
            return hashes[0]

        proof = consistency_proof(old.size, new.size, node)
        if not is_consistent(old, new, proof):
            raise Rewritten(
                "Nid yw'r log newydd yn parhau'r un a gadwyd yma: mae'r hanes wedi'i ailysgrifennu.",
                "The new log does not continue the one kept here: its history was rewritten.",
                self._first_changed(old.size, new.size),
            )

    def _first_changed(self, old: int, new: int) -> int | None:
        """The first entry whose hash is another than the one kept here; None when the tiles served do not tell."""
        for tile in tiles(0, new):
            if tile.n * 256 >= old:
                break
            try:
                content = self._tile(tile)
            except Fault:
                return None
            for index in range(tile.n * 256, min(old, tile.n * 256 + tile.width)):
                if content[index % 256 * 32 : index % 256 * 32 + 32] != self.tree.levels[0][index]:
                    return index
        return None

    def _fetch_entries(self, new: Checkpoint) -> list[str]:
        """The bundles that are new or have grown (or all), once the tree they make has the root that was signed.

        They wait among the incoming, where the next run finds them when this one is interrupted.
        """
        fetched = []
        kept = self.tree.size
        for tile in tiles(None, new.size):
            start = tile.n * 256
            if start + tile.width <= kept and not self._again:
                continue
            entries = list(entries_of(self._incoming_bundle(tile.path)))
            whole = len(entries) == tile.width
            require(whole, "Nifer anghywir o gofnodion yn y ffeil.", "A wrong number of entries in the file.")
            for index, entry in enumerate(entries, start):
                hashed = leaf_hash(entry)
                if index >= kept:
                    self._grow(hashed, entry)
                elif hashed != self.tree.levels[0][index]:
                    cy = "Nid y cofnod hwn yw'r un a gadwyd yma."
                    raise Rewritten(cy, "The entry is not the one kept here.", index, tile.path)
            fetched.append(tile.path)
        require(
            self.tree.root(new.size) == new.root,
            "Nid yw'r cofnodion yn arwain at y pwynt gwirio.",
            "The entries do not lead to the checkpoint.",
        )
        for fault in handover_faults(self.handovers, self.tree, self._key_entries):
            raise (Rewritten if self.old else Fault)(fault.cy, fault.en, fault.leaf, fault.path)
        return fetched

    def _grow(self, hashed: bytes, entry: bytes) -> None:
        """Add an entry to the tree; an entry in canonical JSON shows by these bytes that it changes the key."""
        if b'"kind":"key"' in entry:
            self._key_entries.add(self.tree.size)
        self.tree.append(hashed)

    def _incoming_bundle(self, path: str) -> bytes:
        waiting = self._incoming / path
        if not waiting.exists():
            try:
                write_whole(waiting, self._remote(path))
            except Missing:
                raise Fault("Mae'r ffeil ar goll.", "The file is missing.", None, path) from None
        return waiting.read_bytes()

    def _read_own_entries(self) -> None:
        """The tree of the entries kept here, which must still be what the checkpoint kept here says."""
        for tile in tiles(None, self.old.size if self.old else 0):
            for entry in entries_of(self._own(tile.path) or b""):
                self._grow(leaf_hash(entry), entry)
        if self.old and (self.tree.size != self.old.size or self.tree.root(self.old.size) != self.old.root):
            raise Unreadable("Mae ffeiliau'r drych ei hun wedi'u difrodi.", "The mirror's own files are damaged.")

    def _write_tiles(self, size: int) -> None:
        for tile in hash_tiles(size):
            level, start = 8 * (tile.level or 0), tile.n * 256
            if not (self.folder / tile.path).exists():
                content = b"".join(self.tree.levels[level][start : start + tile.width])
                write_whole(self.folder / tile.path, content)

    def _keep_evidence(self, fault: Fault) -> Path:
        """Keep both checkpoints, and every file that was served, where no later run touches them."""
        contents = b"".join(path.encode() + content for path, content in sorted(self._seen.items()))
        contents += self.old.note if self.old else b""
        place = self.folder / "evidence" / hashlib.sha256(contents).hexdigest()[:16]
        for path, content in self._seen.items():
            write_whole(place / "served" / path, content)
        if self.old:
            write_whole(place / "kept" / "checkpoint", self.old.note)
        if self._incoming.exists():
            shutil.rmtree(place / "entries", ignore_errors=True)
            shutil.move(str(self._incoming), str(place / "entries"))
        write_whole(place / "kept" / "vkey", f"{self.kept}\n".encode())
        write_whole(place / "what.txt", f"{fault.cy}\n{fault.en}\n".encode())
        return place

    def _tile(self, tile: Tile) -> bytes:
        content = self._seen.get(tile.path) or self._fetch(tile.path)
        require(len(content) == tile.width * 32, "Teilsen o faint anghywir.", "A tile of the wrong size.")
        return content

    def _fetch(self, path: str) -> bytes:
        try:
            self._seen[path] = self._remote(path)
        except Missing:
            raise Fault("Mae'r ffeil ar goll.", "The file is missing.", None, path) from None
        return self._seen[path]

    def _fetch_if_there(self, path: str) -> bytes:
        self._seen[path] = self._remote(path)
        return self._seen[path]

    def _open_own(self, note: bytes) -> Checkpoint:
        """The checkpoint kept here, also where a run stopped between writing the key and the checkpoint."""
        for key in (self.kept, *(handover.old for handover in self.handovers)):
            try:
                return open_checkpoint(note, key)
            except Fault:
                continue
        raise Unreadable("Mae ffeiliau'r drych ei hun wedi'u difrodi.", "The mirror's own files are damaged.")

    def _own(self, path: str) -> bytes | None:
        path_here = self.folder / path
        return path_here.read_bytes() if path_here.is_file() else None


# --- What the reader sees ----------------------------------------------------------------------------------------

PROVED_RECORD = [
    ("Cafodd y testunau uchod eu cofnodi yn y log, bob un ohonynt, ac nid ydynt wedi newid.",
     "The texts above were entered in the log, all of them, and have not been changed."),
    ("Mae'r cofnod yn y lle hwn yn y log y mae'r pwynt gwirio wedi'i lofnodi yn sefyll drosto.",
     "The entry is at this place in the log that the signed checkpoint stands for."),
    ("Os oes rhywbeth wedi'i ddal yn ôl neu ei ddileu, mae'r log ei hun yn dweud hynny a pham.",
     "Where something is withheld or erased, the log itself says so and why."),
]  # fmt: skip
PROVED_LOG = [
    ("Mae pob cofnod yn ei le, ac mae'r log cyfan yn cyfateb i'r pwynt gwirio wedi'i lofnodi.",
     "Every entry is in its place, and the whole log agrees with the signed checkpoint."),
    ("Mae fersiynau pob dogfen yn dilyn ei gilydd heb fwlch.",
     "The versions of every record follow each other without a gap."),
]  # fmt: skip
PROVED_TEXTS = (
    "Pob testun a ddangosir yw'r un y mae ei gofnod yn ymrwymo iddo; mae rheswm dros bob un a guddiwyd.",
    "Every text shown is the one its entry commits to; for each one hidden a reason is given.",
)
PROVED_MIRROR = [
    ("Mae pob cofnod a gadwyd yma yn dal yn y log, yn yr un drefn: dim ond tyfu y mae'r log wedi'i wneud.",
     "Every entry kept here is still in the log, in the same order: the log has only grown."),
    ("Mae'r cofnodion a gadwyd yma yn cyfateb i'r pwynt gwirio wedi'i lofnodi.",
     "The entries kept here agree with the signed checkpoint."),
]  # fmt: skip
NOT_PROVED = [
    ("Bod yr hyn y mae'r testunau'n ei ddweud yn wir.",
     "That what the texts say is true."),
    ("Bod popeth a ddylai fod wedi'i gyhoeddi wedi'i gyhoeddi.",
     "That everything that should have been published was."),
    ("Bod pawb yn gweld yr un log: cymharwch y pwynt gwirio ag un rhywun arall.",
     "That everyone is shown the same log: compare the checkpoint with somebody else's."),
]  # fmt: skip
NOT_PROVED_RECORD = (
    "Nad oes fersiwn fwy newydd erbyn hyn: edrychwch ar y wefan.",
    "That there is no newer version by now: look at the site.",
)
KEY_FROM_FILE = (
    "Mai allwedd y log yw'r allwedd: daeth gyda'r ffeil. Cymharwch hi ag un a nodwyd gan rywun arall (--vkey).",
    "That the key is that of the log: it came with the file. Compare it with one that somebody else noted (--vkey).",
)


class Reporter:
    """Writes in Welsh, in English, or in both."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages

    def say(self, cy: str, en: str, indent: str = "") -> None:
        for language in self._languages:
            print(indent + {"cy": cy, "en": en}[language])

    def heading(self, cy: str, en: str) -> None:
        print(f"\n{self._both(cy, en)}")

    def fact(self, cy: str, en: str, value: object) -> None:
        print(f"  {self._both(cy, en)}: {value}")

    def _both(self, cy: str, en: str) -> str:
        texts = {"cy": cy, "en": en}
        return " / ".join(dict.fromkeys(texts[language] for language in self._languages))

    def listed(self, items: list[tuple[str, str]]) -> None:
        for cy, en in items:
            self.say(cy, en, "  - ")

    def record(self, record: Record, trusted: bool) -> None:
        leaf = record.leaf
        self.say("YN DAL: mae popeth yn y ffeil hon yn gywir.", "HOLDS: everything in this file is right.")
        self.heading("Y cofnod", "The record")
        self.fact("Log", "Log", record.checkpoint.origin)
        self.fact("Cofnod", "Entry", record.place)
        self.fact("Fersiwn", "Version", leaf["ver"])
        self.fact("Corff", "Body", leaf["org"])
        self.fact("Amser (UTC)", "Time (UTC)", leaf["ts"])
        self.fact("Cofnodion o dan y pwynt gwirio", "Entries under the checkpoint", record.checkpoint.size)
        self._key(record.key, record.handovers)
        self.heading("Fel y'i cyhoeddwyd: cymharwch â'r dudalen", "As published: compare with the page")
        for line in sorted(record.lines, key=lambda line: in_order(line.path)):
            if line.status == "public" and not line.tombstone:
                self._value(line)
        hidden = [line for line in record.lines if line.status != "public"]
        if hidden:
            self.heading("Heb ei ddangos, a pham", "Not shown, and why")
        for line in hidden:
            words = {"withheld": ("Wedi'i ddal yn ôl", "Withheld"), "erased": ("Wedi'i ddileu", "Erased")}[line.status]
            self.say(f"{words[0]}: {safe(line.reason['cy'])}", f"{words[1]}: {safe(line.reason['en'])}", "  - ")
        self._conclusions(PROVED_RECORD, [*NOT_PROVED, NOT_PROVED_RECORD], trusted)

    def log(self, check: LogCheck, trusted: bool) -> None:
        origin, size = check.checkpoint.origin, check.checkpoint.size
        self.say(
            f"YN DAL: mae'r log cyfan yn gywir. Log: {origin}. Cofnodion: {size}.",
            f"HOLDS: the whole log is right. Log: {origin}. Entries: {size}.",
        )
        self._key(check.key, check.handovers)
        self._conclusions([*PROVED_LOG, *[PROVED_TEXTS] * check.texts], NOT_PROVED, trusted)

    def mirror(self, mirror: Mirror, new: Checkpoint, trusted: bool) -> None:
        self.say("YN DAL: mae'r log yn parhau'r un a gadwyd yma.", "HOLDS: the log continues the one kept here.")
        self.fact("Cofnodion o'r blaen", "Entries before", mirror.old.size if mirror.old else 0)
        self.fact("Cofnodion yn awr", "Entries now", new.size)
        self._key(mirror.key, mirror.handovers)
        if mirror.key != mirror.kept:
            cy = "Mae'r drych yn cadw'r allwedd newydd o hyn ymlaen: cafodd ei throsglwyddo gan yr hen un."
            self.say(cy, "The mirror keeps the new key from now on: the old one handed over to it.", "  ")
        self._conclusions(PROVED_MIRROR, NOT_PROVED, trusted or mirror.old is not None)

    def fault(self, fault: Fault) -> None:
        place = f" ({fault.path})" if fault.path else ""
        where = (f"Cofnod {fault.leaf}", f"Entry {fault.leaf}") if fault.leaf is not None else ("Y log", "The log")
        if isinstance(fault, Rewritten):
            self.say("LARWM: MAE'R LOG YN GWADU'R HYN A WELWYD OHONO.", "ALARM: THE LOG DENIES WHAT WAS SEEN OF IT.")
        else:
            self.say("NID YW'N DAL.", "DOES NOT HOLD.")
        self.say(f"{where[0]}{place}: {safe(fault.cy)}", f"{where[1]}{place}: {safe(fault.en)}")

    def _conclusions(self, proved: list[tuple[str, str]], not_proved: list[tuple[str, str]], trusted: bool) -> None:
        self.heading("Beth mae hyn yn ei brofi", "What this proves")
        self.listed(proved)
        self.heading("Beth nad yw'n ei brofi", "What it does not prove")
        self.listed(not_proved if trusted else [KEY_FROM_FILE, *not_proved])

    def _key(self, key: Key, handovers: list[Handover]) -> None:
        self.fact("Allwedd", "Key", key)
        if handovers:
            self.heading(
                "Newidiadau allwedd: llofnododd yr hen allwedd bob un", "Changes of the key, each signed by the old one"
            )
        for handover in handovers:
            place, time, reason = handover.place, handover.leaf["ts"], handover.reason
            cy, en = safe(reason["cy"]), safe(reason["en"])
            self.say(f"Cofnod {place}, {time}: {cy}", f"Entry {place}, {time}: {en}", "  - ")
            self.fact("Hen allwedd", "Old key", handover.old)

    @staticmethod
    def _value(line: Line) -> None:
        value = line.value if isinstance(line.value, str) else json.dumps(line.value, ensure_ascii=False, indent=1)
        print(f"  {safe(line.path)}")
        for part in value.replace("\r\n", "\n").split("\n"):
            print(f"    | {safe(part)}")


def in_order(path: str) -> list[Any]:
    """The path, so that what is numbered 10 comes after 9."""
    return [int(part) if part.isdigit() and part.isascii() else part for part in re.split("([0-9]+)", path)]


def safe(text: str) -> str:
    """The text with everything that could move the cursor, or turn the direction of writing, spelt out."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def languages(chosen: str | None) -> tuple[str, ...]:
    """The language that was asked for, or that of this computer; both when it is neither of ours."""
    settings = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    found = chosen or next((setting for setting in settings if setting), "")[:2]
    return (found,) if found in ("cy", "en") else ("cy", "en")


def run(options: argparse.Namespace, report: Reporter) -> None:
    """Do what the command line says, and report it. Raises Fault, Unreadable and OSError."""
    vkey, place, trusted = options.vkey, options.what[0], options.vkey is not None
    if len(options.what) == 3:
        mirror = Mirror(Path(options.what[2]), web_reader(options.what[1]), vkey, again=options.again)
        report.mirror(mirror, mirror.update(), trusted)
        return
    path = Path(place)
    if path.is_dir() or (path.is_file() and tarfile.is_tarfile(path)):
        read = folder_reader(path) if path.is_dir() else archive_reader(path)
        check = check_log(read, vkey, texts=not options.without_texts)
        report.log(check, trusted)
    else:
        report.record(check_record(path.read_bytes(), vkey), trusted)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="+", metavar="FILE")
    parser.add_argument("--vkey", metavar="KEY")
    parser.add_argument("--lang", choices=("cy", "en"))
    parser.add_argument("--without-texts", action="store_true")
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args(arguments)
    if len(options.what) != 1 and (len(options.what) != 3 or options.what[0] != "mirror"):
        parser.error("FILE, or: mirror URL FOLDER")
    report = Reporter(languages(options.lang))
    try:
        run(options, report)
    except Fault as fault:
        report.fault(fault)
        return 3 if isinstance(fault, Rewritten) else 1
    except (Unreadable, OSError, tarfile.TarError) as problem:
        cy, en = (problem.cy, problem.en) if isinstance(problem, Unreadable) else (str(problem), str(problem))
        report.say(f"NI ELLIR GWIRIO: {cy}", f"CANNOT BE CHECKED: {en}")
        return 2
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
