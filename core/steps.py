"""The steps along a state table that a page offers, and the form with which a person takes one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.transitions import Blocker, Machine
from core.verdicts import Text


@dataclass(frozen=True)
class Step:
    """One arrow that leaves the present state, and every reason why it is shut; none when it can be taken."""

    action: str
    label: Text
    target: str
    blockers: list[Blocker]


def steps_from(machine: Machine, state: str, record: Any, labels: Mapping[str, Text]) -> list[Step]:
    """Every step that leaves `state`, open or shut, in the order of the table."""
    return [
        Step(arrow.action, labels[arrow.action], arrow.target, machine.blockers(arrow, record))
        for arrow in machine.available(state)
    ]


class StepForm(GovukForm, forms.Form):
    """Which step to take, and why. A step that is shut can be chosen: the refusal then says everything it needs."""

    action = forms.ChoiceField(label=_("What do you want to do?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("One or two sentences. They stay in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, steps: Iterable[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action: Any = self.fields["action"]
        action.choices = [(step.action, step.label) for step in steps]
        action.choice_hints = {
            step.action: _("Not possible yet: see what is missing.") for step in steps if step.blockers
        }
