"""Forms of accounts and of the register of bodies."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.vocabularies import choices
from people.models import Delivery, Language, Level
from people.notifications import KINDS


class BodyFilter(GovukForm, forms.Form):
    """Which bodies to list."""

    level = forms.ChoiceField(label=_("Level"), choices=[("", _("All levels")), *Level.choices], required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("All sectors")), *choices("sector")], required=False)
    without_office = forms.BooleanField(label=_("Without an office"), required=False)


class LanguageForm(GovukForm, forms.Form):
    """The language a person prefers."""

    preferred_language = forms.ChoiceField(
        label=_("Which language should we write to you in?"), choices=Language.choices, widget=forms.RadioSelect
    )


class NameForm(LanguageForm):
    """What a person says of themselves."""

    field_order = ("first_name", "last_name", "preferred_language")

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)


class AccountForm(NameForm):
    """What a person says of themselves when they make the account they were invited to."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class NotificationsForm(GovukForm, forms.Form):
    """How a person wants to be told of things: a field for every kind, named as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in KINDS.items():
            self.fields[name] = forms.ChoiceField(label=str(kind.subject), choices=Delivery.choices)

    def by_app(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields under the name of the app they belong to, groups before their decisions."""
        for app in reversed(list(apps.get_app_configs())):
            if names := [name for name, kind in KINDS.items() if kind.model._meta.app_config == app]:
                yield str(app.verbose_name), [self[name] for name in names]


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
