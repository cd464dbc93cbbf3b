"""The files of the log, as they are served under /log/ and as they are exported: one source for both."""

import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from openlog import merkle
from openlog.disclosures import Status, encode_served, parse_served
from openlog.handovers import PATH as HANDOVERS, KeyChange, encode_handovers, key_record
from openlog.models import Checkpoint, Disclosure, LogEntry
from openlog.nodes import MissingNode, stored_nodes, with_stored_nodes
from openlog.proofs import encode_proof, encode_record
from openlog.tiles import TILE_LEVELS, Tile, TileError, pack_entries, tiles_of

_DISCLOSURES = re.compile(r"disclosures/(0|[1-9][0-9]{0,18})\.json")


class NotInLog(LookupError):
    """The log has no such file, or it is not signed yet."""


@dataclass(frozen=True)
class SignedLog:
    """The log as far as one checkpoint covers it; nothing beyond its size exists here."""

    checkpoint: Checkpoint

    @classmethod
    def latest(cls) -> "SignedLog":
        """The log under its last checkpoint. Raises NotInLog when nothing is signed yet."""
        checkpoint = Checkpoint.objects.last()
        if checkpoint is None:
            raise NotInLog("nothing is signed yet")
        return cls(checkpoint)

    @property
    def size(self) -> int:
        """Number of entries."""
        return self.checkpoint.size

    def paths(self) -> Iterator[str]:
        """The path of every file, in the order in which to write them: what vouches for others comes after them."""
        yield from (tile.path for tile in tiles_of(self.size))
        yield from (f"disclosures/{index}.json" for index in range(self.size))
        yield HANDOVERS
        yield "vkey"
        yield "checkpoint"

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of every file."""
        return ((path, self.read(path)) for path in self.paths())

    def read(self, path: str) -> bytes:
        """Content of the file at the path. Raises NotInLog."""
        if path == "checkpoint":
            return self.checkpoint.note
        if path == "vkey":
            return f"{self.checkpoint.verifier_key}\n".encode()
        if path == HANDOVERS:
            return encode_handovers(self._handovers())
        if match := _DISCLOSURES.fullmatch(path):
            return self.disclosures(int(match[1]))
        try:
            tile = Tile.parse(path)
        except TileError as error:
            raise NotInLog(path) from error
        return self.entry_bundle(tile) if tile.level is None else self.hash_tile(tile)

    def entry_bundle(self, tile: Tile) -> bytes:
        """The entries of a bundle, of any width that is signed. Raises NotInLog."""
        if tile.start + tile.width > self.size:
            raise NotInLog(tile.path)
        entries = LogEntry.objects.filter(index__range=(tile.start, tile.start + tile.width - 1))
        return pack_entries(list(entries.values_list("leaf", flat=True)))

    def hash_tile(self, tile: Tile) -> bytes:
        """The hashes of a tile, of any width that is signed. Raises NotInLog."""
        level = TILE_LEVELS * (tile.level or 0)
        if tile.start + tile.width > self.size >> level:
            raise NotInLog(tile.path)
        try:
            return b"".join(stored_nodes(level, tile.start, tile.width))
        except MissingNode as error:
            raise NotInLog(tile.path) from error

    def disclosures(self, index: int) -> bytes:
        """What is shown of the disclosures of an entry. Raises NotInLog."""
        if index >= self.size:
            raise NotInLog(f"disclosures/{index}.json")
        return encode_served(index, [row.served for row in Disclosure.objects.filter(entry_id=index)])

    def proof(self, index: int) -> bytes:
        """A C2SP tlog-proof of an entry, with its leaf as extra data: all that is needed to check it off line.

        Raises NotInLog.
        """
        return encode_proof(index, self.entry(index).leaf, self.inclusion_proof(index), self.checkpoint.note)

    def record(self, index: int) -> bytes:
        """An entry with its texts and proof, and with the later entries that say why one is hidden, as one file.

        Raises NotInLog.
        """
        own = self.disclosures(index)
        hidden = [line.tombstone.path for line in parse_served(index, own) if line.status != Status.PUBLIC]
        later_of_record = LogEntry.objects.filter(
            record_id=self.entry(index).record_id, index__gt=index, index__lt=self.size
        )
        said = Disclosure.objects.filter(entry__in=later_of_record, path__in=hidden)
        later = sorted(set(said.values_list("entry_id", flat=True)))
        files = [(self.proof(index), own), *((self.proof(other), self.disclosures(other)) for other in later)]
        return encode_record(self.checkpoint.verifier_key, files, self._handovers())

    def key_changes(self) -> list[KeyChange]:
        """What each entry says that changed the key, oldest first."""
        return [
            KeyChange.said_by(entry.index, entry.parsed, [row.served for row in entry.disclosures.all()])
            for entry in self._key_entries().prefetch_related("disclosures")
        ]

    def _handovers(self) -> list[tuple[bytes, bytes]]:
        """Proof and disclosures of each entry that changed the key, under the checkpoint that ends with it.

        Raises NotInLog.
        """
        changes = self._key_entries()
        signed = Checkpoint.objects.in_bulk([entry.index + 1 for entry in changes], field_name="size")
        if len(signed) < len(changes):
            raise NotInLog(HANDOVERS)
        logs = [SignedLog(signed[entry.index + 1]) for entry in changes]
        return [(log.proof(log.size - 1), log.disclosures(log.size - 1)) for log in logs]

    def _key_entries(self) -> QuerySet[LogEntry]:
        return LogEntry.objects.filter(record_id=key_record(settings.LOG_ORIGIN), index__lt=self.size)

    def entry(self, index: int) -> LogEntry:
        """One entry. Raises NotInLog."""
        entry = LogEntry.objects.filter(index=index).first()
        if entry is None or index >= self.size:
            raise NotInLog(f"entry {index}")
        return entry

    def inclusion_proof(self, index: int) -> list[bytes]:
        """The audit path of an entry under the checkpoint, deepest first, read in one query."""
        return with_stored_nodes(lambda node: merkle.inclusion_proof(index, self.size, node))


def write_folder(log: SignedLog, folder: Path) -> int:
    """Write every file of the log below an empty or new folder; returns the number of files.

    Raises FileExistsError when the folder is not empty.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    written = 0
    for path, content in log.files():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        written += 1
    return written


def stream_tar(log: SignedLog) -> Iterator[bytes]:
    """The same files as one tar archive, piece by piece. Its bytes depend on the log alone."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for path, content in log.files():
            member = tarfile.TarInfo(f"log/{path}")
            member.size = len(content)
            member.mtime = int(log.checkpoint.signed_at.timestamp())
            archive.addfile(member, io.BytesIO(content))
            yield _drain(buffer)
    yield _drain(buffer)


def _drain(buffer: io.BytesIO) -> bytes:
    data = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return data
