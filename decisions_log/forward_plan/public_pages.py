"""What the public pages of the forward plan show, and what other pages show of it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _, gettext_lazy

from core.forms import GovukForm
from decisions_log.forward_plan.public import next_planned, open_plan, planned
from publication.published.models import PublishedVersion
from publication.published.pages import FEW, SOME, in_alphabet, page_of
from publication.published.selectors import latest_of


class PlanFilterForm(GovukForm, forms.Form):
    """Which mission a reader asks for."""

    mission = forms.TypedChoiceField(label=gettext_lazy("Mission"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, *args: Any, missions: Iterable[PublishedVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["mission"]
        field.choices = [("", _("All")), *in_alphabet([(str(m.record.uuid), str(m.title)) for m in missions])]
        field.widget.attrs["class"] = "govuk-select"


def listing(request: HttpRequest) -> dict[str, Any]:
    """What is announced and not decided yet, by month, what is late first."""
    missions = {mission.record.uuid: mission for mission in latest_of("mission")}
    form = PlanFilterForm(request.GET, missions=missions.values())
    form.is_valid()
    wanted = form.cleaned_data.get("mission")
    page = page_of(request, open_plan(wanted))
    rows = [(item, missions.get(item.version.mission)) for item in planned(page)]
    months = [(month, list(found)) for month, found in groupby(rows, key=lambda row: row[0].expected[:7])]
    return {"form": form, "page": page, "months": months, "narrowed": bool(wanted or form.errors)}


def newest(shown: PublishedVersion) -> dict[str, Any]:
    """The notice given, and what came of it."""
    return {"planned": planned([shown])[0]}


def on_home(_page: Any) -> dict[str, Any]:
    """What will be decided next."""
    return {"planned": planned(next_planned(FEW))}


def on_mission(mission: PublishedVersion) -> dict[str, Any]:
    """What will be decided next in a mission; nothing while nothing is planned."""
    found = planned(open_plan(mission.record.uuid)[:SOME])
    return {"planned": found, "mission": mission} if found else {}
