"""Handovers: how a log changes its signing key, so that whoever noted an old key comes to trust the new one.

A handover is an entry of kind `key` with its disclosures, and the proof of that entry under the checkpoint that ends
with it, which both keys have signed. This, and nothing else, lets one key follow another.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.bilingual import BilingualText
from openlog import leaves, merkle
from openlog.canonical import JSON, FormError, canonical_json, parse_canonical_json
from openlog.disclosures import ServedDisclosure, parse_served
from openlog.leaves import Kind, Leaf
from openlog.notes import NoteError, TreeHead, VerifierKey, open_note
from openlog.proofs import entry_values, parse_proof
from openlog.sources import Source

PATH = "handovers.json"
SCHEMA = "log-key/1"
ORGANISATION = "open-log"
_FORMAT = "opsw-handovers/1"


class HandoverError(ValueError):
    """The handovers do not hold; `index` is the key entry concerned, None when it is none in particular."""

    def __init__(self, what: str, index: int | None = None) -> None:
        super().__init__(what)
        self.index = index


@dataclass(frozen=True)
class KeyChange:
    """What a key entry says: which key was followed by which, when and why."""

    index: int
    old: VerifierKey
    new: VerifierKey
    reason: BilingualText
    timestamp: datetime

    @property
    def fields(self) -> dict[str, JSON]:
        """What the entry discloses."""
        return key_fields(self.old, self.new, self.reason)

    @classmethod
    def said_by(cls, index: int, leaf: Leaf, served: Sequence[ServedDisclosure]) -> "KeyChange":
        """The change that a key entry and its disclosures say. Raises FormError, and NoteError on a malformed key."""
        if tuple(line.digest for line in served) != leaf.digests:
            raise FormError("the disclosures are not those the leaf commits to")
        shown = [leaves.Disclosure.parse(line.encoded) for line in served if line.encoded is not None]
        match {disclosure.path: disclosure.value for disclosure in shown}:
            case {"key.old": str(old), "key.new": str(new), "reason.cy": str(cy), "reason.en": str(en)} if (
                len(served) == len(shown) == 4 and cy and en
            ):
                reason = BilingualText(en=en, cy=cy)
                return cls(index, VerifierKey.parse(old), VerifierKey.parse(new), reason, leaf.timestamp)
        raise FormError("a key entry shows the old key, the new key and the reason in both languages, and nothing else")


@dataclass(frozen=True)
class Handover:
    """A change of the key that holds: both keys have signed the log up to it. `previous` is the entry of the last."""

    change: KeyChange
    head: TreeHead
    previous: int | None

    @classmethod
    def of(cls, proof_text: str, shown: JSON) -> "Handover":
        """The handover of a proof and what is shown of its entry. Raises HandoverError."""
        index = None
        try:
            proof = parse_proof(proof_text)
            index = proof.index
            leaf = Leaf.parse(proof.leaf)
            served = parse_served(index, canonical_json({"disclosures": shown, "index": index}))
            change = KeyChange.said_by(index, leaf, served)
            head = TreeHead.parse(open_note(proof.checkpoint, change.old))
            open_note(proof.checkpoint, change.new)
            check_key_record(leaf, head.origin)
        except (FormError, NoteError) as error:
            raise HandoverError(str(error), index) from error
        if not change.old.name == change.new.name == head.origin or leaf.kind != Kind.KEY:
            raise HandoverError(_("This is no change of the key of this log."), index)
        hashed = merkle.leaf_hash(proof.leaf)
        if head.size != index + 1 or not merkle.verify_inclusion(hashed, index, head.size, proof.hashes, head.root):
            raise HandoverError(_("The checkpoint that both keys signed does not end with this entry."), index)
        return cls(change, head, leaf.previous)


def key_record(origin: str) -> uuid.UUID:
    """The one record that the key entries of a log are entries of."""
    return uuid.uuid5(uuid.NAMESPACE_URL, origin)


def key_fields(old: VerifierKey, new: VerifierKey, reason: BilingualText) -> dict[str, JSON]:
    """What an entry discloses that changes the key."""
    return {"key.old": str(old), "key.new": str(new), "reason.cy": reason.cy, "reason.en": reason.en}


def check_key_record(leaf: Leaf, origin: str) -> None:
    """Key entries, and they alone, are entries of the log's own record. Raises FormError."""
    if (leaf.kind == Kind.KEY) != (leaf.record_id == key_record(origin)):
        raise FormError("key entries, and they alone, are entries of the log's own record")


def encode_handovers(entries: Sequence[tuple[bytes, bytes]]) -> bytes:
    """The file of all handovers: for each, its tlog-proof and its `disclosures/<index>.json`."""
    return canonical_json({"format": _FORMAT, "handovers": entry_values(entries)})


def parse_handovers(data: bytes) -> list[Handover]:
    """The handovers of their file, each of which holds and follows the one before it. Raises HandoverError."""
    try:
        value: Any = parse_canonical_json(data)
        if value.keys() != {"format", "handovers"} or value["format"] != _FORMAT:
            raise HandoverError(_("These are not the handovers of a log."))
        handovers = [Handover.of(entry["proof"], entry["disclosures"]) for entry in value["handovers"]]
    except (FormError, AttributeError, KeyError, TypeError) as error:
        raise HandoverError(_("These are not the handovers of a log.")) from error
    for before, handover in zip([None, *handovers], handovers, strict=False):
        first = before is None and handover.previous is None
        if not first and (
            before is None or (before.change.index, before.change.new) != (handover.previous, handover.change.old)
        ):
            raise HandoverError(_("The handover does not follow the one before it."), handover.change.index)
    return handovers


def read_handovers(source: Source) -> list[Handover]:
    """The handovers of a log; none when it has no such file. Raises HandoverError and SourceError."""
    try:
        return parse_handovers(source.read(PATH))
    except LookupError:
        return []


def signing_key(handovers: Sequence[Handover], trusted: VerifierKey) -> VerifierKey:
    """The key that signs now, which is the trusted one or one that handovers lead to from it. Raises HandoverError."""
    if not handovers:
        return trusted
    keys = [*(handover.change.old for handover in handovers), handovers[-1].change.new]
    if trusted not in keys:
        raise HandoverError(_("No handover leads from the key %(key)s to the one that signs.") % {"key": trusted})
    return keys[-1]


def key_at(size: int, handovers: Sequence[Handover], current: VerifierKey) -> VerifierKey:
    """The key that was in force when the log had `size` entries."""
    later = (handover.change.old for handover in handovers if handover.change.index >= size)
    return next(later, current)


def handover_checkpoints(source: Source) -> list[bytes]:
    """The signed checkpoints that the handovers of a log are proved under, oldest first. Raises FormError."""
    try:
        value: Any = parse_canonical_json(source.read(PATH))
    except LookupError:
        return []
    return [parse_proof(entry["proof"]).checkpoint for entry in value["handovers"]]
