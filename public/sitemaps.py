"""What the sitemap names: every public page in both languages, and when it last changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from cms.models import ContentPage, EditorialPage, UpdatePage
from core.bilingual import LANGUAGES, current_language
from openlog.log import signed_size
from openlog.models import LogEntry
from publication.kinds import KINDS
from publication.published import selectors
from publication.published.addresses import address, record_alternates

# The pages that show the whole log.
_OF_ALL = ("home", "open_log", "verify", "withheld", "emergencies", "open_data")
# A published version that knows when it changed (`selectors.with_changes`); the model itself does not.
Dated = Any


@dataclass(frozen=True)
class Entry:
    """A page: its address in each language, and when what it shows last changed."""

    addresses: dict[str, str]
    changed_at: datetime | None


class PublicSitemap(Sitemap):
    """Every public page. The older versions of a record are found from its own page."""

    i18n = alternates = True
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def items(self) -> list[Entry]:
        newest = list(selectors.with_changes(selectors.latest_of(*KINDS)).defer("content"))
        return [*_lists(newest), *_records(newest), *_editorial()]

    def get_languages_for_item(self, item: Entry) -> list[str]:
        return list(item.addresses)

    def location(self, item: Entry) -> str:
        return item.addresses[current_language()]

    def lastmod(self, item: Entry) -> datetime | None:
        return item.changed_at


def _lists(newest: list[Dated]) -> Iterator[Entry]:
    last = LogEntry.objects.filter(index=signed_size() - 1).values_list("appended_at", flat=True).first()
    for name in _OF_ALL:
        yield Entry(_addresses(name), last)
    for spec in KINDS.values():
        if listing := spec.public.listing:
            kinds = (spec.name, *listing.shows)
            yield Entry(
                _addresses(listing.name), _latest(version for version in newest if version.record.kind in kinds)
            )


def _addresses(name: str) -> dict[str, str]:
    return {language: address(name, language=language) for language in LANGUAGES}


def _records(newest: list[Dated]) -> Iterator[Entry]:
    """Each record; the page of one with a time line shows all that belongs to it, as its time line does."""
    families: dict[Any, list[Dated]] = {}
    for version in newest:
        families.setdefault(version.mission, []).append(version)
    for version in newest:
        if KINDS[version.record.kind].public.timeline:
            changed_at = _latest(families[version.mission])
            yield Entry(record_alternates(version.record), changed_at)
            yield Entry(record_alternates(version.record, "timeline"), changed_at)
        else:
            yield Entry(record_alternates(version.record), version.changed_at)


def _latest(versions: Iterable[Dated]) -> datetime | None:
    return max((version.changed_at for version in versions), default=None)


def _editorial() -> Iterator[Entry]:
    """The list of updates, the updates, and the plain pages; both languages of a page are one entry."""
    updates = list(UpdatePage.objects.live().public().select_related("locale"))
    published = [page.last_published_at for page in updates if page.last_published_at]
    yield Entry({code: address("updates", language=code) for code in LANGUAGES}, max(published, default=None))
    pages: dict[Any, list[EditorialPage]] = {}
    for page in [*updates, *ContentPage.objects.live().public().select_related("locale")]:
        pages.setdefault(page.translation_key, []).append(page)
    for pair in pages.values():
        published = [page.last_published_at for page in pair if page.last_published_at]
        yield Entry({page.language: page.url for page in pair}, max(published, default=None))
