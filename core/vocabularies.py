"""Controlled vocabularies (core/data/vocabularies.yaml) with labels in both languages."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.functional import lazy
from django.utils.translation import get_language

from core.bilingual import BilingualText

_FILE = Path(__file__).parent / "data" / "vocabularies.yaml"


@cache
def vocabulary(name: str) -> dict[str, BilingualText]:
    """The labels of the vocabulary `name` by id. Raises KeyError when there is none."""
    return {term["id"]: BilingualText(en=term["en"], cy=term["cy"] or "") for term in terms(name)}


def terms(name: str) -> list[dict[str, Any]]:
    """The terms of the vocabulary `name` with everything the file says of them. Raises KeyError when there is none."""
    return _document()["vocabularies"][name]


@cache
def _document() -> dict:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def label(name: str, term: str, language: str | None = None) -> str:
    """The label of `term`, in `language` or in the language of this request."""
    text = vocabulary(name)[term]
    return text.in_language(language or ("cy" if (get_language() or "en").startswith("cy") else "en")).text


_lazy_label = lazy(label, str)


def choices(name: str) -> list[tuple[str, str]]:
    """Choices for a model field; labels follow the reader's language."""
    return [(term, _lazy_label(name, term)) for term in vocabulary(name)]
