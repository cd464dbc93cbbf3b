"""Forms of meetings."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.dates import WALES
from core.forms import GovukForm, HourField, one_language_suffices
from core.pickers import PickerSelect
from core.workspace import SharedRecordForm
from people.models import Language
from taskgroups.models import Attendance, AttendanceState, Interest, InterestHandling, Meeting, Membership
from taskgroups.models.meeting import NO_TITLE, OUTCOMES
from taskgroups.selectors import Seat


class MeetingForm(SharedRecordForm):
    """When and where a meeting is, and what it is about."""

    rules_shown_at = "online_link"

    held_on = forms.DateField(label=_("Date"))
    starts = HourField(label=_("Starts at"), help_text=_("For example: 14:30"))
    ends = HourField(label=_("Ends at"), help_text=_("For example: 16:00"))
    online_link = forms.URLField(label=_("Link to join online"), required=False, assume_scheme="https")

    class Meta:
        model = Meeting
        fields = [
            *("title_cy", "title_en", "place_cy", "place_en", "online_link"),
            *("interpretation", "agenda_cy", "agenda_en"),
        ]

    def __init__(self, *args: Any, instance: Meeting | None = None, **kwargs: Any) -> None:
        if instance is not None:
            starts, ends = (at.astimezone(WALES) for at in (instance.starts_at, instance.ends_at))
            kwargs["initial"] = {"held_on": starts.date(), "starts": starts.time(), "ends": ends.time()}
        super().__init__(*args, instance=instance, **kwargs)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("title_cy") and not values.get("title_en"):
            self.add_error("title_cy", NO_TITLE)
        return values


class CancelForm(GovukForm, forms.Form):
    """Why a meeting is cancelled; the record says so when neither language does."""

    rules_shown_at = "cancelled_because_cy"

    cancelled_because_cy = forms.CharField(label=_("Reason in Welsh"), widget=forms.Textarea)
    cancelled_because_en = forms.CharField(label=_("Reason in English"), widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one_language_suffices(self, "cancelled_because_cy", "cancelled_because_en")


class AnswerMeetingForm(GovukForm, forms.Form):
    """Whether one will come, and in which language."""

    state = forms.ChoiceField(
        label=_("Will you come?"),
        choices=[(AttendanceState.WILL_ATTEND, _("I will come")), (AttendanceState.APOLOGIES, _("I send apologies"))],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Which language will you speak?"),
        help_text=_("You are welcome to speak Welsh. It causes no delay: the group arranges translation."),
        choices=Language.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    needs_interpretation = forms.BooleanField(label=_("I need translation from Welsh to English"), required=False)

    def __init__(self, *args: Any, given: Attendance | None, **kwargs: Any) -> None:
        if given is not None:
            kwargs["initial"] = {name: getattr(given, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class WriteUpForm(SharedRecordForm):
    """Who was at a meeting, and its notes."""

    demanded_later = ("notes",)

    rules_shown_at = "notes_cy"

    class Meta:
        model = Meeting
        fields = ["notes_cy", "notes_en"]

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = {f"seat_{seat.membership.uuid}": seat for seat in seats}
        for name, seat in self._asked.items():
            self.fields[name] = forms.ChoiceField(
                label=f"{seat.membership.user}, {seat.membership.organisation.name}",
                choices=[(outcome.value, outcome.label) for outcome in OUTCOMES],
                initial=seat.attendance.state if seat.attendance.state in OUTCOMES else None,
                widget=forms.RadioSelect,
                required=False,
            )

    def seat_fields(self) -> list[forms.BoundField]:
        """The fields of the people, in their order."""
        return [self[name] for name in self._asked]

    def states(self) -> dict[Membership, AttendanceState]:
        """What was chosen for each person; those without a choice are left out."""
        chosen = {seat.membership: self.cleaned_data[name] for name, seat in self._asked.items()}
        return {membership: AttendanceState(state) for membership, state in chosen.items() if state}


class InterestForm(SharedRecordForm):
    """An interest in the words of who declares it."""

    rules_shown_at = "what_cy"

    class Meta:
        model = Interest
        fields = ["what_cy", "what_en"]


class NoteInterestForm(InterestForm):
    """An interest that a member declared at the meeting."""

    field_order = ["membership"]

    membership = forms.ModelChoiceField(
        label=_("Member"),
        queryset=Membership.objects.none(),
        to_field_name="uuid",
        empty_label=_("Choose a member"),
        widget=PickerSelect(),
    )

    def __init__(self, *args: Any, invited: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        membership: Any = self.fields["membership"]
        membership.queryset = invited


class SettleInterestForm(GovukForm, forms.Form):
    """What was done about an interest."""

    handling = forms.ChoiceField(
        label=_("What was done about it"), choices=InterestHandling.choices, widget=forms.RadioSelect
    )
