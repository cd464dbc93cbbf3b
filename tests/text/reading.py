"""What a reader of HTML sees: items with their numbers, nesting, lines, links and cells, in reading order."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Seen:
    """`lines` are (depth, number or mark, words); `links` are (words, target); `rows` are the cells of tables."""

    lines: list[tuple[int, str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join(" ".join(part for part in (mark, words) if part) for _depth, mark, words in self.lines)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()
        self._lists: list[list] = []  # [is numbered, next number]
        self._mark = ""
        self._text = ""
        self._depth = 0
        self._link: tuple[str, int] | None = None
        self._in_label = False

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag in ("ul", "ol", "p", "li", "h3", "h4", "table", "td", "th", "blockquote"):
            self.end_line()
        if tag in ("ul", "ol"):
            self.end_item()
            self._lists.append([tag == "ol", int(given.get("start", 1)), given.get("class")])
        elif tag == "li":
            numbered = self._lists[-1]
            if numbered[0]:
                numbered[1] = int(given.get("value", numbered[1]))
                self._mark = f"{numbered[1]}."
                numbered[1] += 1
            else:
                self._mark = "" if numbered[2] else "•"
        elif tag == "br":
            self.end_line()
        elif tag == "a":
            self._link = (given["href"], len(self._text)) if "href" in given else None
        elif tag == "span" and given.get("class") == "opsw-clause":
            self._in_label = True
        elif tag == "tr":
            self.seen.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            self.seen.links.append((self._text[self._link[1] :].strip(), self._link[0]))
        elif tag == "span":
            self._in_label = False
        elif tag in ("td", "th"):
            self.seen.rows[-1].append(" ".join(self._text.split()))
            self._text = ""
        elif tag in ("ul", "ol", "p", "li", "h3", "h4"):
            self.end_line()
            if tag == "li":
                self.end_item()
            if tag in ("ul", "ol"):
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        if self._in_label:
            self._mark = data.strip()
        else:
            self._text += data

    def end_item(self) -> None:
        """An item without words shows its number or bullet all the same."""
        if self._mark:
            self.seen.lines.append((len(self._lists), self._mark, ""))
            self._mark = ""

    def end_line(self) -> None:
        words = " ".join(self._text.split())
        if words:
            self.seen.lines.append((len(self._lists), self._mark, words))
            self._mark = ""
        self._text = ""


def read(html: str) -> Seen:
    reader = _Reader()
    reader.feed(re.sub(r"\n", " ", html))
    reader.close()
    reader.end_line()
    return reader.seen
