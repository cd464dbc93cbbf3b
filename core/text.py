"""Members' Markdown (paragraphs, headings, lists, emphasis, links) to safe HTML, by libraries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from core.passages import visible

# Links to online meetings have hundreds of characters; browsers and proxies take about two thousand.
WEB_ADDRESS_LENGTH = 2000

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": False}).disable(["image", "code", "fence", "html_block"])
_TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "strong", "a", "blockquote", "br", "hr"}
_HEADING_SHIFT = {f"h{n}": f"h{min(n + 2, 6)}" for n in range(1, 7)}
# Characters of nobody's alphabet, which stand for the edges of a passage while Markdown becomes HTML.
_BEGIN, _END = "\ue000", "\ue001"
# Markdown looks at each of these again for every other one in a paragraph: 5,000 of them take a second.
_COSTLY = re.compile(r"[\[\]*_`<>&!\n-]")
_MOST_COSTLY = 2_000
_MOST_BLOCKS = 5_000
_TAG_OR_TEXT = re.compile(r"<[^>]*>|[^<]+")


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
    html = _safe_html(text)
    with_edges = (
        _safe_html(_with_edges(text, passages)) if passages and not re.search(f"[{_BEGIN}{_END}]", text) else ""
    )
    if with_edges and re.sub(f"[{_BEGIN}{_END}]", "", with_edges) == html:
        html = _marked(with_edges)
    return mark_safe(html)  # noqa: S308 - cleaned by nh3; <mark> stands around its text only


@lru_cache(maxsize=64)
def _safe_html(text: str) -> str:
    blocks = re.split(r"\n\n+", text)
    if len(blocks) > _MOST_BLOCKS or any(len(_COSTLY.findall(block)) > _MOST_COSTLY for block in blocks):
        return _as_typed(text)
    tokens = _markdown.parse(text)
    for token in tokens:
        token.tag = _HEADING_SHIFT.get(token.tag, token.tag)
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})


def _as_typed(text: str) -> str:
    """The paragraphs of a text whose Markdown would take too long to read: without it, each line on its own."""
    return linebreaks(text, autoescape=True)


def _with_edges(text: str, passages: Iterable[tuple[int, int]]) -> str:
    seen = visible(text, passages)
    edges = [(start, _BEGIN) for start, _end in seen] + [(end, _END) for _start, end in seen]
    for at, edge in sorted(edges, reverse=True):
        text = text[:at] + edge + text[at:]
    return text


def _marked(html: str) -> str:
    """Each piece of text between two edges in a <mark> of its own, so that none ever straddles a tag."""
    done, depth = [], 0
    for piece in _TAG_OR_TEXT.findall(html):
        if piece.startswith("<"):
            done.append(piece)
            continue
        for run in re.split(f"([{_BEGIN}{_END}])", piece):
            if run in (_BEGIN, _END):
                depth += 1 if run == _BEGIN else -1
            elif run:
                done.append(f"<mark>{run}</mark>" if depth and run.strip() else run)
    return "".join(done)
