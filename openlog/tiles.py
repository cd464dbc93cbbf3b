"""Tiles and entry bundles of C2SP tlog-tiles: their names, and their bytes."""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TILE_LEVELS = 8
TILE_WIDTH = 1 << TILE_LEVELS
MAX_ENTRY_SIZE = 65_535

_PATH = re.compile(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([0-9]{1,3}))?")


class TileError(ValueError):
    """A path that names no tile, or bytes that are no entry bundle."""


@dataclass(frozen=True)
class Tile:
    """`width` hashes of tree level 8 * `level`, or raw entries when `level` is None, from number `n` * 256 on."""

    level: int | None
    n: int
    width: int = TILE_WIDTH

    @property
    def start(self) -> int:
        """Position, on its level, of the first hash or entry in the tile."""
        return self.n * TILE_WIDTH

    @property
    def path(self) -> str:
        """The tile's path, such as `tile/0/x001/234.p/5`."""
        level = "entries" if self.level is None else str(self.level)
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{level}/{_number_path(self.n)}{partial}"

    @classmethod
    def parse(cls, path: str) -> "Tile":
        """The tile of a path; only the one canonical path of a tile is taken. Raises TileError."""
        match = _PATH.fullmatch(path)
        if match is None:
            raise TileError(f"not a tile path: {path!r}")
        level = None if match[1] == "entries" else int(match[1])
        n = int(match[2].replace("x", "").replace("/", ""))
        tile = cls(level, n, int(match[3]) if match[3] else TILE_WIDTH)
        if tile.path != path or not 1 <= tile.width <= TILE_WIDTH or (level or 0) > 63:
            raise TileError(f"not a tile path: {path!r}")
        return tile


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile that a tree of `size` leaves has: entry bundles first, then hashes level by level."""
    yield from _level_tiles(None, size)
    level = 0
    while size:
        yield from _level_tiles(level, size)
        level, size = level + 1, size // TILE_WIDTH


def pack_entries(entries: Sequence[bytes]) -> bytes:
    """An entry bundle: each entry after its length as a big-endian 16-bit number. Raises TileError when too long."""
    if any(len(entry) > MAX_ENTRY_SIZE for entry in entries):
        raise TileError(f"an entry is longer than {MAX_ENTRY_SIZE} bytes")
    return b"".join(struct.pack(">H", len(entry)) + entry for entry in entries)


def unpack_entries(bundle: bytes) -> Iterator[bytes]:
    """The entries of a bundle, one by one. Raises TileError where the bytes end within an entry."""
    offset = 0
    while offset < len(bundle):
        start = offset + 2
        offset = start + int.from_bytes(bundle[offset:start], "big")
        if start > len(bundle) or offset > len(bundle):
            raise TileError("the bundle ends within an entry")
        yield bundle[start:offset]


def _level_tiles(level: int | None, size: int) -> Iterator[Tile]:
    full, rest = divmod(size, TILE_WIDTH)
    yield from (Tile(level, n) for n in range(full))
    if rest:
        yield Tile(level, full, rest)


def _number_path(n: int) -> str:
    groups = [f"{n % 1000:03}"]
    while n := n // 1000:
        groups.append(f"x{n % 1000:03}")
    return "/".join(reversed(groups))
