"""Forms of decisions; those of the parts of a decision are in `part_forms`."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm, both
from core.steps import StepForm
from core.workspace import RecordForm, SharedRecordForm
from decisions_log.frozen import open_columns
from decisions_log.models import (
    CorrectionKind,
    Decision,
    ForwardPlanItem,
)
from decisions_log.services.correction import correct, is_decided
from people.models import User


class ReasonedForm(SharedRecordForm):
    """A form over a decision or a part of it.

    A draft is written. Once the decision is made, the form corrects: what is frozen is not in it, and whoever corrects
    says what kind of correction it is, and why.
    """

    correction = forms.ChoiceField(
        label=_("Kind of correction"),
        choices=CorrectionKind.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    correction_reason_cy = forms.CharField(label=_("Why it is corrected, in Welsh"), required=False)
    correction_reason_en = forms.CharField(label=_("Why it is corrected, in English"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.corrects = is_decided(self.instance) and self.instance.pk is not None
        correction: Any = self.fields["correction"]
        correction.choice_hints = _CORRECTION_HINTS
        if not self.corrects:
            for name in _CORRECTION:
                del self.fields[name]
            return
        for name in self.fields.keys() - open_columns(self.instance) - {"based_on", *_CORRECTION}:
            del self.fields[name]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed for the record itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("based_on", *_CORRECTION)}

    def save_through(self, save: Callable[..., Any], *, by: User, reason: Any) -> None:
        """Correct the record, or save it by the service for what is not decided yet."""
        based_on = self.cleaned_data.get("based_on")
        if not self.corrects:
            save(by=by, reason=str(reason), based_on=based_on)
            return
        correct(
            record=self.instance,
            by=by,
            values=self.values,
            kind=self.cleaned_data["correction"],
            reason_en=self.cleaned_data["correction_reason_en"],
            reason_cy=self.cleaned_data["correction_reason_cy"],
            based_on=based_on,
        )


_CORRECTION = ("correction", "correction_reason_cy", "correction_reason_en")
_CORRECTION_HINTS = {
    "typo": _("Letters, capitals, punctuation. No number and no other word."),
    "translation": _("One language is corrected so that it says what the other says."),
    "fact": _("Something was recorded wrongly. Not for what was decided: that is superseded."),
    "link": _("A web address no longer leads where it should."),
}


class EarlierForm(GovukForm, forms.Form):
    """Which earlier decision a draft starts from."""

    earlier = forms.TypedChoiceField(label=_("Earlier decision"), coerce=UUID)

    def __init__(self, *args: Any, earlier: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["earlier"]
        field.choices = earlier


class StartForm(RecordForm):
    """The question that a decision answers."""

    class Meta:
        model = Decision
        fields = both("title", "question")


class _PlanItemField(forms.ModelChoiceField):
    """What was announced in the forward plan, by its UUID."""

    def label_from_instance(self, item: ForwardPlanItem) -> str:
        return f"{item.reference}: {item.title}"


class TextsForm(ReasonedForm):
    """A decision's own texts and dates."""

    demanded_later = ("decision", "summary", "reasons", "decided_on", "review_on", "success_measure")

    plan_item = _PlanItemField(
        label=_("Announced in the forward plan as"),
        required=False,
        queryset=ForwardPlanItem.objects.none(),
        to_field_name="uuid",
        empty_label=_("Not announced"),
    )

    class Meta:
        model = Decision
        fields = [
            *both("title", "question"),
            "plan_item",
            *both("short_notice"),
            *both("decision", "summary", "reasons"),
            "decision_maker_kind",
            *both("authority"),
            "decided_on",
            *both("early_date"),
            "review_on",
            *both("cost", "success_measure", "no_constraints"),
            "legal_note",
        ]
        help_texts = {"legal_note": _("Only this group can read it. It never leaves the workspace.")}

    def __init__(self, *args: Any, instance: Decision, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, initial={"plan_item": instance.plan_item}, **kwargs)
        self.fields["plan_item"].queryset = instance.group.plan_items.all()  # type: ignore[attr-defined]


class RemoveForm(GovukForm, forms.Form):
    """Why a part is taken out."""

    reason = forms.CharField(label=_("Why it is removed"), widget=forms.Textarea(attrs={"rows": 3}))


_STEP_HINTS = {
    "propose": _("The text is frozen, so that everyone discusses the same words. It gets its reference."),
    "decide": _("It is on record from then on, and can be published."),
    "return_to_draft": _("The text can be changed again."),
    "confirm": _("It stands as it is."),
    "reverse": _("It no longer holds, and nothing takes its place. It stays on record."),
    "withdraw": _("It stays in the history of the group and goes no further."),
}


class _SuccessorField(forms.ModelChoiceField):
    """A decision that could take the place of another, by its UUID."""

    def label_from_instance(self, decision: Decision) -> str:
        return f"{decision.reference}: {decision.title}"


class DecisionStepForm(StepForm):
    """The next step of a decision; what it asks for is asked where the step can be taken."""

    decided_on = forms.DateField(
        label=_("Date of the decision"),
        required=False,
        help_text=_("When it was decided, if you record it as decided. Today, if you leave it empty."),
    )

    superseded_by = _SuccessorField(
        label=_("The decision that replaces it"),
        required=False,
        queryset=Decision.objects.none(),
        to_field_name="uuid",
        empty_label=_("Choose a decision"),
        help_text=_("Needed if you mark it as superseded: a decision of the same mission that was made no earlier."),
    )

    early_date_cy = forms.CharField(
        label=_("Why it is dated before the challenge position was agreed, in Welsh"),
        required=False,
        help_text=_("Needed if the date is earlier. Everyone can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    early_date_en = forms.CharField(
        label=_("Why it is dated before the challenge position was agreed, in English"),
        required=False,
        help_text=_("Needed if the date is earlier. Everyone can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ("action", "decided_on", "early_date_cy", "early_date_en", "superseded_by", "reason")

    def __init__(self, *args: Any, successors: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action: Any = self.fields["action"]
        action.choice_hints = _STEP_HINTS | action.choice_hints
        offered = dict(action.choices)
        for step, names in (("decide", ("decided_on", *both("early_date"))), ("supersede", ("superseded_by",))):
            for name in names if step not in offered else ():
                del self.fields[name]
        if "supersede" in offered:
            self.fields["superseded_by"].queryset = successors  # type: ignore[attr-defined]
            action.choice_hints["supersede"] = _("Another decision of the mission takes its place: choose it below.")


class SuccessorForm(GovukForm, forms.Form):
    """Which decision really replaces another."""

    field_order = ("superseded_by", "reason")

    superseded_by = _SuccessorField(
        label=_("The decision that replaces it"),
        queryset=Decision.objects.none(),
        to_field_name="uuid",
        empty_label=_("Choose a decision"),
        help_text=_("A decision of the same mission that was made no earlier."),
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, successors: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superseded_by"].queryset = successors  # type: ignore[attr-defined]
