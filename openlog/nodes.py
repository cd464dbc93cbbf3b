"""Hashes of complete subtrees, read from the entries that complete them."""

from collections.abc import Callable

from openlog.merkle import EMPTY_ROOT, HASH_SIZE, Node
from openlog.models import LogEntry


class MissingNode(LookupError):
    """The database does not hold an entry (or its hashes) that it should."""


def stored_nodes(level: int, start: int, count: int) -> list[bytes]:
    """Hashes of `count` neighbouring subtrees of 2**level leaves from position `start` on. Raises MissingNode."""
    ends = [((position + 1) << level) - 1 for position in range(start, start + count)]
    if level == 0:
        rows = LogEntry.objects.filter(index__range=(ends[0], ends[-1])).values_list("index", "leaf_hash")
    else:
        rows = LogEntry.objects.filter(index__in=ends).values_list("index", "subtree_hashes")
    offset = max(level - 1, 0) * HASH_SIZE
    found = {index: hashes[offset : offset + HASH_SIZE] for index, hashes in rows}
    for end in ends:
        if len(found.get(end, b"")) != HASH_SIZE:
            raise MissingNode(f"entry {end} is missing, or lacks its hash of level {level}")
    return [found[end] for end in ends]


def stored_node(level: int, position: int) -> bytes:
    """Hash of one complete subtree, for the functions of `merkle`. Raises MissingNode."""
    return stored_nodes(level, position, 1)[0]


def with_stored_nodes(compute: Callable[[Node], list[bytes]]) -> list[bytes]:
    """What `compute` makes of stored subtree hashes, all of them read at once. Raises MissingNode.

    It is run twice, the first time only to learn which hashes it asks for.
    """
    wanted: set[tuple[int, int]] = set()

    def noted(level: int, position: int) -> bytes:
        wanted.add((level, position))
        return EMPTY_ROOT

    compute(noted)
    ends = {((position + 1) << level) - 1 for level, position in wanted}
    rows = LogEntry.objects.filter(index__in=ends).values_list("index", "leaf_hash", "subtree_hashes")
    found = {index: leaf_hash + subtree_hashes for index, leaf_hash, subtree_hashes in rows}

    def stored(level: int, position: int) -> bytes:
        end = ((position + 1) << level) - 1
        hashed = found.get(end, b"")[level * HASH_SIZE : (level + 1) * HASH_SIZE]
        if len(hashed) != HASH_SIZE:
            raise MissingNode(f"entry {end} is missing, or lacks its hash of level {level}")
        return hashed

    return compute(stored)
