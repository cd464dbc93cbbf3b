"""Forms of task groups, their members and their challenge positions."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import GovukForm
from core.workspace import RecordForm
from people.workspace.fields import BodyField, PersonField
from taskgroups.models import (
    Answer,
    ChallengePosition,
    ClosingReport,
    MembershipRole,
    PositionSection,
    Stage,
    TaskGroup,
)
from taskgroups.models.group import DEFAULT_LIMIT

_ROLE_HINTS = {
    MembershipRole.CONVENER: _("Leads the group: members, stages, decisions. Speaks for their body."),
    MembershipRole.SECRETARIAT: _("Helps to draft. Does not speak for a body."),
    MembershipRole.MEMBER: _("Drafts, and signs off for their body."),
    MembershipRole.CITIZEN_MEMBER: _("Drafts as a person with experience. Does not speak for a body."),
    MembershipRole.LEARNING_PARTNER: _("Follows the work to evaluate it. Reads the drafts."),
    MembershipRole.OBSERVER: _("Reads the drafts."),
}


class GroupForm(RecordForm):
    """What a group is for and how long it has. The dates of a group under way are not changed here."""

    rules_shown_at = "ends_on"

    class Meta:
        model = TaskGroup
        fields = [
            "name_cy",
            "name_en",
            "purpose_cy",
            "purpose_en",
            "terms_of_reference_cy",
            "terms_of_reference_en",
            "starts_on",
            "ends_on",
            "minimum_sectors",
        ]
        help_texts = {
            "ends_on": _("A task group has a limited time: nine months is usual. After this day it can only be read."),
            "minimum_sectors": _("How many sectors must be at the table before the group starts its work."),
        }

    def __init__(self, *args: Any, instance: TaskGroup | None = None, **kwargs: Any) -> None:
        if instance is None:
            today = timezone.localdate()
            kwargs["initial"] = {"starts_on": today, "ends_on": today + DEFAULT_LIMIT}
        super().__init__(*args, instance=instance, **kwargs)
        if instance is not None and instance.stage != Stage.CONVENING:
            del self.fields["starts_on"], self.fields["ends_on"]


class MemberForm(GovukForm, forms.Form):
    """A person, the body they come from, and what they do in the group."""

    rules_shown_at = "user"

    user = PersonField(label=_("Email address"), help_text=_("Of a person who has an account."))
    organisation = BodyField(label=_("Body"))
    role = forms.ChoiceField(
        label=_("Role"), choices=MembershipRole.choices, widget=forms.RadioSelect, initial=MembershipRole.MEMBER
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choice_hints = _ROLE_HINTS


class EndMembershipForm(GovukForm, forms.Form):
    """Why a membership ends."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For example: has moved to another post."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClosingReportForm(RecordForm):
    """What the group leaves behind, in both languages."""

    class Meta:
        model = ClosingReport
        fields = [
            f"{part}_{language}" for part in ("aim", "result", "learning", "successor") for language in ("cy", "en")
        ]


class TitleForm(RecordForm):
    """The title of a position."""

    class Meta:
        model = ChallengePosition
        fields = ["title_cy", "title_en"]


class _NamesItsBase:
    """Mixin for a form that carries the version its writer started from in the hidden field `base_field`."""

    base_field: str
    data: Any

    def start_from(self, base: int, **values: str) -> None:
        """Show the bound form again as started from `base`, with `values` put in place of what was typed."""
        self.data = self.data.copy()
        self.data.update({self.base_field: str(base), **values})


class SectionForm(_NamesItsBase, RecordForm):
    """One section in both languages, and the revision its writer started from."""

    base_field = "base_revision"

    base_revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = PositionSection
        fields = ["text_cy", "text_en"]


class AnswerForm(_NamesItsBase, GovukForm, forms.Form):
    """A body's answer to the version that its member reads."""

    base_field = "version"

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(Answer.SIGN_OFF, _("Sign off this version")), (Answer.RESERVATION, _("Record a reservation"))],
        widget=forms.RadioSelect,
    )
    text_cy = forms.CharField(
        label=_("In your body's words, in Welsh"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    text_en = forms.CharField(
        label=_("In your body's words, in English"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.choice_hints = {
            Answer.SIGN_OFF: _("Your body agrees that this is the problem."),
            Answer.RESERVATION: _("Your body says what it cannot agree with. The group can go on."),
        }
