"""Forms of platform roles, stewards, offices and posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.workspace import RecordForm
from people.models import Office, Organisation, PlatformRole, Post
from people.services.organisations import SHORT_NAMES
from people.workspace.fields import BodyField, PersonField

_HINTS = {
    PlatformRole.ADMINISTRATOR: _("Gives and ends roles, names stewards and keeps the register of organisations."),
    PlatformRole.MISSION_LEAD: _("Proposes missions, and leads the missions that name them."),
    PlatformRole.PUBLISHER: _("Approves what is published and did not ask for or edit it."),
    PlatformRole.REDACTION_OFFICER: _("Withholds, erases and withdraws what is published."),
    PlatformRole.COMMUNICATIONS_EDITOR: _("Writes pages and updates."),
    PlatformRole.AUDITOR: _("Reads working records and changes nothing."),
}


class _TenureForm(GovukForm, forms.Form):
    """Who holds something, from which day and until which, and why."""

    user = PersonField(label=_("Email address"), help_text=_("Of a person who has an account."))
    starts_on = forms.DateField(label=_("First day"), help_text=_("Leave it empty for from now on."), required=False)
    ends_on = forms.DateField(label=_("Last day"), help_text=_("Leave it empty if it has no end."), required=False)
    reason = forms.CharField(label=_("Reason"), help_text=_("One or two sentences. They stay in the record."))


class RoleForm(_TenureForm):
    """A platform role for a person."""

    field_order = ("user", "role")

    role = forms.ChoiceField(label=_("Role"), choices=PlatformRole.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choice_hints = _HINTS


class StewardForm(_TenureForm):
    """A steward of an organisation."""


class ReasonForm(GovukForm, forms.Form):
    """Why something ends."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("For example: has moved to another post."), widget=forms.Textarea
    )


class OfficeForm(RecordForm):
    """The office of an organisation, and what the organisation is called for short."""

    short_name_cy = forms.CharField(
        label=_("Short name in Welsh"), max_length=40, required=False, help_text=_("For example: BIPHDd.")
    )
    short_name_en = forms.CharField(
        label=_("Short name in English"), max_length=40, required=False, help_text=_("For example: HDUHB.")
    )

    class Meta:
        model = Office
        fields = ["name_cy", "name_en", "email", "since"]

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        initial = {name: getattr(organisation, name) for name in SHORT_NAMES}
        super().__init__(*args, initial=initial, **kwargs)


class PostForm(RecordForm):
    """A person, their title, from when and until when; seconded from another organisation or not."""

    rules_shown_at = "ends_on"
    field_order = ["user"]

    user = PersonField(label=_("Email address"), help_text=_("Of a person who has an account."))
    home_organisation = BodyField(
        label=_("Seconded from"), required=False, help_text=_("Leave it empty for who is not on secondment.")
    )

    class Meta:
        model = Post
        fields = ["title_cy", "title_en", "starts_on", "ends_on", "home_organisation"]


class EndPostForm(GovukForm, forms.Form):
    """The last day of a post."""

    ends_on = forms.DateField(label=_("Last day"))
