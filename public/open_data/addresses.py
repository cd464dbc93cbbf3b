"""Addresses of the open data: the same in every language, absolute, and never another."""

from django.urls import reverse

from publication.kinds import KINDS
from publication.published.addresses import absolute
from publication.published.models import PublishedRecord, PublishedVersion

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
# What one record is offered as, with the media type of each.
FORMATS = {
    "json": "application/json",
    "jsonld": "application/ld+json",
    "csv": "text/csv; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}


class KindConverter:
    """A kind of record as it stands in an address: `decisions`, `task-groups`."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> str:
        for spec in KINDS.values():
            if spec.collection == value:
                return spec.name
        raise ValueError(value)

    def to_url(self, value: str) -> str:
        return KINDS[value].collection


class FormatConverter:
    """What one record is offered as."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def data_address(name: str, *args: object) -> str:
    """The address of the open data of that name."""
    return absolute(reverse(f"api:{name}", args=args))


def record_data(record: PublishedRecord, file_format: str = "json") -> str:
    """The newest version of a record as data."""
    return data_address("record", record.kind, record.slug_en, file_format)


def version_data(version: PublishedVersion, file_format: str = "json", *, number: int | None = None) -> str:
    """Exactly this version of a record as data, or another one by its number."""
    record = version.record
    return data_address("version", record.kind, record.slug_en, number or version.number, file_format)


def log_file(name: str, index: int) -> str:
    """A file that the open log has about an entry."""
    return absolute(reverse(f"log:{name}", args=[index]))
