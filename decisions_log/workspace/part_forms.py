"""Forms of the parts of a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import both
from decisions_log.models import (
    Agreement,
    Constraint,
    Consultation,
    DeclaredInterest,
    Dissent,
    Evidence,
    Impact,
    Option,
    TradeOff,
)
from decisions_log.models.impact import PROMPTS, WELSH_PROMPTS
from decisions_log.workspace.forms import ReasonedForm
from people.workspace.fields import BodyField, put_first
from taskgroups.selectors import bodies_in


class OptionForm(ReasonedForm):
    class Meta:
        model = Option
        fields = [*both("title", "summary", "benefits", "costs", "affected", "experience"), "chosen", *both("why_not")]


class TradeOffForm(ReasonedForm):
    class Meta:
        model = TradeOff
        fields = ["dimension", "position", *both("gain", "give_up", "bearer", "period")]


class ConstraintForm(ReasonedForm):
    rules_shown_at = "changeable_by_cy"

    class Meta:
        model = Constraint
        fields = ["kind", "hardness", *both("text", "changeable_by")]


class OpenImpactForm(ReasonedForm):
    """Which further area the decision touches."""

    class Meta:
        model = Impact
        fields = ["area"]

    def __init__(self, *args: Any, instance: Impact, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        area: Any = self.fields["area"]
        opened = set(instance.decision.impacts.values_list("area", flat=True))
        area.choices = [(value, label) for value, label in area.choices if value not in opened]


class ImpactForm(ReasonedForm):
    """What the decision would do in an area: the prompts of that area alone."""

    demanded_later = ("direction", *WELSH_PROMPTS, "text")

    class Meta:
        model = Impact
        fields = ["direction", *both(*WELSH_PROMPTS, *PROMPTS)]

    def __init__(self, *args: Any, instance: Impact, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        for name in both(*(set(WELSH_PROMPTS + PROMPTS) - set(instance.prompts))):
            del self.fields[name]


def impact_form(*args: Any, instance: Impact, **kwargs: Any) -> ReasonedForm:
    """An area is opened first and written then."""
    form = OpenImpactForm if instance.pk is None else ImpactForm
    return form(*args, instance=instance, **kwargs)


class DissentForm(ReasonedForm):
    rules_shown_at = "text_cy"

    organisation = BodyField(
        label=_("Body"), required=False, help_text=_("Leave it empty for dissent that is to stay unnamed.")
    )

    class Meta:
        model = Dissent
        fields = ["organisation", "kind", *both("text")]

    def __init__(self, *args: Any, instance: Dissent, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, initial={"organisation": instance.organisation}, **kwargs)
        if "organisation" in self.fields:
            put_first(self.fields["organisation"], bodies_in(instance.decision.group))


class EvidenceForm(ReasonedForm):
    link = forms.URLField(
        label=_("Web address"),
        required=False,
        assume_scheme="https",
        help_text=_("Where everyone can read it, if they can."),
    )

    class Meta:
        model = Evidence
        fields = [*both("title"), "kind", "confidence", *both("finding"), "link"]


class ConsultationForm(ReasonedForm):
    rules_shown_at = "ends_on"

    class Meta:
        model = Consultation
        fields = [*both("who", "how"), "starts_on", "ends_on", *both("said", "changed")]


class AgreementForm(ReasonedForm):
    rules_shown_at = "votes_for"

    class Meta:
        model = Agreement
        fields = ["level", "votes_for", "votes_against", "abstentions"]


class DeclaredInterestForm(ReasonedForm):
    rules_shown_at = "what_cy"

    organisation = BodyField(label=_("Body"))

    class Meta:
        model = DeclaredInterest
        fields = ["organisation", "role", *both("what"), "handling", *both("dispensation")]

    def __init__(self, *args: Any, instance: DeclaredInterest, **kwargs: Any) -> None:
        body = instance.organisation if instance.organisation_id else None
        super().__init__(*args, instance=instance, initial={"organisation": body}, **kwargs)
        put_first(self.fields["organisation"], bodies_in(instance.decision.group))
