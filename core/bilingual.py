"""Text in Welsh and English: two columns and one accessor. A fallback is always marked with its language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, overload

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy as _, override

from core.text import renders_nothing

LANGUAGES = ("cy", "en")


def current_language() -> str:
    """The language of this request, "cy" or "en"."""
    return "cy" if (get_language() or "en").startswith("cy") else "en"


def other_language(language: str) -> str:
    return "en" if language == "cy" else "cy"


@dataclass(frozen=True)
class LocalisedText:
    """A text as shown to a reader of one language: `lang` is the language it is in."""

    text: str
    lang: str
    is_fallback: bool

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class BilingualText:
    """The same text in both languages; either may still be empty."""

    en: str
    cy: str

    def in_language(self, language: str) -> LocalisedText:
        """The text in `language`, or the other one marked as a fallback when it is empty."""
        own = getattr(self, language)
        if not renders_nothing(own):
            return LocalisedText(own, language, False)
        fallback = other_language(language)
        return LocalisedText(getattr(self, fallback), fallback, bool(getattr(self, fallback)))

    @property
    def local(self) -> LocalisedText:
        """The text for the language of this request."""
        return self.in_language(current_language())

    @property
    def missing(self) -> list[str]:
        """The languages that have no text yet."""
        return [language for language in LANGUAGES if renders_nothing(getattr(self, language))]

    def __str__(self) -> str:
        return self.local.text

    def __bool__(self) -> bool:
        return bool(self.en or self.cy)


@dataclass(frozen=True)
class OwnText(BilingualText):
    """What a person or an organisation says of its own, in one language or both (core.own_words).

    `original` is the language it was written in, "" when its author wrote both; `translator` wrote the other one.
    """

    original: str = ""
    translator: str = ""

    @property
    def translated(self) -> str:
        """The language of the translation, "" when there is none."""
        return other_language(self.original) if self.original and not self.missing else ""

    @property
    def wanted(self) -> str:
        """The language that a translation is wanted in, "" when none is."""
        return other_language(self.original) if self.original and not self.translator else ""

    @property
    def standing(self) -> str:
        """One sentence on what is the original and what the translation; "" when its author wrote both."""
        if not self.original:
            return ""
        return str(_STANDINGS[self.original, self.translator or ("older" if self.translated else "none")])


# Whole sentences: Welsh words change after prepositions.
_STANDINGS = {
    ("cy", "none"): _("Written in Welsh. There is no English translation yet."),
    ("en", "none"): _("Written in English. There is no Welsh translation yet."),
    ("cy", "older"): _("Written in Welsh. The English translation is older than the Welsh text."),
    ("en", "older"): _("Written in English. The Welsh translation is older than the English text."),
    ("cy", "author"): _("Written in Welsh. Translated into English by its author."),
    ("en", "author"): _("Written in English. Translated into Welsh by its author."),
    ("cy", "secretariat"): _("Written in Welsh. Translated into English by the secretariat."),
    ("en", "secretariat"): _("Written in English. Translated into Welsh by the secretariat."),
}


def said_in_both(message: "Promise | str") -> BilingualText:
    """What a translatable string of the product says in each language."""
    return said_in_languages(lambda: str(message))


def said_in_languages(say: Callable[[], str]) -> BilingualText:
    """What a function says in each language, for words that are put together when they are said."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = say()
    return BilingualText(**said)


@dataclass(frozen=True)
class Standin(BilingualText):
    """Words in place of a text that is not shown, which say why; `ask` is the address of how to ask for it."""

    ask: str = ""


class Bilingual:
    """Accessor for the columns `<name>_en` and `<name>_cy` of a model: `title = Bilingual()`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "Bilingual": ...
    @overload
    def __get__(self, instance: Any, owner: type) -> BilingualText: ...
    def __get__(self, instance: Any, owner: type) -> "Bilingual | BilingualText":
        if instance is None:
            return self
        return BilingualText(getattr(instance, f"{self.name}_en"), getattr(instance, f"{self.name}_cy"))


def both_languages(text: BilingualText) -> dict[str, str] | None:
    """A text as data; None when there is none."""
    return {language: getattr(text, language) for language in LANGUAGES} if text else None
