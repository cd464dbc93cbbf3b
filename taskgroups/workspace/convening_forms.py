"""Forms about exceptions from the floor under convening."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.workspace import RecordForm
from people.models import Level
from taskgroups.models import ConveningException


class ExceptionForm(RecordForm):
    """What one group may do without, and why: the public reads it."""

    rules_shown_at = "minimum_members"

    without_levels = forms.MultipleChoiceField(
        label=_("Levels that may be missing"),
        choices=Level.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = ConveningException
        fields = ["minimum_members", "minimum_sectors", "without_levels", "reason_cy", "reason_en"]


class ExceptionAnswerForm(GovukForm, forms.Form):
    """A second person's answer, and why."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("confirm", _("Confirm the exception")), ("decline", _("Decline the exception"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("One or two sentences. They stay in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EndExceptionForm(GovukForm, forms.Form):
    """Why an exception is no longer needed."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("One or two sentences. They stay in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
