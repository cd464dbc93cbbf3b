"""Signed notes and checkpoints: C2SP signed-note and tlog-checkpoint with Ed25519."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from openlog.merkle import HASH_SIZE

SEED_SIZE = 32
_ED25519 = b"\x01"
_KEY_ID_SIZE = 4
_SIGNATURE_PREFIX = "— "


class NoteError(ValueError):
    """A note, key or checkpoint that is malformed, or not signed by the expected key."""


@dataclass(frozen=True)
class VerifierKey:
    """The public half of a log's key: its name, which is the log's origin, and 32 bytes of Ed25519 public key."""

    name: str
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public_key).digest()[:_KEY_ID_SIZE]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_to_base64(_ED25519 + self.public_key)}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """The key of `name+hex(key id)+base64(0x01 ‖ public key)`. Raises NoteError."""
        name, _, rest = text.partition("+")
        _, _, encoded = rest.partition("+")
        data = _from_base64(encoded)
        if not valid_name(name) or len(data) != 33 or data[:1] != _ED25519:
            raise NoteError(f"not an Ed25519 verifier key: {text!r}")
        key = cls(name, data[1:])
        if str(key) != text:
            raise NoteError(f"the key id does not belong to the key: {text!r}")
        return key

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether `signature` is this key's signature over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The private half: the name and the 32-byte Ed25519 seed."""

    name: str
    seed: bytes

    def __post_init__(self) -> None:
        if not valid_name(self.name) or len(self.seed) != SEED_SIZE:
            raise NoteError(f"a signing key needs a name without spaces or '+', and a seed of {SEED_SIZE} bytes")

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"

    @property
    def verifier_key(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self._private_key.public_key().public_bytes_raw())

    def sign(self, text: str) -> bytes:
        """The signed note of the text. Raises NoteError when the text is not fit for a note."""
        return sign_note(text, [self])

    def signature_line(self, text: str) -> str:
        """The line of a note that holds the signature of its text."""
        signature = self.verifier_key.key_id + self._private_key.sign(text.encode())
        return f"{_SIGNATURE_PREFIX}{self.name} {_to_base64(signature)}\n"

    @property
    def _private_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def sign_note(text: str, keys: Iterable[SigningKey]) -> bytes:
    """The note of the text signed by each of the keys. Raises NoteError when the text is not fit for a note."""
    _check_text(text)
    return "".join([text, "\n", *(key.signature_line(text) for key in keys)]).encode()


def open_note(note: bytes, key: VerifierKey) -> str:
    """The text of a note that `key` has signed exactly once; signatures by other keys are passed over.

    Raises NoteError when the note is malformed, or the signature is missing, doubled or wrong.
    """
    try:
        decoded = note.decode()
    except UnicodeDecodeError as error:
        raise NoteError("the note is not UTF-8") from error
    text, separator, signatures = decoded.rpartition("\n\n")
    text += "\n"
    _check_text(text)
    if not separator or not signatures.endswith("\n"):
        raise NoteError("the note has no signature")
    own = [
        signature
        for name, key_id, signature in map(_parse_signature, signatures[:-1].split("\n"))
        if (name, key_id) == (key.name, key.key_id)
    ]
    if len(own) != 1:
        raise NoteError(f"the note has {len(own)} signatures by {key}, not one")
    if not key.verifies(text, own[0]):
        raise NoteError(f"the signature by {key} is wrong")
    return text


@dataclass(frozen=True)
class TreeHead:
    """What a checkpoint says: the log's origin, the number of its leaves and the root hash (32 bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The checkpoint text: three lines, each ended by a line feed."""
        return f"{self.origin}\n{self.size}\n{_to_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> "TreeHead":
        """The tree head of a checkpoint text without extension lines. Raises NoteError."""
        lines = text.split("\n")
        if len(lines) != 4 or not lines[0] or not re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]):
            raise NoteError("not a checkpoint: it must be the origin, the size and the root hash")
        head = cls(lines[0], int(lines[1]), _from_base64(lines[2]))
        if len(head.root) != HASH_SIZE or head.text != text:
            raise NoteError("not a checkpoint: the root must be 32 bytes, and the last line must end")
        return head


def valid_name(name: str) -> bool:
    """Whether the text may name a key: not empty, without spaces, control characters and plus signs."""
    return bool(name) and name.isprintable() and "+" not in name and not any(map(str.isspace, name))


def _check_text(text: str) -> None:
    if not text.endswith("\n") or any(char < " " and char != "\n" for char in text):
        raise NoteError("the text of a note ends with a line feed and has no other control characters")


def _parse_signature(line: str) -> tuple[str, bytes, bytes]:
    name, _, encoded = line.removeprefix(_SIGNATURE_PREFIX).partition(" ")
    data = _from_base64(encoded)
    if not line.startswith(_SIGNATURE_PREFIX) or not valid_name(name) or len(data) <= _KEY_ID_SIZE:
        raise NoteError(f"not a signature line: {line!r}")
    return name, data[:_KEY_ID_SIZE], data[_KEY_ID_SIZE:]


def _to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _from_base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError(f"not base64: {text!r}") from error
    if _to_base64(data) != text:
        raise NoteError(f"not canonical base64: {text!r}")
    return data
