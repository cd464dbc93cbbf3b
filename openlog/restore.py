"""Catch the log up from a copy kept elsewhere, or confirm it against one: the way out when it is read-only.

The copy is verified first, then compared with the database and with the journal. Only where all three tell one history
are its entries taken in; nothing in the database is replaced.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.transitions import Refused
from openlog import journal, leaves, merkle
from openlog.disclosures import ServedDisclosure, parse_served
from openlog.handovers import handover_checkpoints, key_at, read_handovers, signing_key
from openlog.journal import Promise
from openlog.leaves import Leaf
from openlog.models import Checkpoint, Disclosure, LogEntry, LogHead, LogRestoration
from openlog.nodes import stored_node
from openlog.notes import TreeHead, VerifierKey, open_note
from openlog.restore_guard import note_restored, remember
from openlog.said import removed_between
from openlog.sources import Source
from openlog.tiles import tiles_of, unpack_entries
from openlog.verify import verify


@dataclass(frozen=True)
class Copy:
    """A verified copy of the log: checkpoint, key that signed it, entries, and whether texts are with it."""

    source: Source
    note: bytes
    head: TreeHead
    key: VerifierKey
    entries: list[bytes]
    tree: merkle.Tree
    texts: bool


def read_copy(source: Source, key: VerifierKey) -> Copy:
    """Read and verify a copy of the log under `key`, or one that handovers lead to. Raises Refused and SourceError."""
    texts = _has_texts(source)
    report = verify(source, key, texts=texts)
    if report.fault:
        raise Refused(_("The copy does not hold. %(fault)s") % {"fault": report.fault})
    signer = signing_key(read_handovers(source), key)
    note = source.read("checkpoint")
    head = TreeHead.parse(open_note(note, signer))
    if head.origin != settings.LOG_ORIGIN:
        raise Refused(_("The copy is of another log: %(origin)s") % {"origin": head.origin})
    entries = [
        data for tile in tiles_of(head.size) if tile.level is None for data in unpack_entries(source.read(tile.path))
    ]
    return Copy(source, note, head, signer, entries, merkle.Tree(list(map(merkle.leaf_hash, entries))), texts)


@transaction.atomic
def take_in(copy: Copy, named: str) -> LogRestoration:
    """Add the entries that the database lacks, with all that the copy shows of them, and its checkpoint.

    `named` is where the copy was found. Raises Refused when copy, database and journal do not tell one history, or the
    copy lacks what it would take to catch up.
    """
    head, _created = LogHead.objects.select_for_update().get_or_create(id=1)
    _refuse_another_history(copy, head)
    before = head.size
    for index in range(before, copy.head.size):
        _store(index, copy)
    if copy.head.size > before:
        head.size = copy.head.size
        head.save(update_fields=["size"])
    _store_checkpoints(copy)
    return LogRestoration.objects.create(
        size_before=before,
        size_after=max(before, copy.head.size),
        checkpoint=copy.note,
        source=named,
        restored_at=timezone.now(),
    )


def confirm(restoration: LogRestoration) -> None:
    """Let the journal begin where the database is now, once that is stored for good. Raises LogReadOnly."""
    note_restored()
    last = Checkpoint.objects.last()
    if last is not None:
        remember(last, removed_between(restoration.size_before, last.size))


def _has_texts(source: Source) -> bool:
    try:
        source.read("disclosures/0.json")
    except LookupError:
        return False
    return True


def _refuse_another_history(copy: Copy, head: LogHead) -> None:
    common = min(head.size, copy.head.size)
    stored = LogEntry.objects.filter(index__lt=common).order_by("index").values_list("index", "leaf_hash")
    for index, leaf_hash in stored.iterator(chunk_size=1000):
        if copy.tree.node(0, index) != leaf_hash:
            raise Refused(
                _("The copy and the database differ from entry %(index)d on: they are two histories.")
                % {"index": index}
            )
    try:
        promised = journal.promises() if settings.LOG_JOURNAL else set()
    except OSError:
        promised = set()  # a journal that cannot be read says nothing
    noted = journal.signed_last() if settings.LOG_JOURNAL else None
    for made in promised | ({noted} if noted else set()):
        _refuse_broken_promise(copy, head, made)
    if copy.head.size > head.size and not copy.texts:
        raise Refused(
            _("The copy has entries that the database lacks, but no texts. Give an export, or a log that is served.")
        )


def _refuse_broken_promise(copy: Copy, head: LogHead, made: Promise) -> None:
    """Whatever the journal or the signing key remembers must be in the copy, or in the database beyond it."""
    if made.size <= copy.head.size:
        root = copy.tree.root(made.size)
    elif made.size <= head.size:
        root = merkle.root(made.size, stored_node)
    else:
        raise Refused(
            _("The copy ends at %(have)d entries, but the log has promised %(size)d. Find a newer copy.")
            % {"have": copy.head.size, "size": made.size}
        )
    if root != made.root:
        raise Refused(
            _("The copy is not what the journal remembers at %(size)d entries: it is another history.")
            % {"size": made.size}
        )


def _store(index: int, copy: Copy) -> None:
    data = copy.entries[index]
    leaf = Leaf.parse(data)
    hashes = merkle.completed_subtrees(index, merkle.leaf_hash(data), stored_node)
    entry = LogEntry.objects.create(
        index=index,
        leaf=data,
        leaf_hash=hashes[0],
        subtree_hashes=b"".join(hashes[1:]),
        kind=leaf.kind,
        record_id=leaf.record_id,
        version=leaf.version,
        appended_at=leaf.timestamp,
    )
    for line in parse_served(index, copy.source.read(f"disclosures/{index}.json")):
        _store_disclosure(entry, line)


def _store_disclosure(entry: LogEntry, line: ServedDisclosure) -> None:
    Disclosure.objects.create(
        entry=entry,
        digest=line.digest,
        status=line.status,
        path=leaves.Disclosure.parse(line.encoded).path if line.encoded else None,
        encoded=line.encoded,
        reason_en=line.reason_en,
        reason_cy=line.reason_cy,
    )


def _store_checkpoints(copy: Copy) -> None:
    """The checkpoint of the copy, and those of its handovers, without which the log could not show them."""
    handovers = read_handovers(copy.source)
    for note in [*handover_checkpoints(copy.source), copy.note]:
        size = int(note.split(b"\n")[1])
        in_force = key_at(size, handovers, copy.key)
        head = TreeHead.parse(open_note(note, in_force))
        if not Checkpoint.objects.filter(size=size).exists():
            Checkpoint.objects.create(
                size=size,
                root=head.root,
                note=note,
                verifier_key=str(in_force),
                signed_at=LogEntry.objects.get(index=size - 1).appended_at,
            )
