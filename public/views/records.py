"""Pages of one published record: as it is now, as it was in a version, and what changed between two."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from cms.mission_pages import live_mission_page, updates
from cms.models import MissionPage
from core.bilingual import current_language
from decisions_log.adoption.public import adoptions_of, standing_of, standings_of, state_label, with_standings
from decisions_log.decision.public import DecisionFilter, decision_named, decisions, predecessors_of
from decisions_log.forward_plan.public import open_plan, plan_of, planned
from decisions_log.review.public import reviewings
from public.views.pages import PublicPage
from publication.published import selectors
from publication.published.addresses import record_address, record_alternates
from publication.published.comparison import differences
from publication.published.emergencies import emergency_of
from publication.published.models import PublishedRecord, PublishedVersion
from publication.published.projection import withdrawal_of
from taskgroups.group.public import standings

SECTIONS = {
    "mission": "missions",
    "task_group": "task_groups",
    "position": "positions",
    "decision": "decisions",
    "closing_report": "task_groups",
    "adoption_set": "decisions",
    "review": "decisions",
    "forward_plan_item": "forward_plan",
}
_FAMILY = ("mission", "task_group", "position")
LISTED = 6


class RecordAddress(PublicPage):
    """A page of a record, which other spellings of its address lead to."""

    kind = "mission"

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


class RecordPage(RecordAddress):
    """A published record at its address; `page` names which of its pages. Not provable is the same 404 as not there."""

    kind = "decision"
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

    @cached_property
    def withdrawal(self) -> dict[str, Any] | None:
        """Why the record was withdrawn, if it was."""
        return withdrawal_of(self.record)

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
        return super().get_context_data(**version_context(self.shown, self.versions), **kwargs)


class NewestMission(RecordAddress):
    """A mission: what is published, and what the communications team says about it."""

    template_name = "public/mission.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = current_language()
        try:
            record = selectors.find_record("mission", kwargs["slug"], language)
        except PublishedRecord.DoesNotExist as missing:
            raise Http404 from missing
        return super().get_context_data(**kwargs) | mission_context(record.uuid, language, None)


class NewestPosition(NewestVersion):
    """A challenge position and the decisions that answer it."""

    kind = "position"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = decisions(DecisionFilter(position=self.record.slug_en))
        return super().get_context_data(decisions=with_standings(answers[:LISTED]), **kwargs)


class NewestDecision(NewestVersion):
    """A decision as its newest version says it, what each body has made of it since, and its reviews."""

    kind = "decision"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        successor, standing = self.shown.content.get("superseded_by"), standing_of(self.shown)
        return super().get_context_data(
            standing=standing,
            state=state_label(self.shown.content, standing),
            adoptions=adoptions_of(self.shown),
            reviewing=reviewings([self.shown])[0],
            planned=plan_of(self.shown),
            notice="plan_item" in self.shown.content,
            successor=decision_named(successor) if successor else None,
            predecessors=predecessors_of(self.shown),
            **kwargs,
        )


class NewestAdoptions(NewestVersion):
    """What each body has made of a decision, and of which version."""

    kind = "adoption_set"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = standings_of([self.record.slug_en])[self.record.slug_en]
        return super().get_context_data(standing=standing, **kwargs)


class OneVersion(RecordPage):
    """One version, marked when there is a newer one."""

    page = "version"

    def get_template_names(self) -> list[str]:
        return [f"public/{self.kind}.html"]

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


def mission_context(record_uuid: uuid.UUID, language: str, page: MissionPage | None) -> dict[str, Any]:
    """What the template public/mission.html shows of a published mission, around the words of its editorial page.

    Without `page` the live one is used, if there is one. Raises Http404 when the mission has no provable version.
    """
    record = PublishedRecord.objects.filter(kind="mission", uuid=record_uuid).first()
    if record is None:
        raise Http404
    versions = provable_versions(record)
    page = page or live_mission_page(record_uuid, language)
    latest = updates(language=language, mission_uuid=record_uuid)
    return {
        **frame(versions[0], versions[0]),
        **version_context(versions[0], versions),
        "groups": standings(selectors.of_mission(record_uuid, "task_group").order_by("record_id")),
        "reports": selectors.of_mission(record_uuid, "closing_report")[:LISTED],
        "positions": selectors.of_mission(record_uuid, "position")[:LISTED],
        "planned": planned(open_plan(record_uuid)[:LISTED]),
        "decisions": with_standings(decisions(DecisionFilter(missions=[record_uuid]))[:LISTED]),
        "updates": latest[:LISTED],
        "page": page,
        "section": SECTIONS["mission"],
        "alternates": record_alternates(record),
    }


def provable_versions(record: PublishedRecord) -> list[PublishedVersion]:
    """Every version that a reader may see, newest first, at least one. Raises Http404."""
    versions = list(selectors.versions_of(record))
    if not versions:
        raise Http404
    return versions


def frame(shown: PublishedVersion, newest: PublishedVersion) -> dict[str, Any]:
    """What stands round every page of a record: its mission, whether that is an example, its group, its problem, and
    the decision it follows."""
    family = {
        (version.record.kind, version.record.slug_en): version
        for version in selectors.of_mission(newest.mission, *_FAMILY)
    }
    mission = next((version for version in family.values() if version.record.uuid == newest.mission), None)
    group, answered = shown.content.get("group"), shown.content.get("position")
    follows = shown.record.kind in ("adoption_set", "review")
    return {
        "record": shown.record,
        "newest": newest,
        "mission": mission,
        "group": family.get(("task_group", group["slug"]["en"])) if group else None,
        "problem": family.get(("position", answered["reference"])) if answered else None,
        "decision": decision_named(shown.content["decision"]["reference"]) if follows else None,
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
