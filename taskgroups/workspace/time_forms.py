"""Forms about the time limit of a group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm


class ExtendForm(GovukForm, forms.Form):
    """A new end date and why, in both languages: the public reads it."""

    rules_shown_at = "to_date"

    to_date = forms.DateField(label=_("New end date"))
    reason_cy = forms.CharField(label=_("Reason in Welsh"), widget=forms.Textarea)
    reason_en = forms.CharField(label=_("Reason in English"), widget=forms.Textarea)


class AskForm(GovukForm, forms.Form):
    """Until when the group needs time, and what for."""

    rules_shown_at = "until"

    until = forms.DateField(label=_("New end date"))
    grounds = forms.CharField(
        label=_("Reason"), help_text=_("The mission lead reads it."), widget=forms.Textarea(attrs={"rows": 4})
    )


class DeclineForm(GovukForm, forms.Form):
    """Why there is no more time."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("One or two sentences. They stay in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
