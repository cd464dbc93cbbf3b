"""Plain text as Word and people write it, as Markdown: bullets, numbered clauses, and rows of a table.

What is written is what is shown. A mark that HTML has no numbering for, such as "(iv)" or "4.1", stays in the text,
between LABEL and LABEL_END, for the renderer to put in front of its item.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LABEL, LABEL_END = "\ue010", "\ue011"
# The edges of a passage that is to be marked may stand anywhere (core.text).
_EDGE = "[\ue000\ue001]*"

_ROMAN = re.compile(r"(?=[ivxlc])(?:c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\Z", re.IGNORECASE)
_WORTH = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_MARK = re.compile(
    rf"(?P<indent>[ \t]*)(?P<before>{_EDGE})"
    r"(?:(?P<bullet>[•·▪◦‣●○■□➢✓][ \t]*|[o§][ ]*\t|[–—-][ ]*\t|[–—][ ]+(?![\d£$€%.,]))"
    r"|(?P<native>(?:[-*]|\d{1,9}[.)])(?=[ \t]))"
    r"|(?P<label>\((?:\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{2,6})\)|(?:[A-Za-z]|[ivxlcIVXLC]{2,6})\)(?=[ \t])"
    r"|(?:[A-Za-z]|[ivxlcIVXLC]{2,6})\.(?=[ ]*\t)|\d{1,3}(?:\.\d{1,3}){1,4}\.?(?=[ \t])))"
    rf"(?P<after>{_EDGE})[ \t]*(?P<words>\S.*)\Z"
)
_NEAR = 30  # lines
_LEVELS = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\Z")
_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_PIPE = re.compile(r"(?<!\\)\|")
# Markdown would hide these: a product of numbers, a bullet nobody means, "more than".
_PRODUCT = re.compile(r"(?<=\d)\*(?=\d)")
_SIGN = re.compile(rf"(?m)^([ \t]*{_EDGE})(?=\+[ \t]|>[ \t]*[\d£])")


@dataclass
class _Item:
    """A line that begins with a mark."""

    indent: int
    style: str
    mark: str
    words: str
    native: bool


@dataclass
class _List:
    """A list that is open: the style and indent of its items, and where its words begin in Markdown."""

    style: str
    indent: int
    mark: str
    bullet: str
    offset: int


def as_markdown(text: str) -> str:
    """The text in Markdown, with the marks of its lists and the rows of its tables as Markdown writes them."""
    lines = _with_tables(text.split("\n"))
    text = "\n".join(_with_lists(lines))
    return _SIGN.sub(r"\1\\", _PRODUCT.sub(r"\\*", text))


def _with_tables(lines: list[str]) -> list[str]:
    """Rows parted by tabs as the table of Markdown, and a table of Markdown as wide as its widest row."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        rows = _tabbed_rows(lines, at)
        if len(rows) > 1:
            heading = [[""]] if rows[0][0].endswith(":") else []  # "Date:" is the name of its row
            found += ["", *_table([*heading, *([_PIPE.sub(r"\\|", cell) for cell in row] for row in rows)]), ""]
            at += len(rows)
        elif rows_of_pipes := _piped_rows(lines, at):
            found += ["", *_table(rows_of_pipes, lines[at + 1]), ""]
            at += len(rows_of_pipes) + 1
        else:
            found.append(lines[at])
            at += 1
    return found


def _tabbed_rows(lines: list[str], at: int) -> list[list[str]]:
    rows = []
    for line in lines[at:]:
        cells = line.rstrip("\t ").split("\t")
        item = _MARK.match(line)
        if len(cells) < 2 or not any(cell.strip() for cell in cells[1:]):
            break
        if (not cells[0].strip() and len(cells) < 3) or (item and "\t" not in item["words"]):
            break
        rows.append([cell.strip() for cell in line.split("\t")])
    return rows


def _piped_rows(lines: list[str], at: int) -> list[list[str]]:
    """The heading and the rows of a table that Markdown's own rule would see here."""
    if at + 1 >= len(lines) or "|" not in lines[at] or not _DELIMITERS.match(lines[at + 1]):
        return []
    heading = _cells(lines[at])
    if len(heading) != len(_cells(lines[at + 1])):
        return []
    rows = [heading]
    for line in lines[at + 2 :]:
        if not _PIPE.search(line):
            break
        rows.append(_cells(line))
    return rows


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    cells = _PIPE.split(line)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells]


def _table(rows: list[list[str]], delimiters: str = "") -> Iterator[str]:
    width = max(map(len, rows))
    rules = _cells(delimiters) if delimiters else []
    for number, row in enumerate(rows):
        yield "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
        if number == 0:
            yield "| " + " | ".join([*rules, *["---"] * (width - len(rules))]) + " |"


def _with_lists(lines: list[str]) -> Iterator[str]:
    last: dict[str, str] = {}
    items = [_item(line, lines, at, last) for at, line in enumerate(lines)]
    if all(item is None or item.native for item in items):
        yield from lines
        return
    open_lists: list[_List] = []
    bullet, before = "*", ""
    for at, (line, item) in enumerate(zip(lines, items, strict=True)):
        if item is None:
            if line.strip() and at and not lines[at - 1].strip() and not line.startswith((" ", "\t")):
                open_lists = []
            yield line
        else:
            if _begins_a_list(open_lists, item, before):
                bullet = "-" if bullet == "*" else "*"
                open_lists.append(_List(item.style, item.indent, item.mark, bullet, 0))
            here = open_lists[-1]
            start = " " * (open_lists[-2].offset if len(open_lists) > 1 else 0)
            mark = item.mark if item.native else here.bullet
            here.mark, here.offset = item.mark, len(start) + len(mark) + 1
            yield f"{start}{mark} {item.words}"
        before = line if line.strip() else before


def _begins_a_list(open_lists: list[_List], item: _Item, before: str) -> bool:
    """Close the lists that `item` does not belong to; return False when the one left open last is its own."""
    numbers = [one.mark.rstrip(".") for one in open_lists if one.style.startswith("number")]
    if numbers and item.style.startswith("number") and not any(_goes_on(number, item.mark) for number in numbers):
        open_lists.clear()
    same = [at for at, one in enumerate(open_lists) if one.style == item.style]
    near = [at for at in same if abs(open_lists[at].indent - item.indent) < 2]
    if near or (same and item.indent <= open_lists[same[-1]].indent):
        del open_lists[(near or same)[-1] + 1 :]
        return False
    if same:  # the same mark, further in
        del open_lists[same[-1] + 1 :]
    elif not before.rstrip().endswith(":"):
        while open_lists and _rank(open_lists[-1].style) >= _rank(item.style) and open_lists[-1].indent >= item.indent:
            open_lists.pop()
    return True


def _goes_on(number: str, mark: str) -> bool:
    """Whether `mark` stands in the list of `number` or below it: 4.2 and 4.1.1 after 4.1, but 4.1 not after 3."""
    return mark.startswith(f"{number}.") or number.count(".") >= mark.rstrip(".").count(".")


def _item(line: str, lines: list[str], at: int, last: dict[str, str]) -> _Item | None:
    """The item that a line is; `last` has the last letter or number in each frame, such as "(x)"."""
    match = _MARK.match(line)
    if match is None:
        return None
    edges = match["before"], match["after"]
    indent = len(match["indent"].expandtabs(4))
    if match["bullet"]:
        style = f"bullet {match['bullet'][0]}"
        return _Item(indent, style, "", "".join(edges) + match["words"], False)
    mark = match["native"] or match["label"]
    if _LEVELS.match(mark) and "\t" not in line and not _beside(lines, at):
        return None
    words = match["words"] if match["native"] else f"{LABEL}{edges[0]}{mark}{edges[1]}{LABEL_END}{match['words']}"
    return _Item(indent, _style(mark, last, lines[at + 1 : at + 1 + _NEAR]), mark, words, bool(match["native"]))


def _beside(lines: list[str], at: int) -> bool:
    """Whether another item near this one is numbered in the same way: "4.1 Received." beside "4.2 Agreed."."""
    near = [*lines[max(0, at - _NEAR) : at], *lines[at + 1 : at + 1 + _NEAR]]
    matches = (_MARK.match(line) for line in near)
    return any(match and match["label"] and _LEVELS.match(match["label"]) for match in matches)


def _rank(style: str) -> int:
    """How deep in a document a mark of this style stands: 1, 1.1, (1), (a), (i), •, o."""
    kind, _space, rest = style.partition(" ")
    if kind == "bullet":
        return 40 if rest in "-*•·●" else 41 if rest in "o◦○" else 42
    return {"number": 0, "digit": 10, "letter": 20, "roman": 30}[kind] + (int(rest) if kind == "number" else 0)


def _style(mark: str, last: dict[str, str], below: list[str]) -> str:
    """What the marks of one list have in common; `below` are the lines that follow."""
    if mark in ("-", "*"):
        return f"bullet {mark}"
    bare = mark.strip("().")
    if _LEVELS.match(mark) or re.fullmatch(r"\d+\.", mark):
        return f"number {bare.count('.')}"
    frame = mark.replace(bare, "x")
    if bare.isdigit():
        return f"digit {frame}"
    style = f"{frame}{'A' if bare.isupper() else 'a'}"
    before, last[style] = last.get(style, ""), bare
    if _is_roman(bare, before) and not _is_next_letter(bare, last.get(f"letter {style}", ""), frame, below):
        return f"roman {style}"
    last[f"letter {style}"] = bare
    return f"letter {style}"


def _is_roman(bare: str, before: str) -> bool:
    """Whether a letter may be a number: "i" may, "v" when "iv" is before it."""
    if not _ROMAN.match(bare):
        return False
    if len(bare) > 1 or (before and _ROMAN.match(before) and _roman(before) == _roman(bare) - 1):
        return True
    return bare.lower() == "i"


def _is_next_letter(bare: str, letter: str, frame: str, below: list[str]) -> bool:
    """Whether "i" goes on a list of letters rather than begin one of numbers: "h" was its last letter or "j" is next.

    What follows decides: behind a number stands the next one.
    """
    after = _next_of(frame, below)
    if len(bare) > 1 or (_ROMAN.match(after) and _roman(after) == _roman(bare) + 1):
        return False
    return ord(bare) - 1 in map(ord, letter) or (bare.lower() == "i" and after.lower() in ("i", "j"))


def _next_of(frame: str, below: list[str]) -> str:
    """The next letter or number in a frame such as "(x)"; "" when there is none."""
    marks = (match["label"] for match in map(_MARK.match, below) if match and match["label"])
    framed = ((mark, mark.strip("().")) for mark in marks)
    return next((bare for mark, bare in framed if mark.replace(bare, "x") == frame), "")


def _roman(bare: str) -> int:
    worth = [_WORTH[letter] for letter in bare.lower()]
    return sum(-one if one < following else one for one, following in zip(worth, [*worth[1:], 0], strict=True))
