"""Pages of one published record: as it is now, as it was in a version, and what changed between two."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from cms.addresses import record_alternates
from cms.mission_pages import live_mission_page, updates
from cms.models import MissionPage
from cms.views.pages import PublicPage
from core.bilingual import current_language
from decisions_log.published import selectors
from decisions_log.published.addresses import record_address
from decisions_log.published.comparison import differences
from decisions_log.published.models import Kind, PublishedRecord, PublishedVersion

SECTIONS = {Kind.MISSION: "missions", Kind.POSITION: "positions", Kind.DECISION: "decisions"}
_FAMILY = (Kind.MISSION, Kind.POSITION)
LISTED = 6


class RecordPage(PublicPage):
    """A published record at its address; `page` names which of its pages. Not provable is the same 404 as not there."""

    kind = Kind.DECISION
    page = ""

    @property
    def section(self) -> str:  # type: ignore[override]
        return SECTIONS[self.kind]

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

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version numbers in the address."""
        return tuple(value for name, value in self.kwargs.items() if name != "slug")

    def get_template_names(self) -> list[str]:
        return [f"public/{self.page or self.kind}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **frame(self.shown, self.versions[0]),
            alternates=record_alternates(self.record, self.page, *self.numbers),
            crumb=bool(self.page),
            **kwargs,
        )


class NewestVersion(RecordPage):
    """The record as its newest version says it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**version_context(self.shown, self.versions), **kwargs)


class NewestMission(PublicPage):
    """A mission: what is published, and what the communications team says about it."""

    template_name = "public/mission.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = current_language()
        try:
            record = selectors.find_record(Kind.MISSION, kwargs["slug"], language)
        except PublishedRecord.DoesNotExist as missing:
            raise Http404 from missing
        return super().get_context_data(**kwargs) | mission_context(record.uuid, language, None)


class NewestPosition(NewestVersion):
    """A challenge position and the decisions that answer it."""

    kind = Kind.POSITION

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = selectors.decisions(selectors.DecisionFilter(position=self.record.slug_en))
        return super().get_context_data(decisions=answers[:LISTED], **kwargs)


class OneVersion(RecordPage):
    """One version, marked when there is a newer one."""

    page = "version"

    def get_template_names(self) -> list[str]:
        return [f"public/{self.kind}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
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


def mission_context(record_uuid: uuid.UUID, language: str, page: MissionPage | None) -> dict[str, Any]:
    """What the template public/mission.html shows of a published mission, around the words of its editorial page.

    Without `page` the live one is used, if there is one. Raises Http404 when the mission has no provable version.
    """
    record = PublishedRecord.objects.filter(kind=Kind.MISSION, uuid=record_uuid).first()
    if record is None:
        raise Http404
    versions = provable_versions(record)
    page = page or live_mission_page(record_uuid, language)
    latest = updates(language=language, mission_uuid=record_uuid)
    return {
        **frame(versions[0], versions[0]),
        **version_context(versions[0], versions),
        "positions": selectors.of_mission(record_uuid, Kind.POSITION)[:LISTED],
        "decisions": selectors.decisions(selectors.DecisionFilter(missions=[record_uuid]))[:LISTED],
        "updates": latest[:LISTED],
        "page": page,
        "section": SECTIONS[Kind.MISSION],
        "alternates": record_alternates(record),
    }


def provable_versions(record: PublishedRecord) -> list[PublishedVersion]:
    """Every version that a reader may see, newest first, at least one. Raises Http404."""
    versions = list(selectors.versions_of(record))
    if not versions:
        raise Http404
    return versions


def frame(shown: PublishedVersion, newest: PublishedVersion) -> dict[str, Any]:
    """What stands round every page of a record: its mission, whether that is an example, the problem it answers."""
    family = {version.record.slug_en: version for version in selectors.of_mission(newest.mission, *_FAMILY)}
    mission = next((version for version in family.values() if version.record.uuid == newest.mission), None)
    answered = shown.content["position"]["reference"] if shown.record.kind == Kind.DECISION else ""
    return {
        "record": shown.record,
        "newest": newest,
        "mission": mission,
        "problem": family.get(answered),
        "example_note": mission.text("example_note") if mission else None,
    }


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
