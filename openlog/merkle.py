"""Merkle tree hashes and proofs of RFC 9162 (the same as RFC 6962) over SHA-256.

A node is named by (level, position): it covers the 2**level leaves from position * 2**level on.
Functions that need hashes take a `Node` function that returns the hash of a *complete* subtree, so the
same code runs over a list in memory and over the hashes stored in the database.
"""

import hashlib
from collections.abc import Callable, Sequence

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

Node = Callable[[int, int], bytes]


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of a leaf: SHA-256(0x00 ‖ leaf). RFC 9162 §2.1.1."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an interior node: SHA-256(0x01 ‖ left ‖ right). RFC 9162 §2.1.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def completed_subtrees(index: int, leaf: bytes, node: Node) -> list[bytes]:
    """Hashes of the complete subtrees that end at leaf `index`, smallest first; the first is the leaf hash itself.

    `leaf` is the hash of that leaf; `node` need only know the leaves before it.
    """
    hashes = [leaf]
    level = 0
    while index >> level & 1:
        hashes.append(node_hash(node(level, (index >> level) - 1), hashes[-1]))
        level += 1
    return hashes


def root(size: int, node: Node) -> bytes:
    """Root hash of the first `size` leaves."""
    return _range_hash(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """Audit path of leaf `index` in the tree of `size` leaves, deepest first. RFC 9162 §2.1.3.1.

    Raises ValueError unless 0 <= index < size.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_hash(middle, end, node))
            end = middle
        else:
            path.append(_range_hash(start, middle, node))
            start = middle
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes) -> bool:
    """Whether the audit path shows leaf hash `leaf` at `index` under the root. RFC 9162 §2.1.3.2."""
    if not 0 <= index < size:
        return False
    position, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            found = node_hash(sibling, found)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and found == expected_root


def consistency_proof(first: int, second: int, node: Node) -> list[bytes]:
    """Proof that the tree of `first` leaves is the beginning of the tree of `second`. RFC 9162 §2.1.4.1.

    Empty when the sizes are equal. Raises ValueError unless 0 < first <= second.
    """
    if not 0 < first <= second:
        raise ValueError(f"no consistency proof from {first} to {second}")
    path: list[bytes] = []
    start, end = 0, second
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(_range_hash(middle, end, node))
            end = middle
        else:
            path.append(_range_hash(start, middle, node))
            start = middle
    if start > 0:
        path.append(_range_hash(start, end, node))
    # When start is 0 the old tree is itself a node of the new one, and the verifier already knows its root.
    return path[::-1]


def verify_consistency(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the first tree is the beginning of the second. RFC 9162 §2.1.4.2."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    position, last = first - 1, second - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


class Tree:
    """A tree in memory that holds the hash of every complete subtree."""

    def __init__(self, leaf_hashes: Sequence[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for hashed in leaf_hashes:
            self.append(hashed)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, hashed: bytes) -> list[bytes]:
        """Add a leaf hash; returns the hashes of the subtrees it completes, smallest first."""
        completed = completed_subtrees(len(self), hashed, self.node)
        for level, subtree in enumerate(completed):
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(subtree)
        return completed

    def node(self, level: int, position: int) -> bytes:
        """Hash of a complete subtree; IndexError when the tree has none there."""
        return self._levels[level][position]

    def root(self, size: int | None = None) -> bytes:
        """Root of the first `size` leaves, by default of all."""
        return root(len(self) if size is None else size, self.node)


def _split(size: int) -> int:
    """The largest power of two below `size` (which is 2 or more)."""
    return 1 << ((size - 1).bit_length() - 1)


def _range_hash(start: int, end: int, node: Node) -> bytes:
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(size)
    return node_hash(_range_hash(start, middle, node), _range_hash(middle, end, node))
