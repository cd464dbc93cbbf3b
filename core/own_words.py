"""What a person or an organisation says of its own: one language suffices, and the other is a translation.

    conditions_en = models.TextField(…, blank=True)
    conditions_cy = models.TextField(…, blank=True)
    conditions = OwnWords()

The accessor adds two columns. `conditions_original` is the language it was written in; it stays empty when its author
wrote both languages at once. `conditions_translator` says who wrote the other language, and is empty while there is no
translation or the original has changed since: then a translation is wanted. Both are kept by saving the record.
"""

from collections.abc import Mapping
from typing import Any, overload

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import LANGUAGES, BilingualText, OwnText, other_language

ORIGINAL, TRANSLATOR = "original", "translator"


class Translator(models.TextChoices):
    """Who put somebody's own words into the other language."""

    AUTHOR = "author", _("The author")
    SECRETARIAT = "secretariat", _("The secretariat")


class OriginalField(models.CharField):
    """The language that own words were written in; worked out when their record is saved."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 2, "blank": True, "default": "", "editable": False, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Work out this column and its neighbour from the texts as they are and as they were stored."""
        name = self.attname.removesuffix(f"_{ORIGINAL}")
        texts = {language: getattr(model_instance, f"{name}_{language}") for language in LANGUAGES}
        original, translator = (getattr(model_instance, f"{name}_{part}") for part in (ORIGINAL, TRANSLATOR))
        translating = model_instance.__dict__.pop(_marker(name), "")
        stored = None if add or translating else _stored(model_instance, name)
        original, translator = settled(texts, original, translator, stored)
        setattr(model_instance, self.attname, original)
        setattr(model_instance, f"{name}_{TRANSLATOR}", translating or translator)
        return original


class TranslatorField(models.CharField):
    """Who translated own words; `OriginalField`, which is saved before it, works it out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 12, "blank": True, "default": "", "editable": False, **kwargs})


def settled(texts: dict[str, str], original: str, translator: str, stored: dict[str, str] | None) -> tuple[str, str]:
    """The language of the original and who translated it, once `texts` take the place of the `stored` ones."""
    written = [language for language in LANGUAGES if texts[language].strip()]
    if len(written) < len(LANGUAGES):
        return (written[0] if written else ""), ""
    if not original or stored is None:
        return original, translator
    changed = [language for language in LANGUAGES if texts[language] != stored[language]]
    if other_language(original) in changed:
        return original, Translator.AUTHOR
    return original, ("" if original in changed else translator)


class OwnWords:
    """Accessor for the columns `<name>_en` and `<name>_cy` of a model, of which one suffices: `text = OwnWords()`.

    `optional` is what is never demanded, so that its form says so. What is not `translated`, such as what an office is
    called, is read as it is.
    """

    def __init__(self, *, optional: bool = False, translated: bool = True) -> None:
        self.optional, self.translated = optional, translated

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        self.name = name
        OriginalField().contribute_to_class(cls, f"{name}_{ORIGINAL}")
        TranslatorField().contribute_to_class(cls, f"{name}_{TRANSLATOR}")
        setattr(cls, name, self)

    @overload
    def __get__(self, instance: None, owner: type) -> "OwnWords": ...
    @overload
    def __get__(self, instance: Any, owner: type) -> BilingualText: ...
    def __get__(self, instance: Any, owner: type) -> "OwnWords | BilingualText":
        if instance is None:
            return self
        if not self.translated:
            return BilingualText(**{language: getattr(instance, f"{self.name}_{language}") for language in LANGUAGES})
        parts = (*LANGUAGES, ORIGINAL, TRANSLATOR)
        return own_text({part: getattr(instance, f"{self.name}_{part}") for part in parts})

    @property
    def columns(self) -> list[str]:
        """The columns of the two texts, Welsh first."""
        return [f"{self.name}_{language}" for language in LANGUAGES]

    @property
    def wanted(self) -> Q:
        """The rows whose words want a translation."""
        return ~Q(**{f"{self.name}_{ORIGINAL}": ""}) & Q(**{f"{self.name}_{TRANSLATOR}": ""})

    def translate(self, instance: models.Model, text: str, translator: Translator) -> None:
        """Put the translation of what `instance` says in its place; the caller saves the record."""
        language = other_language(getattr(instance, f"{self.name}_{ORIGINAL}"))
        setattr(instance, f"{self.name}_{language}", text)
        instance.__dict__[_marker(self.name)] = translator


def own_text(said: Mapping[str, str]) -> OwnText:
    """Somebody's own words, of which the only language is the original."""
    texts = {language: said.get(language) or "" for language in LANGUAGES}
    written = [language for language in LANGUAGES if texts[language].strip()]
    original = written[0] if len(written) == 1 else said.get(ORIGINAL) or ""
    return OwnText(**texts, original=original, translator=said.get(TRANSLATOR) or "")


def own_words_of(model: type[models.Model]) -> dict[str, OwnWords]:
    """The accessors of a model whose words are somebody's own, by name."""
    found = (item for base in reversed(model.__mro__) for item in vars(base).items())
    return {name: words for name, words in found if isinstance(words, OwnWords)}


def said(name: str) -> Q:
    """The condition that somebody's own words are there, in one language at least."""
    return ~Q(**{f"{name}_en": "", f"{name}_cy": ""})


def _marker(name: str) -> str:
    return f"_{name}_translated_by"


def _stored(instance: models.Model, name: str) -> dict[str, str] | None:
    columns = {f"{name}_{language}": language for language in LANGUAGES}
    row = type(instance)._base_manager.filter(pk=instance.pk).values(*columns).first()
    return row and {language: row[column] for column, language in columns.items()}
