"""The steps along a state table that a page offers, and the form with which a person takes one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
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


def steps_from(machine: Machine, state: str, record: Any, labels: Mapping[str, Text], person: Any = None) -> list[Step]:
    """Every step that leaves `state`, open or shut, in the order of the table.

    Reasons link to where `person` can clear them.
    """
    return [
        Step(
            arrow.action,
            labels[arrow.action],
            arrow.target,
            [blocker.seen_by(person) if person else blocker for blocker in machine.blockers(arrow, record)],
        )
        for arrow in machine.available(state)
    ]


def stage_line_of(
    way: Sequence[tuple[str, Text]], now: str, notes: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """The stages of a way, (word, label), up to and after `now`, as components/stage_line.html takes them.

    `notes` are for stages that were reached. Nothing for what has left the way.
    """
    words = [word for word, _label in way]
    if now not in words:
        return []
    here = words.index(now)
    states = ["done"] * here + ["current"] + ["todo"] * (len(way) - here - 1)
    return [
        {"label": label, "state": state, "note": notes.get(word, "") if state != "todo" else ""}
        for (word, label), state in zip(way, states, strict=True)
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
