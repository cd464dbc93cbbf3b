"""Members' Markdown (paragraphs, headings, lists, tables, emphasis, links) to safe HTML, by libraries.

What is written is what is shown: line breaks, numbers and every word. `core.structure` reads what Word writes.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import nh3
from django.utils.html import linebreaks, strip_tags
from django.utils.safestring import SafeString, mark_safe
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from core.characters import clean_text, shows_nothing, without_unseen
from core.passages import visible
from core.structure import LABEL, LABEL_END, as_markdown

# Links to online meetings have hundreds of characters; browsers and proxies take about two thousand.
WEB_ADDRESS_LENGTH = 2000

_TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "strong", "a", "blockquote", "br", "hr"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "li": {"value"}, "ul": {"class", "role"}, "th": {"scope"}}
_ATTRIBUTES |= {tag: {"class"} | _ATTRIBUTES.get(tag, set()) for tag in _TABLE}
_SCHEMES = {"http", "https", "mailto", "tel"}
_TARGET = re.compile(r"https?://[^/?#]|mailto:.|tel:[+\d]", re.IGNORECASE)
_PAGE_HEADINGS = 2  # levels that the page has for itself, above those of a member's text
# Characters of nobody's alphabet, which stand for the edges of a passage while Markdown becomes HTML.
_BEGIN, _END = "\ue000", "\ue001"
# Markdown looks at each of these again for every other one in a paragraph: 5,000 of them take a second.
_COSTLY = re.compile(r"[\[\]*_`<>&!\n-]")
_MOST_COSTLY = 2_000
_MOST_BLOCKS = 5_000
_NOWHERE = re.compile(r'<a href=""[^>]*>(.*?)</a>', re.DOTALL)
_TABLE_ELEMENT = re.compile(r"<table .*?</table>", re.DOTALL)
_TAG_OR_TEXT = re.compile(r"<[^>]*>|[^<]+")
_FIRST_WORD_IS_SEEN = re.compile(r"\s*(?:\d+\s+)*[^\W\d_]")
_FIGURE = re.compile(r"[-–−+(]?\s*[£$€]?\s*[-–−]?\d[\d,. ]*\s*(?:%|p|k|m|bn|million|miliwn|billion|biliwn)?\)?\Z")


@dataclass(frozen=True)
class MarkedText:
    """A text and the passages of it, (start, end) in characters, that are marked when it is read."""

    text: str
    passages: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def render_markdown(text: str, passages: Iterable[tuple[int, int]] = ()) -> SafeString:
    """Safe HTML of a member's Markdown. Its headings start at h3, below the page's own.

    The words of `passages` stand in <mark>, unless that would change how the rest is read.
    """
    shown = _safe_html(clean_text(text))
    if passages and clean_text(text) == text:
        with_edges = _safe_html(_with_edges(text, passages))
        if re.sub(f"[{_BEGIN}{_END}]", "", with_edges) == shown:
            shown = _marked(with_edges)
    return mark_safe(shown)  # noqa: S308 - cleaned by nh3; <mark> stands around its text only


@lru_cache(maxsize=1024)
def renders_nothing(text: str) -> bool:
    """Return True if a reader of the rendered text sees no words: it is empty, or only marks and unseen characters."""
    text = clean_text(text)
    if _FIRST_WORD_IS_SEEN.match(text):
        return False
    return shows_nothing(html.unescape(strip_tags(_safe_html(text))))


def clean_html(written: str) -> str:
    """HTML that an editor wrote, without links that do anything but lead somewhere, and without unseen characters."""
    return without_unseen(
        nh3.clean(written, url_schemes=_SCHEMES, link_rel=None, attribute_filter=_only_targets_that_lead_somewhere)
    )


def _only_targets_that_lead_somewhere(_tag: str, name: str, value: str) -> str | None:
    return value if name != "href" or _TARGET.match(value) or re.match(r"#|/(?!/)", value) else None


@lru_cache(maxsize=64)
def _safe_html(text: str) -> str:
    blocks = re.split(r"\n\n+", text)
    if len(blocks) > _MOST_BLOCKS or any(len(_COSTLY.findall(block)) > _MOST_COSTLY for block in blocks):
        return _as_typed(text)
    tokens = _markdown.parse(as_markdown(text))
    rendered = _markdown.renderer.render(tokens, _markdown.options, {})
    cleaned = nh3.clean(rendered, tags=_TAGS | _TABLE, attributes=_ATTRIBUTES, url_schemes=_SCHEMES)
    cleaned = _without_unseen(cleaned)
    cleaned = re.sub(f"{LABEL}(.*?){LABEL_END}", r'<span class="opsw-clause">\1 </span>', cleaned)
    cleaned = _NOWHERE.sub(r"\1", cleaned)
    return _TABLE_ELEMENT.sub(r'<div class="opsw-table" tabindex="0">\g<0></div>', cleaned)


def _without_unseen(cleaned: str) -> str:
    """Entities too can write what is not to be seen; the marks of our own stay until they have been read."""
    pieces = re.split(f"([{_BEGIN}{_END}{LABEL}{LABEL_END}])", cleaned)
    return "".join(piece if at % 2 else without_unseen(piece) for at, piece in enumerate(pieces))


def _as_typed(text: str) -> str:
    """The paragraphs of a text whose Markdown would take too long to read: without it, each line on its own."""
    return without_unseen(linebreaks(text, autoescape=True))


def _with_edges(text: str, passages: Iterable[tuple[int, int]]) -> str:
    seen = visible(text, passages)
    edges = [(start, _BEGIN) for start, _end in seen] + [(end, _END) for _start, end in seen]
    for at, edge in sorted(edges, reverse=True):
        text = text[:at] + edge + text[at:]
    return text


def _marked(shown: str) -> str:
    """Each piece of text between two edges in a <mark> of its own, so that none ever straddles a tag."""
    done, depth = [], 0
    for piece in _TAG_OR_TEXT.findall(shown):
        if piece.startswith("<"):
            done.append(piece)
            continue
        for run in re.split(f"([{_BEGIN}{_END}])", piece):
            if run in (_BEGIN, _END):
                depth += 1 if run == _BEGIN else -1
            elif run:
                done.append(f"<mark>{run}</mark>" if depth and run.strip() else run)
    return "".join(done)


def _as_written(state: StateCore) -> None:
    """Headings below those of the page, numbers as they are written, tables as the pages have them."""
    level = _PAGE_HEADINGS
    for at, token in enumerate(state.tokens):
        if token.type == "heading_open":
            level = min(int(token.tag[1:]) + _PAGE_HEADINGS, level + 1, 6)  # none jumps over a level
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"
        if token.type == "ordered_list_open":
            _number(state.tokens, at)
        elif token.type == "table_open":
            _dress(state.tokens, at)
    for at, token in enumerate(state.tokens):
        if token.type == "bullet_list_open" and _is_labelled(state.tokens, at):
            token.attrSet("class", "opsw-clauses")
            token.attrSet("role", "list")


def _children(tokens: list[Token], at: int, kind: str) -> Iterable[int]:
    """Where the tokens of `kind` right below the one at `at` stand."""
    level = tokens[at].level
    for position in range(at + 1, len(tokens)):
        if tokens[position].level == level and tokens[position].nesting < 0:
            return
        if tokens[position].level == level + 1 and tokens[position].type == kind:
            yield position


def _number(tokens: list[Token], at: int) -> None:
    """Give each item the number it has in the text: by HTML where it writes it so ("3."), else as a label ("3)")."""
    items = list(_children(tokens, at, "list_item_open"))
    numbers = [tokens[item].info for item in items]
    if tokens[at].markup == "." and all(number == str(int(number)) for number in numbers):
        for before, item in zip(items, items[1:], strict=False):
            if int(tokens[item].info) != int(tokens[before].info) + 1:
                tokens[item].attrSet("value", tokens[item].info)
        return
    closing = next(
        position
        for position in range(at + 1, len(tokens))
        if tokens[position].type == "ordered_list_close" and tokens[position].level == tokens[at].level
    )
    for end, kind in ((at, "bullet_list_open"), (closing, "bullet_list_close")):
        tokens[end].type, tokens[end].tag, tokens[end].attrs = kind, "ul", {}
    for item in reversed(items):
        label = f"{LABEL}{tokens[item].info}{tokens[item].markup}{LABEL_END}"
        if tokens[item + 1].type == "paragraph_open":
            tokens[item + 2].content = label + tokens[item + 2].content
        else:
            tokens.insert(item + 1, Token("inline", "", 0, content=label, children=[], level=tokens[item].level + 1))


def _is_labelled(tokens: list[Token], at: int) -> bool:
    first = next((token for token in tokens[at + 1 : at + 4] if token.type == "inline"), None)
    return first is not None and first.content.startswith(LABEL)


def _dress(tokens: list[Token], at: int) -> None:
    """The classes of a table, with columns of figures on the right."""
    end = next(position for position in range(at, len(tokens)) if tokens[position].type == "table_close")
    rows: list[list[int]] = []
    for position in range(at, end):
        if tokens[position].type == "tr_open":
            rows.append([])
        elif tokens[position].type in ("th_open", "td_open"):
            rows[-1].append(position)
    columns = list(zip(*rows, strict=True))
    for column in columns:
        figures = [tokens[cell + 1].content.strip("*_ ") for cell in column[1:]]
        right = any(figures) and all(_FIGURE.match(figure) for figure in figures if figure not in ("", "-", "–"))
        for cell in column:
            kind = "header" if tokens[cell].tag == "th" else "cell"
            numeric = f" govuk-table__{kind}--numeric" if right else ""
            tokens[cell].attrs = {"class": f"govuk-table__{kind}{numeric}"}
            if kind == "header":
                tokens[cell].attrSet("scope", "col")
    if not any(tokens[cell + 1].content for cell in rows[0]):
        heading = [position for position in range(at, end) if tokens[position].type in ("thead_open", "thead_close")]
        del tokens[heading[0] : heading[1] + 1]
        end -= heading[1] + 1 - heading[0]
    for position in range(at, end):
        names = {"table_open": "", "thead_open": "__head", "tbody_open": "__body", "tr_open": "__row"}
        if (name := names.get(tokens[position].type)) is not None:
            tokens[position].attrs = {"class": f"govuk-table{name}"}


class _Addresses(LinkifyIt):
    """Finds full web addresses, those that begin with "www.", and e-mail addresses; "minutes.doc" is none."""

    def __init__(self) -> None:
        super().__init__(options={"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})
        self.tlds(["wales", "cymru", "scot", "london", "info", "online"], keep_old=True)
        for scheme in ("ftp:", "//"):
            self.add(scheme, None)
        self.add("www.", {"validate": self._validate_host, "normalize": self._with_scheme})

    def _validate_host(self, text: str, at: int) -> int:
        """The length of the address after "www.": no more than a browser takes is looked at."""
        return self._validate_double_slash(text[: at + WEB_ADDRESS_LENGTH], at)

    def _with_scheme(self, match: Any) -> None:
        match.url = f"https://{match.raw}"


class _Reader(MarkdownIt):
    """Markdown as it is read here: a link leads to the web, a mailbox or a telephone, else it is shown as written."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "breaks": True, "linkify": True})
        self.enable(["table", "linkify"])
        # What they hide or reshape is shown as it is written.
        self.disable(["image", "code", "fence", "backticks", "html_block", "lheading", "reference"])
        self.linkify = _Addresses()
        self.core.ruler.after("block", "as_written", _as_written)

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return super().normalizeLink(f"https://{url}" if url.lower().startswith("www.") else url)

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return bool(_TARGET.match(url))

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


_markdown = _Reader()
