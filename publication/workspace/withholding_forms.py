"""Forms about what is withheld, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm, both
from core.workspace import SharedRecordForm
from publication.models import Withholding
from publication.pinned import Part

REASONED = [
    "ground",
    *both("reason", "office"),
    "decided_on",
    "review_on",
    *both("public_interest_for", "public_interest_against"),
]


class WithholdingForm(SharedRecordForm):
    """Why a part is withheld; which one is asked only for a new one."""

    part = forms.ChoiceField(label=_("Part to withhold"), required=True)
    rules_shown_at = "public_interest_for_cy"

    class Meta:
        model = Withholding
        fields = REASONED

    def __init__(self, *args: Any, parts: list[Part] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part: Any = self.fields["part"]
        if parts is None:
            del self.fields["part"]
        else:
            part.choices = [("", _("Choose a part")), *((found.name, found.label) for found in parts)]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed for the withholding itself."""
        return {name: self.cleaned_data[name] for name in REASONED}


class LiftForm(GovukForm, forms.Form):
    """Why a part is withheld no longer."""

    reason = forms.CharField(label=_("Why it is withheld no longer"), widget=forms.Textarea(attrs={"rows": 3}))
