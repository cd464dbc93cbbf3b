"""Addresses of the public site, in either language."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from core.bilingual import LANGUAGES, current_language
from publication.published.models import PublishedRecord, PublishedVersion


def address(name: str, *args: object, language: str | None = None) -> str:
    """The address of the public page `name` in `language`, by default in that of this request."""
    with override(language or current_language()):
        return reverse(f"public:{name}", args=args)


def record_address(record: PublishedRecord, page: str = "", *numbers: int, language: str | None = None) -> str:
    """The address of a published record, or of one of its pages: version, check, proof, compare."""
    language = language or current_language()
    name = f"{record.kind}_{page}" if page else record.kind
    return address(name, getattr(record, f"slug_{language}"), *numbers, language=language)


def record_alternates(record: PublishedRecord, page: str = "", *numbers: int) -> dict[str, str]:
    """The same page of a record in each language."""
    return {language: record_address(record, page, *numbers, language=language) for language in LANGUAGES}


def version_address(version: PublishedVersion) -> str:
    """The page of exactly this version."""
    return record_address(version.record, "version", version.number)


def absolute(address: str) -> str:
    """An address of this site with the name of the site before it."""
    return f"{settings.SITE_URL}{address}"
