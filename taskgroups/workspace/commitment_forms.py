"""Forms of commitments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.dates import long_date
from core.forms import GovukForm
from core.workspace import SharedRecordForm
from people.workspace.fields import BodyField, put_first
from taskgroups.models import Commitment, CommitmentState, Meeting, TaskGroup
from taskgroups.selectors import bodies_in


class MeetingField(forms.ModelChoiceField):
    """A meeting, by its day and title."""

    def label_from_instance(self, obj: Meeting) -> str:
        return f"{long_date(obj.held_on)}: {obj.title}"


class CommitmentForm(SharedRecordForm):
    """Who does what by when."""

    rules_shown_at = "what_cy"

    organisation = BodyField(label=_("Body"))
    meeting = MeetingField(
        label=_("Made at the meeting"),
        queryset=Meeting.objects.none(),
        to_field_name="uuid",
        empty_label=_("Not at a meeting"),
        required=False,
    )

    class Meta:
        model = Commitment
        fields = ["organisation", "what_cy", "what_en", "due_on", "meeting"]

    def __init__(self, *args: Any, group: TaskGroup, instance: Commitment | None = None, **kwargs: Any) -> None:
        if instance is not None:
            kwargs["initial"] = {"organisation": instance.organisation, "meeting": instance.meeting}
        super().__init__(*args, instance=instance, **kwargs)
        put_first(self.fields["organisation"], bodies_in(group))
        meeting: Any = self.fields["meeting"]
        meeting.queryset = group.meetings.begun()


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
