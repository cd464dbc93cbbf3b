"""Tags and filters of the components in templates/components/. What each component takes stands at its top."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from html import unescape
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape, format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core import dates, sent_pages
from core.bilingual import BilingualText, LocalisedText, OwnText, Standin, current_language
from core.comparison import compare
from core.form_controls import FieldView, error_links, field_view
from core.forms import ONE_LANGUAGE
from core.language_guess import guess, mark_foreign
from core.statuses import tone_of
from core.text import MarkedText, clean_html, render_markdown
from core.word_diff import Change, Passage

register = template.Library()
_HEADING = re.compile(r"<(/?)h([1-6])\b")
_BLOCK_END = re.compile(r"</(?:p|li|td|th|tr|div|blockquote|h[1-6])>|<br>")


@register.simple_tag
def shelf_of(person: Any) -> dict[str, str]:
    """Where this person's browser keeps what was typed and not saved yet."""
    return sent_pages.shelf_of(person)


@register.filter
def cldr_date(value: date | None) -> str:
    """ "1 April 2026" in the language of this request; nothing for no date."""
    return dates.long_date(value) if value else ""


@register.filter
def cldr_full_date(value: date | None) -> str:
    """ "Wednesday, 1 April 2026" in the language of this request; nothing for no date."""
    return dates.full_date(value) if value else ""


@register.filter
def cldr_date_time(value: datetime | None) -> str:
    """ "1 April 2026, 14:05", Wales time, in the language of this request; nothing for no time."""
    return dates.date_time(value) if value else ""


@register.filter
def localised(value: Any) -> SafeString:
    """Any value as a reader sees it, escaped: a text in the other language is marked with `lang`, a date is by CLDR."""
    if isinstance(value, Standin):
        return format_html('<span class="opsw-standin">{}{}</span>', value.local, _how_to_ask(value))
    if isinstance(value, OwnText) and value.standing:
        return format_html('{} <span class="opsw-note">{}</span>', localised(value.local), value.standing)
    if isinstance(value, BilingualText):
        value = value.local
    if isinstance(value, LocalisedText):
        lang = guess(value.text) or value.lang
        if lang != value.lang or value.is_fallback:
            return format_html('<span lang="{}">{}</span>', lang, value.text)
    if isinstance(value, datetime):
        return SafeString(dates.date_time(value))
    if isinstance(value, date):
        return SafeString(dates.long_date(value))
    return conditional_escape("" if value is None else value)


def _how_to_ask(standin: Standin) -> str:
    if not standin.ask:
        return ""
    words = _("How to ask for what you cannot read here, and how to appeal")
    return format_html(' <a class="govuk-link" href="{}">{}</a>', standin.ask, words)


@register.filter
def markdown(value: str | MarkedText | LocalisedText | BilingualText | None) -> SafeString:
    """A member's Markdown as safe HTML, in a block marked with `lang` when it is in the other language."""
    if isinstance(value, Standin):
        return format_html("<p>{}</p>", localised(value))
    if isinstance(value, OwnText) and value.standing:
        return format_html('{}<p class="opsw-note">{}</p>', markdown(value.local), value.standing)
    if isinstance(value, BilingualText):
        value = value.local
    passages = value.passages if isinstance(value, MarkedText) else ()
    html = render_markdown(str(value or ""), passages)
    if not isinstance(value, LocalisedText):
        return html
    html = SafeString(mark_foreign(html, value.lang))
    return format_html('<div lang="{}">{}</div>', value.lang, html) if value.is_fallback else html


@register.filter
def foreign_marked(html: Any) -> SafeString:
    """HTML of this request's language with `lang` on the paragraphs that read as the other one."""
    return SafeString(mark_foreign(str(html), current_language()))  # rich text of Wagtail is no text yet


@register.filter
def headings_in_order(html: str) -> SafeString:
    """The same HTML of a page's body, without a heading that jumps over a level below the one before it."""
    level = 1  # the page's own

    def in_order(found: re.Match[str]) -> str:
        nonlocal level
        if found[1] == "":
            level = min(int(found[2]), level + 1)
        return f"<{found[1]}h{level}"

    return SafeString(_HEADING.sub(in_order, html))


@register.filter
def rich_text(value: str) -> SafeString:
    """HTML that an editor wrote in Wagtail, safe to show."""
    return SafeString(clean_html(value))


@register.filter
def is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


@register.filter
def as_cell(value: Any) -> dict[str, Any]:
    """A table cell as its component reads it: a bare value is its text."""
    return value if isinstance(value, dict) else {"text": value}


@register.filter
def status_tone(status: str) -> str:
    """The tone (a class of opsw.css) in which a status is drawn."""
    return tone_of(status)


@register.filter
def errors_of(forms: BaseForm | Iterable[BaseForm]) -> list[dict[str, str]]:
    """Everything wrong with a form, or with several, each with the address of its field on the page."""
    return error_links(forms)


@register.filter
def compared_with(new: Any, old: Any) -> SafeString:
    """The words of `new` against those of `old`; a reader who cannot see the colours hears where each change ends.

    A text in another language than the page's is marked with it, and replaces one in the page's as a whole.
    """
    around = {
        Change.ADDED: ("ins", _("Start of added words:"), _("End of added words.")),
        Change.REMOVED: ("del", _("Start of removed words:"), _("End of removed words.")),
    }
    said = {
        change: (
            f'<{tag}><span class="govuk-visually-hidden">{escape(start)} </span>',
            f'<span class="govuk-visually-hidden"> {escape(end)} </span></{tag}>',
        )
        for change, (tag, start, end) in around.items()
    }
    parts: list[str] = []
    for passage in _passages(old, new):
        before, after = said.get(passage.change, ("", ""))
        lang = _fallback(old if passage.change is Change.REMOVED else new)
        text = linebreaksbr(passage.text, autoescape=True)
        parts += [before, format_html('<span lang="{}">{}</span>', lang, text) if lang else text, after]
    return SafeString("".join(parts))


def _passages(old: Any, new: Any) -> list[Passage]:
    """What turns `old` into `new`: by words within one language."""
    before, after = str(old or ""), str(new or "")
    if before and after and _fallback(old) != _fallback(new):
        return [Passage(Change.REMOVED, before), Passage(Change.ADDED, after)]
    return compare(before, after)


def _fallback(text: Any) -> str:
    """The language of a text that is shown because there is none in the reader's; "" for any other."""
    return text.lang if isinstance(text, LocalisedText) and text.is_fallback else ""


@register.filter
def page_range(page: Any) -> Iterable[int | str]:
    """The page numbers to offer, with gaps where there are many."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, **options: Any) -> dict[str, FieldView]:
    """One form field with its label, hint, error and control. Options: see `core.form_controls.field_view`."""
    return {"field": field_view(bound, **options)}


@register.inclusion_tag("components/field_pair.html")
def field_pair(form: BaseForm, name: str, **options: Any) -> dict[str, Any]:
    """The fields `<name>_cy` and `<name>_en` side by side, Welsh first, each marked with its language."""
    welsh = form[f"{name}_cy"]
    translated = getattr(welsh.field, ONE_LANGUAGE, None)
    note_id = "" if translated is None else f"{welsh.auto_id}_note"
    views = {lang: field_view(form[f"{name}_{lang}"], lang=lang, note_id=note_id, **options) for lang in ("cy", "en")}
    return {**views, "note_id": note_id, "translated": translated}


@register.inclusion_tag("components/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, list[FieldView]]:
    """Every field of a form, in its order."""
    return {"fields": [field_view(bound) for bound in form]}


@register.simple_block_tag
def one_line(content: str, longest: int = 0) -> str:
    """The words of some HTML on one line, for where no tag can stand: the head of a page."""
    words = " ".join(unescape(strip_tags(_BLOCK_END.sub(r"\g<0> ", content))).split())
    return Truncator(words).chars(longest) if longest else words


@register.simple_block_tag
def inset(content: str) -> str:
    return render_to_string("components/inset.html", {"text": content})


@register.simple_block_tag
def warning(content: str) -> str:
    return render_to_string("components/warning.html", {"text": content})


@register.simple_block_tag
def details(content: str, summary: Any) -> str:
    return render_to_string("components/details.html", {"text": content, "summary": summary})


def with_texts(words: str, **texts: BilingualText) -> SafeString:
    """Words with texts filled in, each marked with its language when it is not the reader's."""
    return SafeString(escape(words) % {name: localised(text) for name, text in texts.items()})
