"""Forms of releases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.dates import WALES, moment
from core.forms import GovukForm, HourField
from core.workspace import RecordForm
from publication.models import PublicationRequest, Release
from publication.requests import titles_of


class ReleaseForm(RecordForm):
    """What goes out together, and when."""

    requests = forms.MultipleChoiceField(label=_("What goes out together"), widget=forms.CheckboxSelectMultiple)
    day = forms.DateField(
        label=_("Day"),
        required=False,
        help_text=_("Leave the day and the hour empty for a release that goes out as soon as it is approved."),
    )
    hour = HourField(label=_("Hour, in the time of Wales"), required=False, help_text=_("For example: 14:30"))

    class Meta:
        model = Release
        fields = ["title_cy", "title_en"]

    def __init__(self, *args: Any, choice: Sequence[PublicationRequest], **kwargs: Any) -> None:
        release: Release = kwargs["instance"]
        initial: dict[str, Any] = {"requests": [str(item.uuid) for item in choice if item.release_id]}
        if release.goes_out_at:
            at = release.goes_out_at.astimezone(WALES)
            initial |= {"day": at.date(), "hour": at.time()}
        super().__init__(*args, initial=initial, **kwargs)
        self.choice = {str(item.uuid): item for item in choice}
        titles, requests = titles_of(choice), self.fields["requests"]
        requests.choices = [(key, titles[item.pk]) for key, item in self.choice.items()]  # type: ignore[attr-defined]
        requests.choice_hints = {  # type: ignore[attr-defined]
            key: item.get_kind_display() for key, item in self.choice.items()
        }
        requests.required = not release.pk

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if (day is None) != (hour is None) and not self.errors.keys() & {"day", "hour"}:
            self.add_error("hour" if hour is None else "day", _("Give both the day and the hour, or neither."))
        cleaned["goes_out_at"] = moment(day, hour) if day and hour else None
        if day and hour and cleaned["goes_out_at"] is None:
            self.add_error("hour", ValidationError(_("The clocks go forward then: there is no such hour on that day.")))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        names = ("title_en", "title_cy", "goes_out_at")
        chosen = [self.choice[key] for key in self.cleaned_data["requests"]]
        return {name: self.cleaned_data[name] for name in names} | {"requests": chosen}


class ReleaseAnswerForm(GovukForm, forms.Form):
    """A publisher's answer to a whole release, exactly as it was read."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[("approve", _("Approve all of it")), ("return", _("Return for changes"))],
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        help_text=_("Needed when you return it. Those who put it together can read it, the public cannot."),
        widget=forms.Textarea,
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.choice_hints = {
            "approve": _("Everything in it becomes public at one moment, in both languages. No part goes out alone."),
            "return": _("Nothing goes out until it is approved again."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "return" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Give a reason."))
        return cleaned
