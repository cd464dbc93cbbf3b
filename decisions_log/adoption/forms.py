"""Forms of adoption."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import both
from core.workspace import SharedRecordForm
from decisions_log.adoption.models import Adoption
from decisions_log.models import Decision


class AdoptionForm(SharedRecordForm):
    """What one's own body decided."""

    legal_record = forms.URLField(
        label=_("Web address of its legal record"),
        required=False,
        assume_scheme="https",
        help_text=_("The minutes or decision notice of your body, where everyone can read it."),
    )
    read = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rules_shown_at = "conditions_cy"

    class Meta:
        model = Adoption
        fields = ["outcome", "decided_on", "legal_record", *both("reason", "conditions")]
        widgets = {"outcome": forms.RadioSelect}

    def __init__(self, *args: Any, instance: Adoption, decision: Decision, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"read": decision.meaning_version}
        if instance.pk and instance.is_stale:
            initial["decided_on"] = None
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
