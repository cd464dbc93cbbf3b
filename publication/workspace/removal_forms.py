"""Forms about what is taken back from the public after publication, or shown again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.workspace import RecordForm
from publication.models import Removal, RemovalAction
from publication.similar import Passage
from publication.workspace.withholding_forms import REASONED

Choices = list[tuple[str, str]]


class RemovalForm(RecordForm):
    """What is asked for, of which part, and why."""

    part = forms.ChoiceField(
        label=_("Part"),
        required=False,
        help_text=_("Every version in which it says the same is dealt with. Leave it empty to withdraw the record."),
    )
    rules_shown_at = "ground"

    class Meta:
        model = Removal
        fields = ["action", "part", *REASONED]
        widgets = {"action": forms.RadioSelect}

    field_order = ("action", "part")

    def __init__(self, *args: Any, parts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part, action = self.fields["part"], self.fields["action"]
        assert isinstance(part, forms.ChoiceField)  # noqa: S101 - for the type checker
        part.choices = [("", _("The whole record")), *parts]
        action.choice_hints = {  # type: ignore[attr-defined]
            RemovalAction.REDACT: _("The text is kept aside. It can be shown again, and checked against the log."),
            RemovalAction.ERASE: _("The text is destroyed everywhere, also in the history. Nobody can bring it back."),
            RemovalAction.WITHDRAW: _("The page says that it is withdrawn, and why. Its versions can still be read."),
            RemovalAction.RESTORE: _("The reason to withhold it no longer holds."),
        }

    @property
    def where(self) -> dict[str, Any]:
        """The version and path that were chosen; nothing for the whole record."""
        version, _colon, part = self.cleaned_data["part"].partition(":")
        return {"version": int(version), "part": part} if part else {}

    @property
    def values(self) -> dict[str, Any]:
        """Why."""
        return {name: self.cleaned_data[name] for name in REASONED}


class RemovalAnswerForm(GovukForm, forms.Form):
    """The answer of a redaction officer."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[("carry_out", _("Carry it out now")), ("refuse", _("Refuse"))],
    )
    also = forms.MultipleChoiceField(
        label=_("Other wordings to erase as well"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Earlier drafts and other texts that are not public. Choose those that must not be kept either."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        help_text=_("Needed when you refuse."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, others: Sequence[Passage] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        also = self.fields["also"]
        assert isinstance(also, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        also.choices = [(passage.key, passage.text) for passage in others]
        also.choice_hints = {passage.key: passage.label for passage in others}  # type: ignore[attr-defined]
