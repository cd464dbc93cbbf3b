"""What the public pages of decisions show, and what other pages show of decisions."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _, gettext_lazy

from core import vocabularies
from core.choices import label_of
from core.forms import GovukForm
from decisions_log.adoption.public import adoptions_of, standing_of, state_label, with_standings
from decisions_log.decision.public import DecisionFilter, decision_named, decisions, predecessors_of, states_and_years
from decisions_log.decision.words import DecisionState
from decisions_log.forward_plan.public import plan_of
from decisions_log.review.public import reviewings
from publication.published.models import PublishedVersion
from publication.published.pages import FEW, SOME, in_alphabet, page_of
from publication.published.reading import both
from publication.published.selectors import latest_of
from taskgroups.group.public import of_group

Choices = list[tuple[str, Any]]


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


def listing(request: HttpRequest) -> dict[str, Any]:
    """Every published decision, newest first; narrowed by what the address asks for."""
    form = DecisionFilterForm(request.GET, missions=list(latest_of("mission")))
    found = decisions(form.wanted)
    page = page_of(request, found.none() if form.errors else found)
    missions = {mission.record.uuid: mission for mission in form.missions}
    rows = [(reviewing, missions.get(reviewing.decision.mission)) for reviewing in reviewings(with_standings(page))]
    narrowed = any(form.cleaned_data.values()) or bool(form.errors)
    return {"form": form, "page": page, "rows": rows, "narrowed": narrowed}


def newest(shown: PublishedVersion) -> dict[str, Any]:
    """What each body made of a decision since, its reviews, the notice given, what it replaced, what replaced it."""
    successor, standing = shown.content.get("superseded_by"), standing_of(shown)
    return {
        "standing": standing,
        "state": state_label(shown.content, standing),
        "adoptions": adoptions_of(shown),
        "reviewing": reviewings([shown])[0],
        "planned": plan_of(shown),
        "notice": "plan_item" in shown.content,
        "successor": decision_named(successor) if successor else None,
        "predecessors": predecessors_of(shown),
    }


def on_home(_page: Any) -> dict[str, Any]:
    """The latest decisions that stand."""
    return {"decisions": with_standings(decisions().exclude(content__state="superseded")[:FEW])}


def on_mission(mission: PublishedVersion) -> dict[str, Any]:
    """The latest decisions of a mission."""
    found = decisions(DecisionFilter(missions=[mission.record.uuid]))[:SOME]
    return {"decisions": with_standings(found), "mission": mission}


def on_position(position: PublishedVersion) -> dict[str, Any]:
    """The decisions that answer a challenge position; nothing while there is none."""
    found = with_standings(decisions(DecisionFilter(position=position.record.slug_en))[:SOME])
    return {"decisions": found} if found else {}


def on_group(group: PublishedVersion) -> dict[str, Any]:
    """The decisions of a task group; nothing while there is none."""
    found = with_standings(of_group(group, "decision"))
    return {"decisions": found} if found else {}
