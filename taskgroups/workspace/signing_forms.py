"""Forms of those who answer without an account, and of those who ask them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.bilingual import LANGUAGES
from core.forms import one_language_suffices
from core.workspace import RecordForm
from people.models import Organisation
from taskgroups.models import SigningLink
from taskgroups.workspace.forms import BodyAnswerForm


class AskSignatoryForm(RecordForm):
    """Who is asked to answer, for which body."""

    rules_shown_at = "organisation"

    class Meta:
        model = SigningLink
        fields = ["organisation", "name", "office_cy", "office_en", "email", "language"]
        help_texts = {
            "email": _("Their own address: whoever reads this email can answer for the body."),
        }
        labels = {"organisation": _("Body"), "language": _("Which language should the email be in?")}

    def __init__(self, *args: Any, bodies: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.queryset, organisation.to_field_name = bodies, "slug"
        organisation.empty_label = None if len(bodies) == 1 else _("Choose a body")
        language: Any = self.fields["language"]
        language.choices = [("", _("Both, Welsh first")), *language.choices[1:]]


class SignatoryForm(BodyAnswerForm):
    """A body's answer to the version that a link shows, and who gives it."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    office_cy = forms.CharField(label=_("Your office, in Welsh"), max_length=200, required=False)
    office_en = forms.CharField(label=_("Your office, in English"), max_length=200, required=False)
    confirmed = forms.BooleanField(
        label=_("I answer for this body. My name and my office are right."),
        error_messages={"required": _("Confirm that you answer for this body.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        one_language_suffices(self, "office_cy", "office_en", translated=False)

    def clean(self) -> dict[str, Any]:
        """Without `confirmed`: there is no answer that does not say it."""
        super().clean()
        self.cleaned_data.pop("confirmed", None)
        return self.cleaned_data

    @property
    def words(self) -> dict[str, str]:
        """What was typed in each language, by its code."""
        return {code: self.data.get(f"text_{code}", "") for code in LANGUAGES}
