"""What the product answers, as lines that differ only where a reader or a program would meet something else."""

import csv
import io
import json
import re
import tarfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

from openlog.leaves import Disclosure

Names = dict[str, str]

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BARE_UUID = re.compile(r"(?<![0-9a-f])[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}(?![0-9a-f])")
_FRACTION = re.compile(r"(\d\d:\d\d:\d\d)\.\d+")
_HEX = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_KEY = re.compile(r"\+[0-9a-f]{8}\+[A-Za-z0-9+/]{43,}=*")
_MIXED = r"(?=\S*[A-Z])(?=\S*[a-z])"
# Hashes, signatures and proofs: padded, or in the alphabet for addresses; only what is very long may look like a path.
_BASE64 = re.compile(
    rf"(?<![\w+/=-]){_MIXED}(?:[A-Za-z0-9+/]{{40,}}={{1,2}}|[A-Za-z0-9_-]{{43,}}|[A-Za-z0-9+/]{{200,}})(?![\w+/=-])"
)


class Plain:
    """One answer, with a stable name for what chance made: those of `names`, else by first appearance."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._others: Names = {}

    def lines(self, content: bytes, kind: str) -> list[str]:
        """The lines of an answer of the media type `kind`."""
        form = _FORMS.get(kind) or (_json if kind.endswith("json") else _text)
        return [self.text(line) for line in form(content)]

    def text(self, text: str) -> str:
        text = _UUID.sub(lambda found: self._name(found[0], "uuid"), text)
        text = _BARE_UUID.sub(lambda found: self._name(_dashed(found[0]), "uuid"), text)
        text = _KEY.sub("+<key>", text)
        text = _BASE64.sub("<base64>", _FRACTION.sub(r"\1", text))
        return _HEX.sub("<hash>", text)

    def _name(self, found: str, word: str) -> str:
        return self._names.get(found) or self._others.setdefault(found, f"{word}-{len(self._others) + 1}")


def disclosed(text: str) -> tuple[str, Any] | None:
    """Path and value of an encoded disclosure; None when it is something else."""
    try:
        found = Disclosure.parse(text)
    except ValueError:
        return None
    return found.path, found.value


def pretty(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)


def _dashed(text: str) -> str:
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _json(content: bytes) -> list[str]:
    return pretty(_opened(json.loads(content))).split("\n")


def _opened(value: Any) -> Any:
    """The value with its disclosures and lines readable."""
    if isinstance(value, dict):
        return {key: _opened(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_opened(item) for item in value]
    if isinstance(value, str) and (found := disclosed(value)):
        return f"disclosure of {found[0]} = {json.dumps(found[1], ensure_ascii=False)}"
    if isinstance(value, str) and "\n" in value:
        return value.split("\n")
    return value


def _text(content: bytes) -> list[str]:
    return content.decode().splitlines()


def _csv(content: bytes) -> Iterator[str]:
    """A line for each cell that is not empty, after one with all columns in their order."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    yield ",".join(rows[0])
    for number, row in enumerate(rows[1:], 1):
        yield f"row {number}"
        yield from (f" {name}: {cell!r}" for name, cell in zip(rows[0], row, strict=True) if cell)


def _xml(content: bytes) -> list[str]:
    return content.decode().replace("><", ">\n<").splitlines()


def _tar(content: bytes) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(content)) as file:
        return file.getnames()


def _unread(content: bytes) -> list[str]:
    return []


def _html(content: bytes) -> list[str]:
    page = _Page()
    page.feed(content.decode())
    page.close()
    return page.lines()


class _Page(HTMLParser):
    """The elements of a page, one a line with what links and names; a text stands below its element."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
    # An element that only arranges or styles is not there for a reader.
    SEE_THROUGH = frozenset(("div", "span"))
    IN_TEXT = frozenset(("span", "wbr"))
    LEFT_OUT = frozenset(("class", "style", "nonce", "xmlns", "viewbox", "d", "width", "height", "integrity"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._words = ""
        self._script = ""

    def lines(self) -> list[str]:
        self._flush()
        return self._lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = [pair for pair in attrs if pair[0] not in self.LEFT_OUT and not (tag == "svg" or self._inside("svg"))]
        if ("name", "csrfmiddlewaretoken") in kept:
            return
        shown = bool(kept) or tag not in self.SEE_THROUGH
        if self._inside("svg"):
            shown = tag == "title"
        if shown or tag not in self.IN_TEXT:
            self._flush()
        if shown:
            said = "".join(f" {name}" if value is None else f" {name}={value!r}" for name, value in kept)
            self._lines.append(f"{self._indent()}<{tag}{said}>")
        if tag == "script":
            self._script = dict(attrs).get("type") or "script"
        if tag not in self.VOID:
            self._open.append((tag, shown))

    def handle_endtag(self, tag: str) -> None:
        if not self._inside(tag):
            return
        while self._open:
            closed, shown = self._open[-1]
            if shown or closed not in self.IN_TEXT:
                self._flush()
            self._open.pop()
            if closed == tag:
                break
        self._script = "" if tag == "script" else self._script

    def handle_data(self, data: str) -> None:
        if self._script.endswith("json"):
            indent = self._indent()
            self._lines += [indent + line for line in pretty(_opened(json.loads(data))).split("\n")]
        elif self._inside("pre") or self._inside("textarea"):
            self._flush()
            self._lines += [f"{self._indent()}| {line}" for line in data.splitlines()]
        elif not self._script and not self._inside("style"):
            self._words += data

    def _inside(self, tag: str) -> bool:
        return any(name == tag for name, _ in self._open)

    def _indent(self) -> str:
        return " " * sum(shown for _, shown in self._open)

    def _flush(self) -> None:
        words, self._words = " ".join(self._words.split()), ""
        if words:
            self._lines.append(f"{self._indent()}{words}")


_FORMS: dict[str, Callable[[bytes], list[str] | Iterator[str]]] = {
    "text/html": _html,
    "text/csv": _csv,
    "application/xml": _xml,
    "application/x-tar": _tar,
    "application/octet-stream": _unread,
    "text/x-python": _unread,
}
