"""Leaves of the log, and the salted disclosures that a leaf commits to by their digests.

A leaf holds no free text and no personal data: whatever is published (or withheld) about a record is a disclosure
in the manner of RFC 9901, and the leaf holds only its digest. A disclosure can therefore be withheld or destroyed
later without changing the log.
"""

import hashlib
import re
import secrets
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from openlog.canonical import (
    JSON,
    FormError,
    canonical_json,
    from_base64url,
    parse_canonical_json,
    to_base64url,
)
from openlog.merkle import HASH_SIZE

FORMAT_VERSION = 1
MAX_LEAF_SIZE = 65_535
SALT_SIZE = 16
MAX_PATH_LENGTH = 255

_URN = "urn:uuid:"
_TIMESTAMP = "%Y-%m-%dT%H:%M:%SZ"
_ORGANISATION = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SCHEMA = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[1-9][0-9]*")
_KEYS = {"_sd", "_sd_alg", "id", "kind", "org", "prev", "prev_hash", "schema", "ts", "v", "ver"}


class Kind(StrEnum):
    """What an entry does to the record it names."""

    PUBLISH = "publish"
    CORRECT = "correct"
    SUPERSEDE = "supersede"
    REDACT = "redact"
    ERASE = "erase"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    KEY = "key"


_NEW_VERSION = {Kind.PUBLISH, Kind.CORRECT, Kind.SUPERSEDE, Kind.KEY}


@dataclass(frozen=True)
class Disclosure:
    """One published or withheld value of a record: a salt of 128 bits, the value's path and the value."""

    salt: bytes
    path: str
    value: JSON

    @classmethod
    def new(cls, path: str, value: JSON) -> "Disclosure":
        """A disclosure with a fresh random salt."""
        return cls(secrets.token_bytes(SALT_SIZE), path, value)

    def encode(self) -> str:
        """The disclosure as base64url of canonical JSON `[salt, path, value]`. Raises FormError."""
        if not valid_path(self.path):
            raise FormError(f"not the path of a disclosure: {self.path!r}")
        return to_base64url(canonical_json([to_base64url(self.salt), self.path, self.value]))

    @classmethod
    def parse(cls, encoded: str) -> "Disclosure":
        """The disclosure of its encoded string. Raises FormError on any other form."""
        match parse_canonical_json(from_base64url(encoded)):
            case [str(salt), str(path), value] if valid_path(path):
                return cls(from_base64url(salt, SALT_SIZE), path, value)
        raise FormError("not a disclosure: it must be a salt, a path and a value")


def digest_of(encoded: str) -> str:
    """Digest of an encoded disclosure: base64url(SHA-256(ascii)). RFC 9901 §4.2.3."""
    return to_base64url(hashlib.sha256(encoded.encode("ascii")).digest())


def valid_path(path: str) -> bool:
    """Whether the text can name a value: printable NFC text of 1 to 255 characters without spaces."""
    return (
        0 < len(path) <= MAX_PATH_LENGTH
        and path.isprintable()
        and " " not in path
        and unicodedata.is_normalized("NFC", path)
    )


@dataclass(frozen=True)
class Leaf:
    """One entry of the log as its readers see it.

    `digests` are sorted; `previous` and `previous_hash` name the last entry of the same record, both None for
    its first; `timestamp` is UTC in whole seconds; `version` is the number of the published version.
    """

    digests: tuple[str, ...]
    record_id: uuid.UUID
    kind: Kind
    organisation: str
    previous: int | None
    previous_hash: bytes | None
    schema: str
    timestamp: datetime
    version: int

    def encode(self) -> bytes:
        """The leaf's canonical bytes. Raises FormError when it breaks a rule of the format."""
        leaf: JSON = {
            "_sd": list(self.digests),
            "_sd_alg": "sha-256",
            "id": _URN + str(self.record_id),
            "kind": str(self.kind),
            "org": self.organisation,
            "prev": self.previous,
            "prev_hash": None if self.previous_hash is None else to_base64url(self.previous_hash),
            "schema": self.schema,
            "ts": self.timestamp.astimezone(UTC).strftime(_TIMESTAMP),
            "v": FORMAT_VERSION,
            "ver": self.version,
        }
        data = canonical_json(leaf)
        if Leaf.parse(data) != self:
            raise FormError("the leaf does not survive being written; is its time in UTC and whole seconds?")
        return data

    @classmethod
    def parse(cls, data: bytes) -> "Leaf":
        """The leaf of its bytes. Raises FormError on anything that `encode` would not have written."""
        if len(data) > MAX_LEAF_SIZE:
            raise FormError(f"the leaf has {len(data)} bytes, more than {MAX_LEAF_SIZE}")
        value = parse_canonical_json(data)
        if not isinstance(value, dict) or value.keys() != _KEYS:
            raise FormError("a leaf is an object with exactly the keys " + ", ".join(sorted(_KEYS)))
        if _whole_number(value, "v", least=1) != FORMAT_VERSION or value["_sd_alg"] != "sha-256":
            raise FormError("the leaf is of an unknown format version or digest algorithm")
        previous = value["prev"]
        return cls(
            digests=_digests(value["_sd"]),
            record_id=_record_id(_text(value, "id")),
            kind=_kind(value["kind"]),
            organisation=_matching(_ORGANISATION, value, "org"),
            previous=None if previous is None else _whole_number(value, "prev", least=0),
            previous_hash=_previous_hash(previous, value["prev_hash"]),
            schema=_matching(_SCHEMA, value, "schema"),
            timestamp=_timestamp(_text(value, "ts")),
            version=_whole_number(value, "ver", least=1),
        )


@dataclass(frozen=True)
class Placed:
    """A leaf at its place in the log."""

    index: int
    leaf_hash: bytes
    leaf: Leaf


def check_succession(leaf: Leaf, previous: Placed | None) -> None:
    """Whether the leaf may follow the last entry of its record. Raises FormError.

    A record begins with its publication as version 1; each entry names the one before it; a publication, correction,
    supersession or change of the key makes the next version, and the other kinds leave the version or make the next.
    """
    if previous is None:
        if leaf.previous is not None or leaf.version != 1 or leaf.kind not in (Kind.PUBLISH, Kind.KEY):
            raise FormError("the first entry of a record publishes version 1 and has no entry before it")
        return
    if (leaf.previous, leaf.previous_hash) != (previous.index, previous.leaf_hash):
        raise FormError(f"the entry does not name entry {previous.index} as the one before it of the same record")
    step = leaf.version - previous.leaf.version
    if step != 1 and (step != 0 or leaf.kind in _NEW_VERSION):
        raise FormError(f"version {leaf.version} cannot follow version {previous.leaf.version} by {leaf.kind}")


def _digests(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(digest, str) for digest in value):
        raise FormError("_sd must be a list of digests")
    for digest in value:
        from_base64url(digest, HASH_SIZE)
    if value != sorted(set(value)):
        raise FormError("the digests are not sorted, or one is doubled")
    return tuple(value)


def _record_id(text: str) -> uuid.UUID:
    try:
        record_id = uuid.UUID(text.removeprefix(_URN))
    except ValueError as error:
        raise FormError(f"id is no UUID: {text!r}") from error
    if text != _URN + str(record_id):
        raise FormError(f"id is no canonical UUID address: {text!r}")
    return record_id


def _kind(value: object) -> Kind:
    if not isinstance(value, str) or value not in set(Kind):
        raise FormError(f"unknown kind of entry: {value!r}")
    return Kind(value)


def _timestamp(text: str) -> datetime:
    try:
        timestamp = datetime.strptime(text, _TIMESTAMP).replace(tzinfo=UTC)
    except ValueError as error:
        raise FormError(f"ts is no UTC time in whole seconds: {text!r}") from error
    if timestamp.strftime(_TIMESTAMP) != text:
        raise FormError(f"ts is no UTC time in whole seconds: {text!r}")
    return timestamp


def _previous_hash(previous: object, value: object) -> bytes | None:
    if (previous is None) != (value is None):
        raise FormError("prev and prev_hash go together")
    if value is None:
        return None
    if not isinstance(value, str):
        raise FormError("prev_hash must be text")
    return from_base64url(value, HASH_SIZE)


def _text(value: dict[str, object], key: str) -> str:
    text = value[key]
    if not isinstance(text, str):
        raise FormError(f"{key} must be text")
    return text


def _matching(pattern: re.Pattern[str], value: dict[str, object], key: str) -> str:
    text = _text(value, key)
    if not pattern.fullmatch(text):
        raise FormError(f"{key} is malformed: {text!r}")
    return text


def _whole_number(value: dict[str, object], key: str, *, least: int) -> int:
    number = value[key]
    if not isinstance(number, int) or isinstance(number, bool) or number < least:
        raise FormError(f"{key} must be a whole number of {least} or more")
    return number
