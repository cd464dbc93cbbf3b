"""Two people's changes of one text, put together word by word (a three-way merge, as diff3 does it by line)."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property

from core.word_diff import Edit, edits, tokens


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
    """Neighbouring edits that cannot be told apart: they overlap, or insert at one place."""

    start: int
    end: int
    mine: list[Edit]
    theirs: list[Edit]


def merge_words(base: str, mine: str, theirs: str) -> Merge:
    """Both changes of `base`. Changes of different words stand side by side, changes of the same words are a clash.

    Different insertions at one place are a clash too. The same change made by both is made once. Words that both took
    from one place and either put in another were moved: where they went is a clash, or they would stand twice.
    """
    if theirs == base or mine == base:
        return Merge((mine if theirs == base else theirs,))
    return Merge(tuple(part for part in _parts(tokens(base), tokens(mine), tokens(theirs)) if part))


def _parts(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[str | Clash]:
    at = 0
    often = {word for text in (base, mine, theirs) for word, number in Counter(text).items() if number > 1}
    for region in _with_moves(base, _regions(edits(base, mine), edits(base, theirs)), often):
        yield "".join(base[at : region.start])
        yield _settled(base, region)
        at = region.end
    yield "".join(base[at:])


def _regions(mine: list[Edit], theirs: list[Edit]) -> list[_Region]:
    regions: list[_Region] = []
    sides = [(edit, True) for edit in mine] + [(edit, False) for edit in theirs]
    for edit, is_mine in sorted(sides, key=lambda side: (side[0].start, side[0].end)):
        last = regions[-1] if regions else None
        if last is None or (edit.start >= last.end and (edit.start, edit.end) != (last.start, last.end)):
            last = _Region(edit.start, edit.end, [], [])
            regions.append(last)
        last.end = max(last.end, edit.end)
        (last.mine if is_mine else last.theirs).append(edit)
    return regions


def _with_moves(base: list[str], regions: list[_Region], often: Container[str]) -> list[_Region]:
    """The regions, with those that words were moved between, and all between them, as one.

    A move shows where both changed something: words that one of them has there are gone or new in another region. Where
    the two differ, a word that a text has `often` does not tell a move: it may be another use of the word.
    """
    changes = [(_change(base, region.mine), _change(base, region.theirs)) for region in regions]
    for at, region in enumerate(regions):
        if not (region.mine and region.theirs):
            continue
        mine, theirs = changes[at]
        words = {word for word in {*mine, *theirs} if mine == theirs or word not in often}
        for other, sides in enumerate(changes):
            if any(here[word] * there[word] < 0 for here in (mine, theirs) for there in sides for word in words):
                start, end = sorted((at, other))
                joined = _joined(regions[start : end + 1])
                return _with_moves(base, [*regions[:start], joined, *regions[end + 1 :]], often)
    return regions


def _change(base: list[str], changes: list[Edit]) -> Counter[str]:
    """How many of each word one side adds, or takes away (below 0)."""
    added = Counter(word for edit in changes for word in edit.text.split())
    added.subtract(word for edit in changes for part in base[edit.start : edit.end] for word in part.split())
    return Counter({word: number for word, number in added.items() if number})


def _joined(regions: list[_Region]) -> _Region:
    mine = [edit for region in regions for edit in region.mine]
    theirs = [edit for region in regions for edit in region.theirs]
    return _Region(regions[0].start, regions[-1].end, mine, theirs)


def _settled(base: list[str], region: _Region) -> str | Clash:
    mine, theirs = _edited(base, region, region.mine), _edited(base, region, region.theirs)
    if not region.theirs or mine == theirs:
        return mine
    if not region.mine:
        return theirs
    return Clash("".join(base[region.start : region.end]), mine, theirs)


def _edited(base: list[str], region: _Region, changes: list[Edit]) -> str:
    """The words of a region as one side has them."""
    text, at = "", region.start
    for edit in changes:
        text += "".join(base[at : edit.start]) + edit.text
        at = edit.end
    return text + "".join(base[at : region.end])
