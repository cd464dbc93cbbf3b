"""Forms of the forward plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayOrMonthField, GovukForm, both
from core.workspace import SharedRecordForm
from decisions_log.models import ForwardPlanItem
from people.workspace.fields import BodyField, put_first
from taskgroups.models import TaskGroup
from taskgroups.selectors import bodies_in


class PlanItemForm(SharedRecordForm):
    """What will be decided, when at the earliest, by whom, and how to have a say."""

    demanded_later = ("say",)

    rules_shown_at = "reason_cy"

    expected = DayOrMonthField(
        label=_("When it will be decided, at the earliest"),
        help_text=_("Leave the day empty if only the month is known. For example: 14 3 2027"),
    )
    organisation = BodyField(
        label=_("Body that decides"), required=False, help_text=_("If it is not the group itself.")
    )
    say_link = forms.URLField(label=_("Web address to have a say at"), required=False, assume_scheme="https")

    class Meta:
        model = ForwardPlanItem
        fields = [
            *both("title", "question"),
            *("expected", "decision_maker_kind", "organisation"),
            *both("say"),
            *("say_link", "say_email", "say_until"),
            *both("documents", "private_part", "reason"),
        ]
        help_texts = {"say_email": _("The address of a team, not of a person: everyone can read it.")}

    def __init__(self, *args: Any, group: TaskGroup, public: bool = False, **kwargs: Any) -> None:
        item = kwargs.get("instance")
        super().__init__(*args, initial={"organisation": item.organisation if item else None}, **kwargs)
        put_first(self.fields["organisation"], bodies_in(group))
        if not public:
            for name in both("reason"):
                del self.fields[name]


class DropForm(GovukForm, forms.Form):
    """Why something will not be decided."""

    reason_cy = forms.CharField(label=_("Reason in Welsh"), widget=forms.Textarea)
    reason_en = forms.CharField(label=_("Reason in English"), widget=forms.Textarea)
