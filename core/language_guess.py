"""Whether a paragraph is in the language that it should be in, guessed by the commonest words of each language.

A guess warns and never forbids. Names, quotations, figures and short lines are left alone.
"""

import re
from dataclasses import dataclass
from html import unescape

from core.bilingual import LANGUAGES, BilingualText, other_language
from core.level import paragraphs

_ENGLISH = """
the of and to is that for with are be this was by it as from have has not we they which will who their were been would
should but an these there our your can must may when what all more than its do does did had in on or if so no how why
where them he she his her you us new people every each after before about because
"""
_WELSH = """
y yr yn ac ar mae bod gan wedi na nid oedd sydd sy fod eu ei hyn hwn hon bydd gyda wrth dros drwy neu ond nad pob hefyd
fel heb er ein eich rhwng mewn dan yw hynny cael gall dylai byddai nhw ni chi lle pan beth trwy roedd ydy oes ddim iawn
rydym maent ynghylch oherwydd felly pa sut i'r o'r a'r i'w a'u a'i mae'r yw'r sy'n mae'n
"""
_COMMON = {"en": frozenset(_ENGLISH.split()), "cy": frozenset(_WELSH.split())}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LEFT_ALONE = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|\]\([^)]*\)|https?://\S+|^\s*>.*$", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(
    r"<(?P<tag>p|li|h[2-6]|td)(?P<attributes>(?:\s[^>]*)?)>"
    r"(?P<inner>(?:(?!</?(?:p|li|ul|ol|h[2-6]|td)[\s>]).)*)</(?P=tag)>",
    re.DOTALL,
)
_ENOUGH_WORDS = 6
_ENOUGH_COMMON = 3
_SHARE = 0.12


@dataclass(frozen=True)
class Foreign:
    """A paragraph of the text in `language` that reads as the other language, or is the same in both."""

    language: str
    paragraph: str
    same: bool = False


def guess(text: str, *, quotations: bool = False) -> str:
    """The language that a paragraph seems to be in: "cy", "en", or "" when that is not plain.

    `quotations` reads what stands in quotation marks, too.
    """
    words = _WORD.findall(text) if quotations else _words(text)
    if len(words) < _ENOUGH_WORDS or _names(words):
        return ""
    folded = [word.lower().replace("’", "'") for word in words]
    counts = {language: sum(word in common for word in folded) for language, common in _COMMON.items()}
    language = max(counts, key=lambda name: counts[name])
    ahead = counts[language] > 2 * counts[other_language(language)]
    return language if ahead and counts[language] >= max(_ENOUGH_COMMON, _SHARE * len(words)) else ""


def mark_foreign(html: str, language: str) -> str:
    """HTML of a text in `language`, with `lang` on every paragraph, heading and item that reads as the other one."""

    def marked(match: re.Match[str]) -> str:
        start, attributes, inner = match["tag"], match["attributes"], match["inner"]
        reads_as = guess(unescape(_TAG.sub(" ", inner)), quotations=True)
        if reads_as != other_language(language) or "lang=" in attributes:
            return match[0]
        return f'<{start}{attributes} lang="{reads_as}">{inner}</{start}>'

    return _BLOCK.sub(marked, html)


def foreign_paragraphs(text: BilingualText) -> list[Foreign]:
    """The paragraphs of either text that read as the other language, and those that are the same in both."""
    found = [
        Foreign(language, paragraph)
        for language in LANGUAGES
        for paragraph in paragraphs(getattr(text, language))
        if guess(paragraph) == other_language(language)
    ]
    known = {row.paragraph for row in found}
    twice = [part for part in paragraphs(text.cy) if part in paragraphs(text.en) and part not in known]
    return found + [Foreign("cy", part, same=True) for part in twice if _is_prose(part)]


def _is_prose(paragraph: str) -> bool:
    words = _words(paragraph)
    return len(words) >= _ENOUGH_WORDS and not _names(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(_LEFT_ALONE.sub(" ", text))


def _names(words: list[str]) -> bool:
    """Whether most of the words begin with a capital, as those of a name do."""
    long = [word for word in words if len(word) > 3]
    return 2 * sum(word[0].isupper() for word in long) > len(long)
