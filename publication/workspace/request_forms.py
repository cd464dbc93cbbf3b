"""Forms of requests for publication."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from publication.models import PublishedVersion


class ConfirmForm(GovukForm, forms.Form):
    """Nothing but a yes."""


class RequestForm(GovukForm, forms.Form):
    """What the public is told about what changed; asked for once there is a published version."""

    change_note_cy = forms.CharField(label=_("What changed and why, in Welsh"), widget=forms.Textarea)
    change_note_en = forms.CharField(label=_("What changed and why, in English"), widget=forms.Textarea)

    def __init__(self, *args: Any, version: PublishedVersion | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if version is None:
            self.fields.clear()


class AnswerForm(GovukForm, forms.Form):
    """A publisher's answer to exactly what was read."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[
            ("approve", _("Approve and publish now")),
            ("return", _("Return for changes")),
            ("refuse", _("Refuse publication")),
        ],
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        help_text=_("Needed when you return or refuse. The group can read it, the public cannot."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.choice_hints = {
            "approve": _("Everyone can read it at once, in both languages. What is published stays on record."),
            "return": _("It can be changed and requested again."),
            "refuse": _("The group can go on without it being published."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") in ("return", "refuse") and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Give a reason."))
        return cleaned
