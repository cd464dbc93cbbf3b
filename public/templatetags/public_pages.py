"""Tags of the public pages: addresses of published records, and the short facts under their names in lists."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.models import UpdatePage
from core import dates
from core.bilingual import LocalisedText, current_language, other_language
from public.open_data import addresses
from public.open_data.citations import citation, print_line
from publication.fields import Field
from publication.kinds import KINDS
from publication.published.addresses import address, record_address
from publication.published.comparison import Difference
from publication.published.models import PublishedRecord, PublishedVersion
from publication.published.reading import both, days_since

register = template.Library()


@register.simple_tag
def record_url(record: PublishedRecord, page: str = "", *numbers: int) -> str:
    """The address of a record, or of one of its pages."""
    return record_address(record, page, *numbers)


@register.simple_tag
def contact_email() -> str:
    """Where the public reaches whoever runs this site; nothing where that is not set."""
    return settings.CONTACT_EMAIL


@register.simple_tag
def record_label(record: PublishedRecord) -> str:
    """What tells records of one title apart: the kind, and the reference where there is one."""
    kind = record.get_kind_display()
    return f"{kind} {record.slug_en}" if KINDS[record.kind].has_reference else kind


@register.simple_tag
def crumb(record: PublishedRecord) -> dict[str, str] | None:
    """The list that the breadcrumbs of a record lead to: its title and its address."""
    side = KINDS[record.kind].public
    listing = KINDS[side.crumb or record.kind].public.listing
    return {"title": str(listing.title), "href": address(listing.name)} if listing else None


@register.simple_tag
def version_data(version: PublishedVersion, file_format: str) -> str:
    """The address of exactly this version as data."""
    return addresses.version_data(version, file_format).removeprefix(settings.SITE_URL)


@register.filter
def items_of(content: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """What a record says, field by field in reading order, but what is a heading already; what is empty is left out."""
    found = []
    for item in KINDS[kind].outline:
        if isinstance(item, Field):
            found += _fields((item,), content) if item.name != KINDS[kind].title else []
        elif content.get(item.name):
            rows = [
                {"heading": item.heading(row), "fields": _fields(item.fields_below_heading, row)}
                for row in content[item.name]
            ]
            found.append({"label": capfirst(str(item.label)), "rows": rows})
    return found


def _fields(fields: tuple[Field, ...], row: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a row that say something: what each is called, its value, and whether that is prose."""
    return [
        {
            "label": capfirst(str(field.label)),
            "value": both(row[field.name]) if field.bilingual else shown,
            "prose": field.bilingual,
        }
        for field in fields
        if (shown := field.shown(row.get(field.name)))
    ]


@register.simple_tag
def citations(version: PublishedVersion) -> list[LocalisedText]:
    """The words to cite a version by in both languages, those of the reader first."""
    language = current_language()
    return [LocalisedText(citation(version, code), code, False) for code in (language, other_language(language))]


@register.simple_tag
def citation_line(version: PublishedVersion) -> str:
    """Which text a printed page is of."""
    return print_line(version, current_language())


@register.simple_tag
def overdue_words(owed: Any) -> str:
    """Since when a review is overdue, and by how long; nothing when it is not."""
    if not owed or owed.review_on is None or owed.review != "overdue":
        return ""
    said = {"date": dates.long_date(owed.review_on), "number": days_since(owed.review_on)}
    return _("Review overdue since %(date)s. Days overdue: %(number)d") % said


@register.simple_tag
def update_facts(update: UpdatePage) -> list[str]:
    """When an update was written."""
    return [dates.long_date(update.date)]


@register.simple_tag
def difference_heading(difference: Difference) -> str:
    """What the text is that changed: "Option A: Why not"."""
    if not difference.part:
        return difference.label
    return _("%(part)s: %(label)s") % {"part": difference.part, "label": difference.label}
