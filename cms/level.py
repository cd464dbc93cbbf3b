"""Which language of an editorial page has not followed the other one: the texts of both, laid side by side.

The rule is that of every record (core/level.py). A page is one text, from its title to the last block of its body.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from core.bilingual import BilingualText
from core.language_guess import Foreign, foreign_paragraphs
from core.level import Lag, Saved, digest, lags, level_text, paragraphs
from people.models import LanguageCheck

if TYPE_CHECKING:
    from cms.models import BilingualPage

NAME = "page"
_END_OF_PARAGRAPH = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]*>")


def page_lags(page: "BilingualPage") -> list[Lag]:
    """What has not followed in the newest texts of a page and its twin, unless somebody has checked them."""
    saves = _saves(page)
    if not saves or _checked(page, saves[-1].text):
        return []
    base = level_text(saves, lambda said: _checked(page, said))
    return lags(base, saves[-1].text) if base else []


def page_foreign(page: "BilingualPage") -> list[Foreign]:
    """The paragraphs of a page and its twin that read as the other language."""
    now = newest_texts(page)
    return [] if now.missing or _checked(page, now) else foreign_paragraphs(now)


def newest_texts(page: "BilingualPage") -> BilingualText:
    """The newest text of a page and of its twin."""
    saves = _saves(page)
    return saves[-1].text if saves else BilingualText(en="", cy="")


def check_of(page: "BilingualPage") -> LanguageCheck | None:
    """Who has confirmed that the newest texts say the same."""
    return _checks(page).filter(digest=digest(newest_texts(page))).select_related("checked_by").first()


def in_words(found: list[Lag]) -> list[str]:
    """A sentence for each language that has not followed, with what to do."""
    said = {
        "cy": _("The Welsh page has not followed the English. Paragraphs to look at: %(count)d"),
        "en": _("The English page has not followed the Welsh. Paragraphs to look at: %(count)d"),
    }
    return [said[lag.behind] % {"count": len(lag.passages)} for lag in found]


def _saves(page: "BilingualPage") -> list[Saved]:
    """The texts of both pages after each of their revisions, oldest first."""
    pair = [page, page.twin] if page.twin else []
    rows = [
        (revision.created_at, one.language, revision.user_id, text_of(revision.content))
        for one in pair
        for revision in one.revisions.order_by("created_at", "pk")
    ]
    now = {"en": "", "cy": ""}
    saves = []
    for at, language, by, text in sorted(rows, key=lambda row: row[0]):
        now = {**now, language: text}
        saves.append(Saved(_written(BilingualText(**now)), by, at))
    return saves


def _written(text: BilingualText) -> BilingualText:
    """A copy that waits for its translation is no text in the other language."""
    same = set(paragraphs(text.en)) & set(paragraphs(text.cy))
    return BilingualText(en=text.en, cy="") if len(same) > len(paragraphs(text.cy)) / 2 else text


def _checks(page: "BilingualPage") -> Any:
    return LanguageCheck.objects.filter(row=page.translation_key, name=NAME)


def _checked(page: "BilingualPage", text: BilingualText) -> bool:
    return _checks(page).filter(digest=digest(text)).exists()


def text_of(content: dict[str, Any]) -> str:
    """What a reader reads of a revision, a paragraph to each block of text."""
    parts = [content.get("title", ""), content.get("intro", ""), content.get("search_description", "")]
    return "\n\n".join(part for part in [*parts, *_body(content.get("body"))] if part and part.strip())


def _body(raw: Any) -> Iterator[str]:
    for block in json.loads(raw) if isinstance(raw, str) and raw else raw or []:
        value = block.get("value")
        if block.get("type") == "text":
            yield unescape(_TAG.sub("", _END_OF_PARAGRAPH.sub("\n\n", value or "")))
        elif block.get("type") == "quote":
            yield value.get("source", "")  # what somebody said stays in the language they said it in
        elif block.get("type") == "image" and isinstance(value, dict):
            yield value.get("alt_text") or ""
