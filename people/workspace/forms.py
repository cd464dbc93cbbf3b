"""Forms of accounts and of the register of bodies."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.vocabularies import choices
from people.models import Language, Level


class BodyFilter(GovukForm, forms.Form):
    """Which bodies to list."""

    level = forms.ChoiceField(label=_("Level"), choices=[("", _("All levels")), *Level.choices], required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("All sectors")), *choices("sector")], required=False)


class AccountForm(GovukForm, forms.Form):
    """What a person says of themselves when they make the account they were invited to."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    preferred_language = forms.ChoiceField(
        label=_("Which language should we write to you in?"), choices=Language.choices, widget=forms.RadioSelect
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class RegisterImportForm(GovukForm, forms.Form):
    """A CSV file with the columns of the register."""

    LARGEST = 5_000_000

    file = forms.FileField(label=_("CSV file"), help_text=_("UTF-8, with a heading for each column."))
    reason = forms.CharField(label=_("Reason"), help_text=_("For example: names checked with the official list."))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > self.LARGEST:
            raise forms.ValidationError(_("This file is too large for a register of bodies. Nothing was changed."))
        return file
