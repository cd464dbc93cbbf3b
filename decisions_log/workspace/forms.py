"""Forms of decisions and of publication."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.steps import StepForm
from core.workspace import RecordForm
from decisions_log.models import Constraint, Decision, Dissent, Option, PublishedVersion, TradeOff
from decisions_log.models.decision import DECIDED_STATES
from people.workspace.fields import BodyField


def _both(*names: str) -> list[str]:
    return [f"{name}_{language}" for name in names for language in ("cy", "en")]


class ReasonedForm(RecordForm):
    """A form over a decision or a part of it, which knows the version of the record that the person opened.

    `based_on` is the history id that was opened, `newest` the one that is stored now. Why something is
    changed is asked once it has been decided; a draft changes without that.
    """

    reason = forms.CharField(
        label=_("Why this change"),
        help_text=_("One sentence for the history of the record. The public does not see it."),
    )
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision = self.instance if isinstance(self.instance, Decision) else self.instance.decision
        if decision.state not in DECIDED_STATES:
            del self.fields["reason"]
        self.newest = None if self.instance.pk is None else self.instance.latest_history_id()

    @property
    def values(self) -> dict[str, Any]:
        """What was typed for the record itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "based_on")}

    @property
    def changed_meanwhile(self) -> list[dict[str, Any]]:
        """Texts that somebody else saved since this person opened the form, where they typed something else."""
        if not self.is_bound or self.newest is None or self.data.get("based_on") in ("", None, str(self.newest)):
            return []
        texts = [name for name in self.fields if isinstance(self.initial.get(name), str)]
        rows = [{"label": self[name].label, "saved": self.initial[name], "typed": self[name].value()} for name in texts]
        return [row for row in rows if row["saved"] != (row["typed"] or "").replace("\r\n", "\n")]

    def act(self, default: Any) -> dict[str, Any]:
        """Why the record is changed, and on what the writer based it."""
        return {
            "reason": self.cleaned_data.get("reason") or str(default),
            "based_on": self.cleaned_data.get("based_on"),
        }


class StartForm(RecordForm):
    """The question that a decision answers."""

    class Meta:
        model = Decision
        fields = _both("title", "question")


class TextsForm(ReasonedForm):
    """A decision's own texts and dates."""

    class Meta:
        model = Decision
        fields = [
            *_both("title", "question", "decision", "summary", "reasons"),
            "decision_maker_kind",
            *_both("authority"),
            "decided_on",
            "review_on",
            *_both("cost", "success_measure", "no_constraints"),
            "legal_note",
        ]
        help_texts = {"legal_note": _("Only this group can read it. It never leaves the workspace.")}


class OptionForm(ReasonedForm):
    class Meta:
        model = Option
        fields = [*_both("title", "summary", "benefits", "costs", "experience"), "chosen", *_both("why_not")]


class TradeOffForm(ReasonedForm):
    class Meta:
        model = TradeOff
        fields = ["dimension", "position", *_both("gain", "give_up", "bearer", "period")]


class ConstraintForm(ReasonedForm):
    rules_shown_at = "changeable_by_cy"

    class Meta:
        model = Constraint
        fields = ["kind", "hardness", *_both("text", "changeable_by")]


class DissentForm(ReasonedForm):
    organisation = BodyField(
        label=_("Body"), required=False, help_text=_("Leave it empty for dissent that is to stay unnamed.")
    )

    class Meta:
        model = Dissent
        fields = ["organisation", "kind", *_both("text")]

    def __init__(self, *args: Any, instance: Dissent, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, initial={"organisation": instance.organisation}, **kwargs)


class RemoveForm(GovukForm, forms.Form):
    """Why a part is taken out."""

    reason = forms.CharField(label=_("Why it is removed"), widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(GovukForm, forms.Form):
    """Nothing but a yes."""


_STEP_HINTS = {
    "propose": _("The text is frozen, so that everyone discusses the same words. It gets its reference."),
    "decide": _("It is on record from then on, and can be published."),
    "return_to_draft": _("The text can be changed again."),
    "withdraw": _("It stays in the history of the group and goes no further."),
}


class DecisionStepForm(StepForm):
    """The next step of a decision; the date is asked where the step records a decision."""

    decided_on = forms.DateField(
        label=_("Date of the decision"),
        required=False,
        help_text=_("When it was decided, if you record it as decided. Today, if you leave it empty."),
    )

    field_order = ("action", "decided_on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action: Any = self.fields["action"]
        action.choice_hints = _STEP_HINTS | action.choice_hints
        if "decide" not in dict(action.choices):
            del self.fields["decided_on"]


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
