"""Which items of one sequence stand in another one in the same order, within a budget of work."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rapidfuzz.distance import LCSseq

ROOM = 400_000_000  # pairs of items that may be compared: 20,000 words with 20,000, in 51 MB
_AT_ONCE = 4_000_000  # pairs that are compared without looking for anchors first

Block = tuple[int, int, int]  # items from one place of the first and of the second sequence on, and how many
_Piece = tuple[int, int, int, int]  # `i1` up to `i2` of the first sequence, `j1` up to `j2` of the second


class Room:
    """What is left of the budget of one comparison."""

    def __init__(self, pairs: int = ROOM) -> None:
        self.pairs = pairs

    def take(self, pairs: int) -> bool:
        """Return False, and take nothing, when there is less room left."""
        if pairs > self.pairs:
            return False
        self.pairs -= pairs
        return True


def blocks(old: Sequence[int], new: Sequence[int], room: Room, *, run: int) -> list[Block]:
    """What `old` and `new` have in common, in order: a longest common subsequence, as far as there is room.

    Long sequences are first parted at anchors, runs of `run` items that each of them has once. A piece for which
    there is no room left has nothing in common.
    """
    found: list[Block] = []
    for i1, i2, j1, j2 in _pieces(old, new, run):
        start, end = same_ends(old[i1:i2], new[j1:j2])
        found.append((i1, j1, start))
        left, right = old[i1 + start : i2 - end], new[j1 + start : j2 - end]
        if left and right and room.take(len(left) * len(right)):
            found += [
                (i1 + start + op.src_start, j1 + start + op.dest_start, op.src_end - op.src_start)
                for op in LCSseq.opcodes(left, right)
                if op.tag == "equal"
            ]
        found.append((i2 - end, j2 - end, end))
    return list(_joined(found))


def _pieces(old: Sequence[int], new: Sequence[int], run: int) -> Iterator[_Piece]:
    """The stretches between anchors. Each begins with its anchor."""
    i, j = 0, 0
    if len(old) * len(new) > _AT_ONCE:
        for next_i, next_j in _anchors(old, new, run):
            yield i, next_i, j, next_j
            i, j = next_i, next_j
    yield i, len(old), j, len(new)


def _anchors(old: Sequence[int], new: Sequence[int], run: int) -> list[tuple[int, int]]:
    """Places of runs that stand once in each sequence: the longest chain of them that goes forward in both.

    Of anchors next to each other the first one is enough: what follows it is the same in both.
    """
    at = _once(new, run)
    pairs = [(i, at[key]) for key, i in _once(old, run).items() if key in at]
    ends: list[int] = []  # the smallest second place in which a chain of each length ends
    lengths = []
    for _i, j in pairs:
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        lengths.append(length)
    chain, wanted = [], len(ends) - 1
    for pair, length in zip(reversed(pairs), reversed(lengths), strict=True):
        if length == wanted:
            chain.append(pair)
            wanted -= 1
    chain.reverse()
    following = {(i + 1, j + 1) for i, j in chain}
    return [pair for pair in chain if pair not in following]


def _once(items: Sequence[int], run: int) -> dict[tuple[int, ...], int]:
    """The runs that stand once in a sequence, each with its place, in order."""
    runs = list(zip(*(items[at:] for at in range(run)), strict=False))
    times = Counter(runs)
    return {key: at for at, key in enumerate(runs) if times[key] == 1}


def same_ends(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int]:
    """How many items both have in common at their start, and at their end."""
    room = min(len(old), len(new))
    start = next((at for at in range(room) if old[at] != new[at]), room)
    end = next((at for at in range(room - start) if old[-1 - at] != new[-1 - at]), room - start)
    return start, end


def _joined(found: list[Block]) -> Iterator[Block]:
    """The blocks, neighbours in both sequences as one, empty ones left out."""
    i, j, length = 0, 0, 0
    for next_i, next_j, more in found:
        if (next_i, next_j) == (i + length, j + length):
            length += more
        elif more:
            if length:
                yield i, j, length
            i, j, length = next_i, next_j, more
    if length:
        yield i, j, length
