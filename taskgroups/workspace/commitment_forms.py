"""Forms of commitments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.workspace import RecordForm
from people.workspace.fields import BodyField
from taskgroups.models import Commitment, CommitmentState


class CommitmentForm(RecordForm):
    """Who does what by when."""

    organisation = BodyField(label=_("Body"))

    class Meta:
        model = Commitment
        fields = ["organisation", "what_cy", "what_en", "due_on"]


class SettleForm(GovukForm, forms.Form):
    """How a commitment stands."""

    rules_shown_at = "note"

    state = forms.ChoiceField(label=_("State"), choices=CommitmentState.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Reason, or who carries it on"),
        help_text=_("Needed when it is dropped or handed over."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
