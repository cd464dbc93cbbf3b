"""What happened in a mission: in its groups and their bodies, by what was published of it."""

from typing import Any

from django import forms
from django.core.paginator import Page
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from core.forms import GovukForm
from public.views.records import RecordPage
from publication.kinds import KINDS
from publication.published import timeline
from publication.published.pages import in_alphabet, page_of


class TimelineForm(GovukForm, forms.Form):
    """What a reader can narrow the time line by. Both may stay empty."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    body = forms.ChoiceField(label=gettext_lazy("Body that takes part"), required=False)

    def __init__(self, *args: Any, bodies: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"kind": [(spec.name, str(spec.label)) for spec in KINDS.values()], "body": list(bodies.items())}
        for name, rows in choices.items():
            field = self.fields[name]
            field.choices = [("", _("All")), *in_alphabet(rows)]  # type: ignore[attr-defined]
            field.widget.attrs["class"] = "govuk-select"


class Timeline(RecordPage):
    """The time line of what belongs to one record, newest first."""

    page = "timeline"

    @cached_property
    def form(self) -> TimelineForm:
        return TimelineForm(self.request.GET, bodies=timeline.bodies_in(self.record.uuid))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.form.is_valid()
        entries = timeline.entries_of(self.record.uuid, **self.form.cleaned_data)
        page: Page = page_of(self.request, entries.none() if self.form.errors else entries)
        narrowed = any(self.form.cleaned_data.values()) or bool(self.form.errors)
        found = timeline.events(list(page))
        context = super().get_context_data(form=self.form, page=page, events=found, narrowed=narrowed, **kwargs)
        if asked := self.request.GET.urlencode():
            context["alternates"] = {code: f"{address}?{asked}" for code, address in context["alternates"].items()}
        return context
