"""Pages of one published record: as it is now, as it was in a version, and what changed between two."""

import uuid
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from cms.mission_pages import live_mission_page, updates
from cms.models import MissionPage
from core.bilingual import current_language
from public.views.pages import PublicPage
from publication.fields import Described
from publication.kinds import KINDS, panels_on
from publication.published import selectors
from publication.published.addresses import record_address, record_alternates
from publication.published.comparison import differences
from publication.published.emergencies import emergency_of
from publication.published.models import PublishedRecord, PublishedVersion
from publication.published.pages import SOME
from publication.published.projection import withdrawal_of


class RecordPage(PublicPage):
    """A published record at its address; `page` names which of its pages. Not provable is the same 404 as not there."""

    kind = ""
    page = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the page from its address in other capitals, or with the word of the other language."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            right = selectors.right_spelling(self.kind, kwargs["slug"], current_language())
            if right in ("", kwargs["slug"]):
                raise
            name = request.resolver_match.view_name  # type: ignore[union-attr]
            return HttpResponsePermanentRedirect(reverse(name, kwargs=kwargs | {"slug": right}))

    @property
    def section(self) -> str:  # type: ignore[override]
        return KINDS[self.kind].public.section

    @cached_property
    def record(self) -> PublishedRecord:
        try:
            return selectors.find_record(self.kind, self.kwargs["slug"], current_language())
        except PublishedRecord.DoesNotExist as missing:
            raise Http404 from missing

    @cached_property
    def versions(self) -> list[PublishedVersion]:
        return provable_versions(self.record)

    def version(self, number: int) -> PublishedVersion:
        """One provable version. Raises Http404."""
        for version in self.versions:
            if version.number == number:
                return version
        raise Http404

    @cached_property
    def shown(self) -> PublishedVersion:
        """The version that the page is about: the one its address names, else the newest. Raises Http404."""
        return self.version(self.kwargs["number"]) if "number" in self.kwargs else self.versions[0]

    @cached_property
    def withdrawal(self) -> dict[str, Any] | None:
        """Why the record was withdrawn, if it was."""
        return withdrawal_of(self.record)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version numbers in the address."""
        return tuple(value for name, value in self.kwargs.items() if name != "slug")

    def get_template_names(self) -> list[str]:
        return [f"public/{self.page}.html"] if self.page else page_templates(self.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **frame(self.shown, self.versions[0]),
            alternates=record_alternates(self.record, self.page, *self.numbers),
            crumb=bool(self.page),
            withdrawal=self.withdrawal,
            emergency=emergency_of(self.shown),
            shown=self.shown,
            **kwargs,
        )


class NewestVersion(RecordPage):
    """The record as its newest version says it; of one that is withdrawn, that it is."""

    def get_template_names(self) -> list[str]:
        return ["public/withdrawn.html"] if self.withdrawal else super().get_template_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**newest_context(self.shown, self.versions), **kwargs)


class OneVersion(RecordPage):
    """One version, marked when there is a newer one."""

    page = "version"

    def get_template_names(self) -> list[str]:
        return page_templates(self.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.shown == self.versions[0] and not self.withdrawal:
            kwargs["canonical"] = record_address(self.record)
        return super().get_context_data(**version_context(self.shown, self.versions), by_number=True, **kwargs)


class Comparison(RecordPage):
    """What changed between two versions, by word, in the language of the page."""

    page = "compare"

    @cached_property
    def shown(self) -> PublishedVersion:
        return self.version(self.kwargs["new"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        old, new = self.version(self.kwargs["old"]), self.shown
        if old.number >= new.number:
            raise Http404
        found = differences(self.kind, old.content, new.content)
        return super().get_context_data(
            before=old,
            after=new,
            notes=[version for version in self.versions if old.number < version.number <= new.number],
            changed=[difference for difference in found if difference.changed],
            unchanged=[difference for difference in found if not difference.changed],
            versions=[_version_row(version, self.versions[0]) for version in self.versions],
            **kwargs,
        )


class ChooseComparison(RecordPage):
    """Takes the two versions a reader chose to the address of their comparison."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
        chosen = [request.GET.get(name, "") for name in ("old", "new")]
        if not all(number.isdecimal() and len(number) < 6 for number in chosen):
            raise Http404
        old, new = sorted(int(number) for number in chosen)
        page, numbers = ("version", [new]) if old == new else ("compare", [old, new])
        return HttpResponseRedirect(record_address(self.record, page, *numbers))


def page_templates(kind: str) -> list[str]:
    """The template of the page of a record: its kind's own, else the one that is drawn from its fields."""
    return [f"{kind}/page.html", "public/record_page.html"]


def newest_context(
    shown: PublishedVersion, versions: list[PublishedVersion], page: MissionPage | None = None
) -> dict[str, Any]:
    """What the page of a record shows while it shows the newest version: what its kind adds, and panels of others.

    Where the communications team can write about it: their words, from `page` or else the live one, and updates.
    """
    side, record = KINDS[shown.record.kind].public, shown.record
    written = {}
    if side.editorial:
        language = page.language if page else current_language()
        page = page or live_mission_page(record.uuid, language)
        written = {"page": page, "updates": updates(language=language, mission_uuid=record.uuid)[:SOME]}
    return {
        **version_context(shown, versions),
        **side.newest(shown),
        "panels": panels_on(record.kind, shown),
        **written,
    }


def editorial_context(record_uuid: uuid.UUID, page: MissionPage) -> dict[str, Any]:
    """What the template of a record's page shows around the words of `page`. Raises Http404 when it is not provable."""
    record = PublishedRecord.objects.filter(uuid=record_uuid).first()
    if record is None:
        raise Http404
    versions = provable_versions(record)
    return {
        **frame(versions[0], versions[0]),
        **newest_context(versions[0], versions, page),
        "section": KINDS[record.kind].public.section,
        "alternates": record_alternates(record),
    }


def provable_versions(record: PublishedRecord) -> list[PublishedVersion]:
    """Every version that a reader may see, newest first, at least one. Raises Http404."""
    versions = list(selectors.versions_of(record))
    if not versions:
        raise Http404
    return versions


def frame(shown: PublishedVersion, newest: PublishedVersion) -> dict[str, Any]:
    """What stands round every page of a record: its mission, whether that is an example, and the published records
    that it is about, by the names of the fields that lead to them."""
    leads = {
        field.name: (field.kind, field.word(value))
        for field in _leading(shown)
        if (value := shown.content.get(field.name))
    }
    wanted = Q(record__uuid=newest.mission)
    for kind, word in leads.values():
        wanted |= Q(record__kind=kind, record__slug_en=word)
    versions = list(PublishedVersion.objects.newest().filter(wanted))
    mission = next((version for version in versions if version.record.uuid == newest.mission), None)
    named = {(version.record.kind, version.record.slug_en): version for version in versions}
    return {
        "record": shown.record,
        "newest": newest,
        "mission": mission,
        "example_note": mission.text("example_note") if mission else None,
        **{name: named.get(lead) for name, lead in leads.items()},
    }


def _leading(shown: PublishedVersion) -> list[Described]:
    """The fields of a record that lead to published records of other kinds."""
    fields = KINDS[shown.record.kind].fields
    return [field for field in fields if isinstance(field, Described) and field.kind]


def version_context(shown: PublishedVersion, versions: list[PublishedVersion]) -> dict[str, Any]:
    """The version shown and the list of all."""
    return {
        "version": shown,
        "content": shown.content,
        "superseded": shown.number != versions[0].number,
        "versions": [_version_row(version, versions[0]) for version in versions],
    }


def _version_row(version: PublishedVersion, newest: PublishedVersion) -> dict[str, Any]:
    """One line of the component version_list.html."""
    record, number = version.record, version.number
    return {
        "number": number,
        "date": localdate(version.published_at),
        "note": version.change_note if version.change_note else None,
        "href": record_address(record, "version", number),
        "compare_href": record_address(record, "compare", number - 1, number) if number > 1 else None,
        "current": number == newest.number,
    }
