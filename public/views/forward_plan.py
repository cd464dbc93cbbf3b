"""The forward plan: what will be decided next, how to have a say, and the same for calendars."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from core.forms import GovukForm
from decisions_log.forward_plan.public import open_plan, planned
from public import calendars
from public.views.lists import in_alphabet, page_of
from public.views.pages import PublicPage
from public.views.records import SECTIONS, NewestVersion, RecordPage
from publication.published import selectors
from publication.published.models import PublishedVersion


class PlanFilterForm(GovukForm, forms.Form):
    """Which mission a reader asks for."""

    mission = forms.TypedChoiceField(label=gettext_lazy("Mission"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, *args: Any, missions: Iterable[PublishedVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["mission"]
        field.choices = [("", _("All")), *in_alphabet([(str(m.record.uuid), str(m.title)) for m in missions])]
        field.widget.attrs["class"] = "govuk-select"


class ForwardPlan(PublicPage):
    """What is announced and not decided yet, by month, what is late first."""

    template_name = "public/forward_plan.html"
    section = SECTIONS["forward_plan_item"]

    @cached_property
    def missions(self) -> dict[UUID, PublishedVersion]:
        return {mission.record.uuid: mission for mission in selectors.latest_of("mission")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = PlanFilterForm(self.request.GET, missions=self.missions.values())
        form.is_valid()
        wanted = form.cleaned_data.get("mission")
        page = page_of(self.request, open_plan(wanted))
        rows = [(item, self.missions.get(item.version.mission)) for item in planned(page)]
        months = [(month, list(found)) for month, found in groupby(rows, key=lambda row: row[0].expected[:7])]
        return super().get_context_data(
            form=form, page=page, months=months, narrowed=bool(wanted or form.errors), **kwargs
        )


class NewestPlanItem(NewestVersion):
    """An item of the plan as its newest version says it, with the notice given and what came of it."""

    kind = "forward_plan_item"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(planned=planned([self.shown])[0], **kwargs)


class PlanCalendar(PublicPage):
    """What is announced and not decided yet, for a calendar that subscribes to it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _calendar(calendars.plan(planned(open_plan())), _("forward-plan"))


class PlanItemCalendar(RecordPage):
    """One item of the plan for a calendar; one that is dropped takes itself out again. Withdrawn is not there."""

    kind = "forward_plan_item"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.withdrawal:
            raise Http404
        [item] = planned([self.shown])
        return _calendar(calendars.plan_item(item), self.record.slug_en)


def _calendar(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
