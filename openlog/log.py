"""Append to the log, and sign it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from openlog import journal, leaves, merkle
from openlog.canonical import JSON, FormError, nfc, normalised
from openlog.disclosures import Status, Tombstone, is_field
from openlog.handovers import check_key_record
from openlog.keys import key_that_signs
from openlog.leaves import Kind, Leaf, Placed, check_succession, digest_of
from openlog.models import Checkpoint, Disclosure, LogEntry, LogHead, WithheldDisclosure
from openlog.nodes import MissingNode, stored_node
from openlog.notes import SigningKey, TreeHead, sign_note
from openlog.restore_guard import acknowledge, announce, refuse_when_behind, remember
from openlog.rows import check_entry
from openlog.said import removed_between

_REMOVES = {Kind.REDACT: Status.WITHHELD, Kind.ERASE: Status.ERASED}


class LogDamaged(Exception):
    """What the database holds is not what was appended or signed."""


@dataclass(frozen=True)
class Withheld:
    """A value that is committed to but not shown, and why, in both languages."""

    value: JSON
    reason_en: str
    reason_cy: str


def append(
    *,
    kind: Kind,
    record_id: uuid.UUID,
    version: int,
    schema: str,
    organisation: str,
    fields: Mapping[str, JSON],
    withheld: Mapping[str, Withheld] | None = None,
    tombstones: Iterable[Tombstone] = (),
    timestamp: datetime | None = None,
) -> LogEntry:
    """Append one entry, within the transaction of what it records.

    `fields` and `withheld` map paths (such as `title.cy`) to values: text, whole numbers, true, false, null, lists and
    objects of these. `schema` is like `decision/1`, `organisation` the slug of a body. `tombstones` say, in an entry of
    kind redact or erase, which disclosures of the record's earlier entries are to be removed once this one is signed.
    The entry is public only once it is signed.

    Raises TransactionManagementError outside a transaction, LogReadOnly, and FormError when the entry breaks a rule.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("append to the log within the transaction of what it records")
    refuse_when_behind()
    head, _created = LogHead.objects.select_for_update().get_or_create(id=1)
    tombstones = list(tombstones)
    _check_tombstones(kind, record_id, tombstones)
    shown, hidden = _new_disclosures(fields, withheld or {}, tombstones)
    previous = _last_of(record_id)
    leaf = Leaf(
        digests=tuple(sorted(digest_of(encoded) for encoded in [*shown, *hidden])),
        record_id=record_id,
        kind=Kind(kind),
        organisation=organisation,
        previous=previous.index if previous else None,
        previous_hash=previous.leaf_hash if previous else None,
        schema=schema,
        timestamp=(timestamp or timezone.now()).replace(microsecond=0),
        version=version,
    )
    check_succession(leaf, previous)
    check_key_record(leaf, settings.LOG_ORIGIN)
    announce(head.size + 1)
    entry = _store_entry(head, leaf)
    _store_disclosures(entry, shown, hidden)
    return entry


def sign() -> Checkpoint | None:
    """Sign what was appended since the last checkpoint; None when there is nothing new.

    Not within a transaction: a checkpoint must be stored for good before anyone can read it. Two signers may race;
    both return the same checkpoint. Raises LogReadOnly, KeyProblem and LogDamaged.
    """
    refuse_when_behind()
    with transaction.atomic(durable=True):
        # In this order: whoever sees the entry that changes the key also sees the checkpoint of the new key.
        size = appended_size()
        last = Checkpoint.objects.last()
        key = key_that_signs(last.verifier_key if last else None)
        if size <= (last.size if last else 0):
            return None
        checkpoint = store_checkpoint(size, last, [key])
        # Before it is stored for good: what is public is in the journal, and what was cut off here is signed again.
        # The first time, what was removed before there was a list is listed, too.
        first = last.size if last and journal.removed_file_state() else 0
        remember(checkpoint, removed_between(first, size))
    acknowledge(checkpoint)
    return checkpoint


def store_checkpoint(size: int, last: Checkpoint | None, keys: Sequence[SigningKey]) -> Checkpoint:
    """Store the checkpoint of `size` entries after the last one; the last of the keys signs from now on.

    Raises LogDamaged.
    """
    head = TreeHead(settings.LOG_ORIGIN, size, _recomputed_root(last, size))
    checkpoint, _created = Checkpoint.objects.get_or_create(
        size=head.size,
        defaults={
            "root": head.root,
            "note": sign_note(head.text, keys),
            "verifier_key": str(keys[-1].verifier_key),
            "signed_at": timezone.now(),
        },
    )
    if checkpoint.root != head.root:
        raise LogDamaged(f"another signer found another root for {head.size} entries")
    return checkpoint


def appended_size() -> int:
    """Number of entries, signed or not."""
    return LogHead.objects.aggregate(size=Max("size"))["size"] or 0


def signed_size() -> int:
    """Number of entries that are provable and therefore public."""
    return Checkpoint.objects.aggregate(size=Max("size"))["size"] or 0


def _last_of(record_id: uuid.UUID) -> Placed | None:
    entry = LogEntry.objects.filter(record_id=record_id).last()
    return Placed(entry.index, entry.leaf_hash, entry.parsed) if entry else None


def _check_tombstones(kind: Kind, record_id: uuid.UUID, tombstones: list[Tombstone]) -> None:
    for tombstone in tombstones:
        target = Disclosure.objects.filter(digest=tombstone.digest, entry__record_id=record_id).first()
        if _REMOVES.get(kind) != tombstone.status or target is None:
            raise FormError(f"an entry of kind {kind} cannot remove {tombstone.digest} from this record")
        if target.path is not None and not is_field(target.path):
            raise FormError("a tombstone cannot be removed")
        if target.status == tombstone.status or target.status == Status.ERASED:
            raise FormError(f"{target} is removed already")


def _new_disclosures(
    fields: Mapping[str, JSON], withheld: Mapping[str, Withheld], tombstones: list[Tombstone]
) -> tuple[dict[str, leaves.Disclosure], dict[str, Withheld]]:
    """Public disclosures, and what is withheld, each by its encoded string."""
    paths = [*fields, *withheld]
    if len(set(paths)) != len(paths) or not all(map(is_field, paths)):
        raise FormError("a path is given twice, or begins with an underscore")
    hidden = {leaves.Disclosure.new(path, normalised(item.value)).encode(): item for path, item in withheld.items()}
    notices = [
        Tombstone(Status.WITHHELD, digest_of(encoded), item.reason_en, item.reason_cy)
        for encoded, item in hidden.items()
    ]
    public = [leaves.Disclosure.new(path, normalised(value)) for path, value in fields.items()]
    public += [tombstone.disclosure() for tombstone in [*notices, *tombstones]]
    return {disclosure.encode(): disclosure for disclosure in public}, hidden


def _store_entry(head: LogHead, leaf: Leaf) -> LogEntry:
    data = leaf.encode()
    hashes = merkle.completed_subtrees(head.size, merkle.leaf_hash(data), stored_node)
    entry = LogEntry.objects.create(
        index=head.size,
        leaf=data,
        leaf_hash=hashes[0],
        subtree_hashes=b"".join(hashes[1:]),
        kind=leaf.kind,
        record_id=leaf.record_id,
        version=leaf.version,
        appended_at=leaf.timestamp,
    )
    head.size += 1
    head.save(update_fields=["size"])
    return entry


def _store_disclosures(entry: LogEntry, shown: Mapping[str, leaves.Disclosure], hidden: Mapping[str, Withheld]) -> None:
    for encoded, disclosure in shown.items():
        Disclosure.objects.create(
            entry=entry, digest=digest_of(encoded), status=Status.PUBLIC, path=disclosure.path, encoded=encoded
        )
    for encoded, item in hidden.items():
        row = Disclosure.objects.create(
            entry=entry,
            digest=digest_of(encoded),
            status=Status.WITHHELD,
            reason_en=nfc(item.reason_en),
            reason_cy=nfc(item.reason_cy),
        )
        WithheldDisclosure.objects.create(disclosure=row, encoded=encoded)


def _recomputed_root(last: Checkpoint | None, size: int) -> bytes:
    """Root over the stored bytes of every entry since the last checkpoint. Raises LogDamaged when anything differs."""
    signed = last.size if last else 0
    new: dict[tuple[int, int], bytes] = {}

    def node(level: int, position: int) -> bytes:
        return new.get((level, position)) or stored_node(level, position)

    try:
        if last and merkle.root(last.size, stored_node) != last.root:
            raise LogDamaged(f"the first {last.size} entries no longer have the root that was signed")
        entries = list(LogEntry.objects.filter(index__gte=signed, index__lt=size))
        if [entry.index for entry in entries] != list(range(signed, size)):
            raise LogDamaged(f"entries are missing between {signed} and {size}")
        for entry in entries:
            hashes = check_entry(entry, node)
            new |= {(level, entry.index >> level): subtree for level, subtree in enumerate(hashes)}
        return merkle.root(size, node)
    except (MissingNode, FormError) as error:
        raise LogDamaged(str(error)) from error
