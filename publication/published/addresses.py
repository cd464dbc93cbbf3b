"""Where the public site shows what is published, in either language."""

from django.urls import reverse
from django.utils.translation import override

from core.bilingual import current_language
from publication.published.models import PublishedRecord, PublishedVersion


def record_address(record: PublishedRecord, page: str = "", *numbers: int, language: str | None = None) -> str:
    """The address of a published record, or of one of its pages: version, check, proof, compare."""
    language = language or current_language()
    name = f"{record.kind}_{page}" if page else record.kind
    with override(language):
        return reverse(f"public:{name}", args=[getattr(record, f"slug_{language}"), *numbers])


def version_address(version: PublishedVersion) -> str:
    """The page of exactly this version."""
    return record_address(version.record, "version", version.number)
