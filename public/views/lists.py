"""Lists of what is published: missions, challenge positions, decisions, updates."""

import uuid
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from cms.mission_pages import updates
from core import collation, vocabularies
from core.bilingual import current_language
from core.choices import label_of
from core.forms import GovukForm
from decisions_log.adoption.public import with_standings
from decisions_log.decision.public import DecisionFilter, decisions, states_and_years
from decisions_log.decision.words import DecisionState
from decisions_log.review.public import reviewings
from public.views.pages import PublicPage
from publication.published import selectors
from publication.published.emergencies import Outcome, emergencies
from publication.published.models import PublishedVersion
from publication.published.reading import both
from publication.published.register import due_first

PER_PAGE = 20

Choices = list[tuple[str, Any]]


def page_of(request: HttpRequest, found: Any) -> Page:
    """The page of a list that the request asks for; the nearest one when there is no such page."""
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))


def in_alphabet(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices by their labels, in the alphabet of this request's language."""
    return sorted(rows, key=lambda row: collation.sort_key(row[1], current_language()))


class MissionList(PublicPage):
    """Every published mission, in the alphabet of the language."""

    template_name = "public/missions.html"
    section = "missions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missions = list(selectors.latest_of("mission"))
        missions.sort(key=lambda version: collation.sort_key(str(version.title), current_language()))
        return super().get_context_data(missions=missions, **kwargs)


class PositionList(PublicPage):
    """Every published challenge position, newest first."""

    template_name = "public/positions.html"
    section = "positions"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = selectors.latest_of("position").order_by("-record_id")
        return super().get_context_data(page=page_of(self.request, found), **kwargs)


class UpdateList(PublicPage):
    """Every progress update of this language, newest first."""

    template_name = "public/updates.html"
    section = "updates"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=page_of(self.request, updates(language=current_language())), **kwargs)


class Withheld(PublicPage):
    """The register of what is withheld, redacted and erased, what is to be reviewed first at the top."""

    template_name = "public/withheld.html"
    section = "open_log"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = due_first()
        overdue = sum(entry.review == "overdue" for entry in entries)
        return super().get_context_data(entries=entries, overdue=overdue, **kwargs)


class Emergencies(PublicPage):
    """Everything that was ever published in an emergency, newest first, and how many wait for approval."""

    template_name = "public/emergencies.html"
    section = "open_log"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = emergencies()
        count = {outcome: sum(emergency.outcome == outcome for emergency in found) for outcome in Outcome}
        waiting, overdue = count[Outcome.WAITING], count[Outcome.OVERDUE]
        return super().get_context_data(emergencies=found, waiting=waiting + overdue, overdue=overdue, **kwargs)


class DecisionFilterForm(GovukForm, forms.Form):
    """What a reader can narrow the decisions by. Every field may stay empty."""

    mission = forms.ChoiceField(label=gettext_lazy("Mission"), required=False)
    body = forms.ChoiceField(label=gettext_lazy("Body that answers for the mission"), required=False)
    dimension = forms.ChoiceField(label=gettext_lazy("Trade-off"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(self, *args: Any, missions: list[PublishedVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missions = missions
        states, years = states_and_years()
        self._offer("mission", in_alphabet([(str(m.record.uuid), str(m.title)) for m in missions]))
        self._offer("body", in_alphabet(list({slug: name for m in missions for slug, name in bodies_of(m)}.items())))
        self._offer("dimension", vocabularies.choices("trade_off_dimension"))
        self._offer("state", [(state, label_of(DecisionState, state)) for state in states])
        self._offer("year", [(year, year) for year in years])

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", _("All")), *choices]
        field.widget.attrs["class"] = "govuk-select"

    @property
    def wanted(self) -> DecisionFilter:
        """What was asked for, without what cannot be asked for."""
        self.is_valid()
        asked = self.cleaned_data
        return DecisionFilter(
            missions=self._missions(asked.get("mission", ""), asked.get("body", "")),
            state=asked.get("state", ""),
            dimension=asked.get("dimension", ""),
            year=asked.get("year", ""),
        )

    def _missions(self, mission: str, body: str) -> list[uuid.UUID] | None:
        if not mission and not body:
            return None
        return [
            found.record.uuid
            for found in self.missions
            if mission in ("", str(found.record.uuid)) and (not body or body in dict(bodies_of(found)))
        ]


def bodies_of(mission: PublishedVersion) -> list[tuple[str, str]]:
    """Slug and name of the bodies that answer for a mission, its sponsor first."""
    rows = [mission.content["sponsor"], *(row["organisation"] for row in mission.content.get("accountable", []))]
    return [(row["slug"], str(both(row["name"]))) for row in rows]


class DecisionList(PublicPage):
    """Every published decision, newest first; narrowed by what the address asks for."""

    template_name = "public/decisions.html"
    section = "decisions"

    @cached_property
    def form(self) -> DecisionFilterForm:
        return DecisionFilterForm(self.request.GET, missions=list(selectors.latest_of("mission")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = decisions(self.form.wanted)
        page = page_of(self.request, found.none() if self.form.errors else found)
        missions = {mission.record.uuid: mission for mission in self.form.missions}
        rows = [(reviewing, missions.get(reviewing.decision.mission)) for reviewing in reviewings(with_standings(page))]
        narrowed = any(self.form.cleaned_data.values()) or bool(self.form.errors)
        return super().get_context_data(form=self.form, page=page, rows=rows, narrowed=narrowed, **kwargs)
