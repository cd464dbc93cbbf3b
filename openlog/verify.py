"""Verify a log from its files alone: everything is recomputed from the entries, and tiles are never trusted."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openlog import leaves, merkle
from openlog.canonical import FormError
from openlog.disclosures import ServedDisclosure, Status, Tombstone, parse_served
from openlog.handovers import (
    PATH as HANDOVERS,
    Handover,
    HandoverError,
    check_key_record,
    read_handovers,
    signing_key,
)
from openlog.leaves import Kind, Leaf, Placed, check_succession
from openlog.notes import NoteError, TreeHead, VerifierKey, open_note
from openlog.sources import Source
from openlog.tiles import TILE_LEVELS, Tile, TileError, tiles_of, unpack_entries


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: the first leaf it concerns (None: the log as a whole), the file, and what is wrong."""

    leaf: int | None
    path: str
    what: str

    def __str__(self) -> str:
        if self.leaf is None:
            return _("The log (%(path)s): %(what)s") % {"path": self.path, "what": self.what}
        return _("Leaf %(leaf)d (%(path)s): %(what)s") % {"leaf": self.leaf, "path": self.path, "what": self.what}


@dataclass(frozen=True)
class Report:
    """The outcome: origin and size of the log as its checkpoint states them, and the first fault if there is one.

    `signer` is the key that signs the log now, where it has followed the one that the check began with.
    """

    origin: str
    size: int
    fault: Fault | None = None
    signer: VerifierKey | None = None

    def __str__(self) -> str:
        return str(self.fault) if self.fault else f"OK {self.origin} {self.size} entries"


def verify(source: Source, key: VerifierKey, *, texts: bool = True) -> Report:
    """Check the whole log under its checkpoint, which `key`, or one that handovers lead to from it, must have signed.

    Checked are the handovers, the signature, every leaf's form and its place after the last entry of its record, the
    root, every tile, and that each digest of a leaf is shown, or has a tombstone that the log itself explains.
    Without `texts` the disclosures are left out: a mirror keeps none. Raises SourceError.
    """
    try:
        handovers = read_handovers(source)
        signer = signing_key(handovers, key)
    except HandoverError as error:
        return Report(key.name, 0, Fault(error.index, HANDOVERS, str(error)))
    try:
        head = TreeHead.parse(open_note(source.read("checkpoint"), signer))
    except LookupError:
        return Report(key.name, 0, Fault(None, "checkpoint", _("The file is missing.")))
    except NoteError as error:
        return Report(key.name, 0, Fault(None, "checkpoint", str(error)))
    if head.origin != key.name:
        return Report(key.name, 0, Fault(None, "checkpoint", _("The checkpoint is of another log.")))
    fault = _Audit(source, signer, head, handovers).first_fault(texts)
    return Report(head.origin, head.size, fault, None if signer == key else signer)


class _Audit:
    """One run over the files of a log; keeps the fault of the lowest leaf, those of the log as a whole last."""

    def __init__(self, source: Source, key: VerifierKey, head: TreeHead, handovers: Sequence[Handover]) -> None:
        self._source = source
        self._key = key
        self._head = head
        self._handovers = handovers
        self._key_entries: set[int] = set()
        self._tree = merkle.Tree()
        self._last_of_record: dict[uuid.UUID, Placed] = {}
        self._fault: Fault | None = None

    def first_fault(self, texts: bool) -> Fault | None:
        """Run all checks, those of disclosures if `texts`; None when all is well."""
        disclosures = _DisclosureAudit()
        for index, leaf in self._read_entries():
            if not texts:
                continue
            try:
                disclosures.check(index, leaf, self._source.read(_disclosures_path(index)))
            except (LookupError, FormError) as error:
                disclosures.complete = False
                self._found(index, _disclosures_path(index), _describe(error))
        root_holds = len(self._tree) == self._head.size and self._tree.root() == self._head.root
        self._check_tiles(root_holds)
        if root_holds:
            self._check_handovers()
            for index in disclosures.unexplained():
                what = _("Something is hidden, and the log does not say why, or gives another reason.")
                self._found(index, _disclosures_path(index), what)
        else:
            self._found(None, "checkpoint", _("The root recomputed from the entries is not the one that was signed."))
        self._check_key_file()
        return self._fault

    def _read_entries(self) -> Iterator[tuple[int, Leaf]]:
        """Index and leaf of every entry that can be read; the tree grows with each, readable as a leaf or not."""
        for tile in tiles_of(self._head.size):
            if tile.level is not None:
                return
            try:
                for data in unpack_entries(self._source.read(tile.path)):
                    index = len(self._tree)
                    if index == tile.start + tile.width:
                        raise TileError(f"the bundle has more than {tile.width} entries")
                    self._tree.append(merkle.leaf_hash(data))
                    if (leaf := self._leaf(index, tile, data)) is not None:
                        yield index, leaf
                if len(self._tree) < tile.start + tile.width:
                    raise TileError(f"the bundle has fewer than {tile.width} entries")
            except (LookupError, TileError) as error:
                self._found(len(self._tree), tile.path, _describe(error))
                return

    def _leaf(self, index: int, tile: Tile, data: bytes) -> Leaf | None:
        try:
            leaf = Leaf.parse(data)
            check_succession(leaf, self._last_of_record.get(leaf.record_id))
            check_key_record(leaf, self._head.origin)
        except FormError as error:
            self._found(index, tile.path, _describe(error))
            return None
        self._last_of_record[leaf.record_id] = Placed(index, merkle.leaf_hash(data), leaf)
        if leaf.kind == Kind.KEY:
            self._key_entries.add(index)
        return leaf

    def _check_handovers(self) -> None:
        """Every key entry has its handover, and both keys have signed this history and no other."""
        signed = {handover.change.index: handover.head for handover in self._handovers}
        for index in signed.keys() ^ self._key_entries:
            self._found(index, HANDOVERS, _("The entry that changes the key has no handover."))
        for index in signed.keys() & self._key_entries:
            if self._tree.root(index + 1) != signed[index].root:
                self._found(index, HANDOVERS, _("The handover is of another history of the log."))

    def _check_tiles(self, root_holds: bool) -> None:
        """Compare each tile with the tree; where the root does not hold, level 0 tells which entry was changed."""
        for tile in tiles_of(self._head.size):
            if tile.level is None:
                continue
            try:
                position = self._first_difference(tile, self._source.read(tile.path))
            except LookupError as error:
                self._found(tile.start << TILE_LEVELS * tile.level, tile.path, _describe(error))
                return
            if position is not None:
                what = (
                    _("The tile differs from the hashes of the entries.")
                    if root_holds
                    else _("The entry is not the one whose hash is in the tile.")
                )
                self._found(position << TILE_LEVELS * tile.level, tile.path, what)
                return

    def _first_difference(self, tile: Tile, content: bytes) -> int | None:
        level = TILE_LEVELS * (tile.level or 0)
        for offset in range(tile.width):
            position = tile.start + offset
            if position >= len(self._tree) >> level:
                return None
            start = offset * merkle.HASH_SIZE
            if content[start : start + merkle.HASH_SIZE] != self._tree.node(level, position):
                return position
        return None if len(content) == tile.width * merkle.HASH_SIZE else tile.start + tile.width - 1

    def _check_key_file(self) -> None:
        try:
            if self._source.read("vkey") != f"{self._key}\n".encode():
                self._found(None, "vkey", _("The verifier key shown is not the one the log is checked with."))
        except LookupError as error:
            self._found(None, "vkey", _describe(error))

    def _found(self, leaf: int | None, path: str, what: str) -> None:
        def place(leaf: int | None) -> int:
            return self._head.size + 1 if leaf is None else leaf

        if self._fault is None or place(leaf) < place(self._fault.leaf):
            self._fault = Fault(leaf, path, what)


class _DisclosureAudit:
    """Whether everything an entry commits to is shown, or hidden for a reason that the log gives.

    `complete` turns false when a file cannot be read: what it would have explained is then not held against others.
    """

    def __init__(self) -> None:
        self.complete = True
        self._hidden: list[tuple[int, uuid.UUID, ServedDisclosure]] = []
        self._tombstones: dict[tuple[Status, str], tuple[int, uuid.UUID, Tombstone]] = {}

    def check(self, index: int, leaf: Leaf, content: bytes) -> None:
        """Take in the disclosures of one entry. Raises FormError when they are not those of its leaf."""
        served = parse_served(index, content)
        if tuple(line.digest for line in served) != leaf.digests:
            raise FormError("the disclosures are not those the leaf commits to")
        paths: set[str] = set()
        for line in served:
            if line.encoded is None:
                self._hidden.append((index, leaf.record_id, line))
                continue
            disclosure = leaves.Disclosure.parse(line.encoded)
            if disclosure.path in paths:
                raise FormError(f"two disclosures of the same path: {disclosure.path}")
            paths.add(disclosure.path)
            if (tombstone := Tombstone.of(disclosure)) is not None:
                self._tombstones[tombstone.status, tombstone.digest] = index, leaf.record_id, tombstone

    def unexplained(self) -> list[int]:
        """Entries with a hidden disclosure for which neither they nor a later entry of the record say why."""
        if not self.complete:
            return []
        return [index for index, record_id, line in self._hidden if not self._explained(index, record_id, line)]

    def _explained(self, index: int, record_id: uuid.UUID, line: ServedDisclosure) -> bool:
        said_at, said_of, tombstone = self._tombstones.get((line.status, line.digest), (-1, None, None))
        return said_at >= index and said_of == record_id and tombstone == line.tombstone


def _disclosures_path(index: int) -> str:
    return f"disclosures/{index}.json"


def _describe(error: Exception) -> str:
    if isinstance(error, LookupError):
        return _("The file is missing.")
    return str(error)
