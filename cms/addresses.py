"""Addresses of the public pages, in either language."""

from django.urls import reverse
from django.utils.translation import override

from core.bilingual import LANGUAGES, current_language
from publication.published.addresses import record_address
from publication.published.models import PublishedRecord


def address(name: str, *args: object, language: str | None = None) -> str:
    """The address of the public page `name` in `language`, by default in that of this request."""
    with override(language or current_language()):
        return reverse(f"public:{name}", args=args)


def record_alternates(record: PublishedRecord, page: str = "", *numbers: int) -> dict[str, str]:
    """The same page of a record in each language."""
    return {language: record_address(record, page, *numbers, language=language) for language in LANGUAGES}
