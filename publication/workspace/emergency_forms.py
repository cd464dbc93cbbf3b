"""Forms of publishing alone in an emergency, and of the second person's answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm, both
from core.workspace import RecordForm
from publication.models import Emergency

SAID = both("reason", "office")


class EmergencyForm(RecordForm):
    """Why it cannot wait for a second person, and the office that publishes it."""

    digest = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Emergency
        fields = SAID


class EmergencyAnswerForm(GovukForm, forms.Form):
    """The answer of a second person to exactly what went out."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[("approve", _("Approve it afterwards")), ("decline", _("Do not approve it"))],
    )
    reason_cy = forms.CharField(label=_("Why, in Welsh"), required=False, widget=forms.Textarea)
    reason_en = forms.CharField(label=_("Why, in English"), required=False, widget=forms.Textarea)
    office_cy = forms.CharField(label=_("Office, in Welsh"), required=False, max_length=200)
    office_en = forms.CharField(label=_("Office, in English"), required=False, max_length=200)
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.choice_hints = {
            "approve": _("A new version with the same words says that a second person has approved it."),
            "decline": _("Its withdrawal is asked for, and a redaction officer carries it out."),
        }

    @property
    def said(self) -> dict[str, str]:
        """Why it is not approved, and by which office."""
        return {name: self.cleaned_data[name] for name in SAID}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "decline":
            for name in SAID:
                if not cleaned.get(name):
                    self.add_error(name, _("Needed when you do not approve it. Everyone can read it."))
        return cleaned
