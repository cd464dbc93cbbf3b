"""Members' Markdown (paragraphs, headings, lists, emphasis, links) to safe HTML, by libraries."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": False}).disable(["image", "code", "fence", "html_block"])
_TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "strong", "a", "blockquote", "br", "hr"}
_HEADING_SHIFT = {f"h{n}": f"h{min(n + 2, 6)}" for n in range(1, 7)}


def render_markdown(text: str) -> SafeString:
    """Safe HTML of a member's Markdown. Its headings start at h3, below the page's own."""
    tokens = _markdown.parse(text)
    for token in tokens:
        token.tag = _HEADING_SHIFT.get(token.tag, token.tag)
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return mark_safe(  # noqa: S308 - cleaned by nh3
        nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})
    )
