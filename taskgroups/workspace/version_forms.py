"""Forms about the versions of a position."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.workspace import RecordForm
from taskgroups.models import SectionKind, VersionName
from taskgroups.versions import TITLE, Difference
from taskgroups.workspace.forms import NamesItsBase


class ShownForm(GovukForm, forms.Form):
    """Which versions are listed."""

    part = forms.ChoiceField(
        label=_("Part"), choices=[("", _("All parts")), (TITLE, _("Title")), *SectionKind.choices], required=False
    )
    marked = forms.BooleanField(label=_("Only versions that are named, agreed or answered"), required=False)


class CompareForm(GovukForm, forms.Form):
    """Two versions of a position that has `newest` versions."""

    old = forms.IntegerField(label=_("Older version"))
    new = forms.IntegerField(label=_("Newer version"))

    def __init__(self, *args: Any, newest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newest = newest

    def clean(self) -> dict[str, Any]:
        chosen = super().clean()
        for name, number in list(chosen.items()):
            if not 1 <= number <= self.newest:
                self.add_error(name, _("There is no such version. The newest one is %(n)d.") % {"n": self.newest})
        return chosen


class VersionNameForm(RecordForm):
    """What a version is called."""

    rules_shown_at = "name_cy"

    class Meta:
        model = VersionName
        fields = ["name_cy", "name_en"]


class RestoreForm(GovukForm, forms.Form):
    """Which parts of an earlier version come back, and the version that the person saw when they chose."""

    parts = forms.MultipleChoiceField(label=_("What to restore"), widget=forms.CheckboxSelectMultiple)
    base_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, changed: list[Difference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts: Any = self.fields["parts"]
        parts.choices = [(difference.part, difference.label) for difference in changed]


class LevelForm(NamesItsBase, GovukForm, forms.Form):
    """A language that says the same as the other one, and the revision that was read."""

    base_field = "revision"

    language = forms.ChoiceField(choices=[("cy", "cy"), ("en", "en")], widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
