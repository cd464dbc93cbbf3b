"""Forms of missions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm, both
from core.wellbeing import WELLBEING_GOALS
from core.workspace import RecordForm, SharedRecordForm
from missions.models import Accountability, EvaluationPlan, Measure, Mission
from people.workspace.fields import BodyField, PersonField


class MissionForm(RecordForm):
    """What a mission says about itself."""

    demanded_later = ("outcome",)

    rules_shown_at = "ends_on"

    wellbeing_goals = forms.MultipleChoiceField(
        label=_("Well-being goals it serves"),
        choices=list(WELLBEING_GOALS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sponsor = BodyField(label=_("Sponsor body"), help_text=_("The body that stands behind the mission."))

    class Meta:
        model = Mission
        fields = [
            "title_cy",
            "title_en",
            "outcome_cy",
            "outcome_en",
            "summary_cy",
            "summary_en",
            "social_partners_cy",
            "social_partners_en",
            "wellbeing_goals",
            "sponsor",
            "starts_on",
            "ends_on",
        ]

    def __init__(self, *args: Any, instance: Mission | None = None, **kwargs: Any) -> None:
        if instance is not None:
            kwargs["initial"] = {"sponsor": instance.sponsor, **kwargs.get("initial", {})}
        super().__init__(*args, instance=instance, **kwargs)


class NewMissionForm(MissionForm):
    """A mission that somebody else may lead; left empty, the person who proposes it leads it."""

    lead = PersonField(
        label=_("Email address of the mission lead"),
        help_text=_("Leave it empty if you lead the mission yourself."),
        required=False,
    )


class AccountabilityForm(SharedRecordForm):
    """A body and the share of the mission that it answers for."""

    rules_shown_at = "organisation"

    organisation = BodyField(label=_("Body"))

    class Meta:
        model = Accountability
        fields = ["organisation", "share_cy", "share_en"]

    def __init__(self, *args: Any, instance: Accountability | None = None, **kwargs: Any) -> None:
        if instance is not None:
            kwargs["initial"] = {"organisation": instance.organisation}
        super().__init__(*args, instance=instance, **kwargs)


class MeasureForm(SharedRecordForm):
    """What is counted or asked, where it stands now, and where it should be by when."""

    rules_shown_at = "baseline_cy"

    class Meta:
        model = Measure
        fields = [
            "kind",
            *both("text", "unit", "baseline"),
            "baseline_due_on",
            *("target_cy", "target_en", "due_on"),
        ]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"baseline_due_on": _("Everyone can read this promise. Leave it empty once it was measured.")}


class RemoveForm(GovukForm, forms.Form):
    """Why something is taken out."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("One or two sentences. They stay in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EvaluationForm(RecordForm):
    """How the mission will be evaluated, and by whom."""

    learning_partner = BodyField(
        label=_("Learning partner"), help_text=_("An independent body that follows the work and says what it learns.")
    )

    class Meta:
        model = EvaluationPlan
        fields = [
            "questions_cy",
            "questions_en",
            "methods_cy",
            "methods_en",
            "independence_cy",
            "independence_en",
            "learning_partner",
            "findings_due_on",
        ]

    def __init__(self, *args: Any, instance: EvaluationPlan | None = None, **kwargs: Any) -> None:
        if instance is not None:
            kwargs["initial"] = {"learning_partner": instance.learning_partner}
        super().__init__(*args, instance=instance, **kwargs)
