"""The kept answers: written by `WRITE_GOLDENS=1`, compared otherwise, with a difference that a person can read."""

import difflib
import lzma
import os
from itertools import islice
from pathlib import Path

import pytest

FILES = Path(__file__).parent / "files"
WRITE = os.environ.get("WRITE_GOLDENS") == "1"
LINES = 60  # of the difference of one page
PAGES = 12  # whose differences are shown; the others are named

_HEAD = "\f "  # before the address of a page


def same(name: str, text: str, *, in_order: bool = True) -> None:
    """Fail, with what differs, unless the file `name` holds the text; or, not in order, its lines in any order."""
    kept = _read(name)
    if WRITE and in_order:
        if kept != text:
            _write(name, text)
        return
    if not in_order:
        kept, text = ("\n".join(sorted(each.splitlines())) for each in (kept, text))
    _compare(name, {name: kept} if kept else {}, {name: text})


def same_pages(name: str, pages: dict[str, str]) -> None:
    """Fail, with what differs page by page, unless the file `name` holds exactly these pages."""
    kept = _split(_read(name))
    if not WRITE:
        _compare(name, kept, pages)
    elif kept != pages:
        _write(name, "".join(f"{_HEAD}{address}\n{text}" for address, text in pages.items()))


def _compare(name: str, kept: dict[str, str], pages: dict[str, str]) -> None:
    differing = [address for address in {**kept, **pages} if kept.get(address) != pages.get(address)]
    if differing:
        told = [f"{len(differing)} differ from {name}; WRITE_GOLDENS=1 keeps what is there now", ""]
        told += [f"  {_change(address, kept, pages)} {address}" for address in differing]
        shown = [address for address in differing if address in kept and address in pages] or differing
        for address in shown[:PAGES]:
            told += ["", *_difference(address, kept.get(address, ""), pages.get(address, ""))]
        pytest.fail("\n".join(told), pytrace=False)


def not_more(name: str, counts: dict[str, int]) -> None:
    """Fail where a count is higher than in the file `name`; what is in one of them only is not compared."""
    lines = (line.rsplit(" ", 1) for line in _read(name).splitlines())
    kept = {what: int(count) for what, count in lines}
    if WRITE:
        if kept != counts:
            _write(name, "".join(f"{what} {count}\n" for what, count in sorted(counts.items())))
        return
    more = [f"{what}: {counts[what]}, not {kept[what]}" for what in counts if counts[what] > kept.get(what, 10**9)]
    if more:
        pytest.fail(f"More queries than in {name}:\n" + "\n".join(more), pytrace=False)


def _change(address: str, kept: dict[str, str], pages: dict[str, str]) -> str:
    return "new:    " if address not in kept else "gone:   " if address not in pages else "changed:"


def _difference(address: str, before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"kept {address}", f"now {address}", n=2, lineterm=""
    )
    shown = list(islice(lines, LINES + 1))
    return shown if len(shown) <= LINES else [*shown[:LINES], "…"]


def _split(text: str) -> dict[str, str]:
    if not text:
        return {}
    parts = (part.partition("\n") for part in text.removeprefix(_HEAD).split("\n" + _HEAD))
    return {address: body if body.endswith("\n") else body + "\n" for address, _, body in parts}


def _read(name: str) -> str:
    path = FILES / name
    if not path.exists():
        return ""
    content = path.read_bytes()
    return (lzma.decompress(content) if path.suffix == ".xz" else content).decode()


def _write(name: str, text: str) -> None:
    path = FILES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = text.encode()
    path.write_bytes(lzma.compress(content) if path.suffix == ".xz" else content)
