"""Two people's changes of one text, put together word by word (a three-way merge, as diff3 does it by line)."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from core.alignment import ROOM, Room
from core.word_diff import Edit, edits
from core.words import words

_ROUNDS = 20  # of looking for moved words, before everything that both changed becomes one clash


@dataclass(frozen=True)
class Clash:
    """Words of `base` that both changed, each in their own way."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merge:
    """A text in parts: words that are settled, and clashes that a person has to settle."""

    parts: tuple[str | Clash, ...]

    @cached_property
    def clashes(self) -> list[Clash]:
        return [part for part in self.parts if isinstance(part, Clash)]

    @cached_property
    def text(self) -> str:
        """The merged text; where there is a clash, it has mine."""
        return "".join(part.mine if isinstance(part, Clash) else part for part in self.parts)


@dataclass
class _Region:
    """Neighbouring edits that cannot be told apart: they overlap, insert at one place, or change one word."""

    start: int
    end: int
    mine: list[Edit]
    theirs: list[Edit]

    @property
    def is_contested(self) -> bool:
        return bool(self.mine and self.theirs)


def merge_words(base: str, mine: str, theirs: str, room: int = ROOM) -> Merge:
    """Both changes of `base`. Changes of different words stand side by side, changes of the same words are a clash.

    Different insertions at one place are a clash too. The same change made by both is made once. Words that both took
    from one place and either put in another were moved: where they went is a clash, or they would stand twice. Where
    the budget `room` leaves no room to look at the words, a paragraph that both changed is a clash as a whole.
    """
    if theirs == base or mine in (base, theirs):
        return Merge((mine if theirs == base else theirs,))
    changes_of_mine = edits(base, mine, Room(room // 2))
    regions = _regions(base, changes_of_mine, edits(base, theirs, Room(room // 2)))
    return Merge(tuple(part for part in _parts(base, _with_moves(base, regions, mine, theirs)) if part))


def parts(base: str, mine: str, theirs: str) -> list[str | tuple[str, str, str]]:
    """The parts of `merge_words` as JSON can say them."""
    merged = merge_words(base, mine, theirs).parts
    return [(part.base, part.mine, part.theirs) if isinstance(part, Clash) else part for part in merged]


def merge_of(parts: list[str | list[str]]) -> Merge:
    """The merge that has these `parts`."""
    return Merge(tuple(part if isinstance(part, str) else Clash(*part) for part in parts))


def _parts(base: str, regions: list[_Region]) -> Iterator[str | Clash]:
    at = 0
    for region in regions:
        yield base[at : region.start]
        yield _settled(base, region)
        at = region.end
    yield base[at:]


def _regions(base: str, mine: list[Edit], theirs: list[Edit]) -> list[_Region]:
    regions: list[_Region] = []
    last: list[Edit] = []  # the edits at the end of the last region
    sides = [(edit, True) for edit in mine] + [(edit, False) for edit in theirs]
    for edit, is_mine in sorted(sides, key=lambda side: (side[0].start, side[0].end)):
        region = regions[-1] if regions else None
        if region is None or not (_meet(region, edit) or any(_glued(base, before, edit) for before in last)):
            region = _Region(edit.start, edit.end, [], [])
            regions.append(region)
            last = []
        if edit.end > region.end:
            region.end, last = edit.end, []
        if edit.end == region.end:
            last.append(edit)
        (region.mine if is_mine else region.theirs).append(edit)
    return regions


def _meet(region: _Region, edit: Edit) -> bool:
    """What begins right after words that both changed belongs to them: the second of two marks, mostly."""
    if edit.start == region.end and region.is_contested:
        return not edit.text[:1].isspace()
    return edit.start < region.end or (edit.start, edit.end) == (region.start, region.end)


def _glued(base: str, edit: Edit, later: Edit) -> bool:
    """Return True if two edits change one word, or one marks what the other takes out: in the version of either of the
    two, no space stands between what it wrote and what the other changed."""
    between = base[edit.end : later.start]
    kept_then_new = base[max(edit.end - 1, 0) : edit.end] + (later.text + base[later.end : later.end + 1])[:1]
    new_then_kept = (base[max(edit.start - 1, 0) : edit.start] + edit.text)[-1:] + base[later.start : later.start + 1]
    if all(any(edge.isspace() for edge in between + edges) for edges in (kept_then_new, new_then_kept)):
        return False
    removed, removed_later = base[edit.start : edit.end], base[later.start : later.end]
    has, has_later = bool(words(edit.text)), bool(words(later.text))
    had, had_later = bool(words(removed)), bool(words(removed_later))
    return (has or had) and (has_later or had_later) or (had and not has) or (had_later and not has_later)


def _with_moves(base: str, regions: list[_Region], mine: str, theirs: str) -> list[_Region]:
    """The regions, with those that words were moved between, and all between them, as one.

    A move shows where both changed something: words that one of them has there are gone or new in another region. Where
    the two differ, a word that a text has `often` does not tell a move: it may be another use of the word.
    """
    if not any(region.is_contested for region in regions) or len(regions) == 1:
        return regions
    often = {word for text in (base, mine, theirs) for word, number in Counter(words(text)).items() if number > 1}
    for _round in range(_ROUNDS):
        moves = _moves(base, regions, often)
        if not moves:
            return regions
        regions = list(_joined(regions, moves))
    return list(_joined(regions, [(0, len(regions) - 1)]))


def _moves(base: str, regions: list[_Region], often: set[str]) -> list[tuple[int, int]]:
    """From which region to which one words were moved: the first and the last one of each such span."""
    changes = [(_change(base, region.mine), _change(base, region.theirs)) for region in regions]
    came: dict[str, list[int]] = defaultdict(list)
    went: dict[str, list[int]] = defaultdict(list)
    for at, sides in enumerate(changes):
        for word, number in (pair for side in sides for pair in side.items()):
            (came if number > 0 else went)[word].append(at)
    spans = []
    for at, region in enumerate(regions):
        mine, theirs = changes[at]
        others = [
            _nearest((went if number > 0 else came)[word], at)
            for side in (mine, theirs)
            for word, number in side.items()
            if region.is_contested and (mine == theirs or word not in often)
        ]
        spans += [(min(at, other), max(at, other)) for other in others if other not in (None, at)]
    return spans


def _nearest(places: list[int], at: int) -> int | None:
    """The place next to `at` in a sorted list, if there is any."""
    found = bisect_left(places, at)
    return min(places[max(found - 1, 0) : found + 1], key=lambda place: abs(place - at), default=None)


def _change(base: str, changes: list[Edit]) -> Counter[str]:
    """How many of each word one side adds, or takes away (below 0)."""
    added = Counter(word for edit in changes for word in words(edit.text))
    added.subtract(word for edit in changes for word in words(base, edit.start, edit.end))
    return Counter({word: number for word, number in added.items() if number})


def _joined(regions: list[_Region], spans: list[tuple[int, int]]) -> Iterator[_Region]:
    """The regions, those of a span as one; spans that overlap are one span."""
    until = dict(sorted(spans))  # of spans that begin together, the longest
    at = 0
    while at < len(regions):
        last = until.get(at, at)
        together = [regions[at]]
        while at < last:
            at += 1
            last = max(last, until.get(at, at))
            together.append(regions[at])
        mine = [edit for region in together for edit in region.mine]
        theirs = [edit for region in together for edit in region.theirs]
        yield _Region(together[0].start, max(region.end for region in together), mine, theirs)
        at += 1


def _settled(base: str, region: _Region) -> str | Clash:
    mine, theirs = _edited(base, region, region.mine), _edited(base, region, region.theirs)
    if not region.theirs or mine == theirs:
        return mine
    if not region.mine:
        return theirs
    return Clash(base[region.start : region.end], mine, theirs)


def _edited(base: str, region: _Region, changes: list[Edit]) -> str:
    """The words of a region as one side has them."""
    parts, at = [], region.start
    for edit in changes:
        parts += [base[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, base[at : region.end]])
