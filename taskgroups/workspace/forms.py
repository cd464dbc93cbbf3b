"""Forms of task groups, their members and their challenge positions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.email_addresses import EmailAddressFormField
from core.forms import GovukForm, both, one_language_suffices
from core.vocabularies import choices
from core.workspace import RecordForm
from missions.models import Mission
from people.workspace.fields import BodyField, PersonField, put_first
from taskgroups.models import (
    Answer,
    ChallengePosition,
    ClosingReport,
    Membership,
    MembershipRole,
    PositionSection,
    Stage,
    TaskGroup,
)
from taskgroups.models.group import QUORUM_RULE, REPRESENTATION_RULE
from taskgroups.selectors import bodies_in
from taskgroups.time_rules import usual_end

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

    demanded_later = ("terms_of_reference",)

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
            "longer_because_cy",
            "longer_because_en",
            "minimum_sectors",
            "named_in_emails",
        ]
        help_texts = {
            "named_in_emails": _("Others may read them: assistants, or whoever shares a calendar."),
            "ends_on": _(
                "At most nine months after the start, unless you tell the public why, and never after the end of the "
                "mission. After this day the group can only be read."
            ),
            "minimum_sectors": _("How many sectors must be at the table before the group starts its work."),
        }

    def __init__(
        self, *args: Any, mission: Mission | None = None, instance: TaskGroup | None = None, **kwargs: Any
    ) -> None:
        if mission is not None:
            starts_on = max(timezone.localdate(), mission.starts_on)
            kwargs["initial"] = {"starts_on": starts_on, "ends_on": usual_end(starts_on, mission)}
        super().__init__(*args, instance=instance, **kwargs)
        if instance is not None and instance.stage != Stage.CONVENING:
            for name in ("starts_on", "ends_on", "longer_because_cy", "longer_because_en"):
                del self.fields[name]
        if instance is not None:
            del self.fields["minimum_sectors"]


class RulesForm(RecordForm):
    """Who must be at the table beside those whom every group needs, whose sign-offs a position needs, and why."""

    required_sectors = forms.MultipleChoiceField(
        label=_("All of these sectors must be present"),
        choices=choices("sector"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), help_text=_("One or two sentences. They stay in the record."))

    class Meta:
        model = TaskGroup
        fields = [name for name in (*REPRESENTATION_RULE, *QUORUM_RULE) if name != "each_level_present"]


class _SeatForm(GovukForm, forms.Form):
    """The body somebody comes from, and what they do in the group."""

    organisation = BodyField(label=_("Body"))
    role = forms.ChoiceField(
        label=_("Role"), choices=MembershipRole.choices, widget=forms.RadioSelect, initial=MembershipRole.MEMBER
    )

    def __init__(self, *args: Any, group: TaskGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        put_first(self.fields["organisation"], bodies_in(group))
        role: Any = self.fields["role"]
        role.choice_hints = _ROLE_HINTS


class MemberForm(_SeatForm):
    """A person who joins at once."""

    rules_shown_at = "user"
    field_order = ["user"]

    user = PersonField(label=_("Email address"), help_text=_("Of a person who has an account."))


class InvitationForm(_SeatForm):
    """An address whose owner is asked to join."""

    rules_shown_at = "email"
    field_order = ["email"]

    email = EmailAddressFormField(
        label=_("Email address"), help_text=_("We send an invitation that works once, for seven days.")
    )


class DeclineInvitationForm(GovukForm, forms.Form):
    """A few words, or none."""

    words = forms.CharField(
        label=_("A few words to who invites you"),
        help_text=_("For example: who could come in your place. The conveners of the group read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class EndMembershipForm(GovukForm, forms.Form):
    """Why a membership ends."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("For example: has moved to another post."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SuccessorForm(EndMembershipForm):
    """Who speaks for the body from now on, and why."""

    field_order = ["user"]

    user = PersonField(label=_("Email address"), help_text=_("Of a person who has an account."))


class ChairForm(EndMembershipForm):
    """Which member convenes from now on, and why."""

    field_order = ["successor"]

    successor = forms.ModelChoiceField(
        label=_("New convener"), queryset=Membership.objects.none(), to_field_name="uuid", widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, members: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor: Any = self.fields["successor"]
        successor.queryset = members
        successor.empty_label = None


class ClosingReportForm(RecordForm):
    """What the group leaves behind, in both languages."""

    class Meta:
        model = ClosingReport
        fields = both("aim", "result", "learning", "successor")


class TitleForm(RecordForm):
    """The title of a position."""

    class Meta:
        model = ChallengePosition
        fields = ["title_cy", "title_en"]


class NamesItsBase:
    """Mixin for a form that carries the version its writer started from in the hidden field `base_field`."""

    base_field: str
    data: Any

    def start_from(self, base: int, **values: str) -> None:
        """Show the bound form again as started from `base`, with `values` put in place of what was typed."""
        self.data = self.data.copy()
        self.data.update({self.base_field: str(base), **values})


class SectionForm(NamesItsBase, RecordForm):
    """One section in both languages, and the revision its writer started from."""

    base_field = "base_revision"

    base_revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = PositionSection
        fields = ["text_cy", "text_en"]


class SinceForm(forms.Form):
    """The version of a position that a page shows, and, when it shows what is said, the change of the discussion."""

    since = forms.IntegerField(min_value=0)
    said = forms.IntegerField(min_value=0, required=False)


class PresenceForm(forms.Form):
    """The section that a person edits, if any."""

    section = forms.ModelChoiceField(PositionSection.objects.none(), to_field_name="uuid", required=False)

    def __init__(self, *args: Any, position: ChallengePosition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section: Any = self.fields["section"]
        section.queryset = position.sections.all()


class BodyAnswerForm(GovukForm, forms.Form):
    """What a body answers: signed off or a reservation, and its words."""

    rules_shown_at = "text_cy"

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

    def __init__(self, *args: Any, needed: bool = False, **kwargs: Any) -> None:
        """`needed`: the rules of the group cannot be met without the sign-off of this body."""
        super().__init__(*args, **kwargs)
        one_language_suffices(self, "text_cy", "text_en")
        answer: Any = self.fields["answer"]
        answer.choice_hints = {
            Answer.SIGN_OFF: _("Your body agrees that this is the problem."),
            Answer.RESERVATION: _(
                "Your organisation says what it cannot agree with. By its rules the group cannot agree the position "
                "without your sign-off."
            )
            if needed
            else _(
                "Your organisation says what it cannot agree with. "
                "The group can agree the position without your sign-off."
            ),
        }


class AnswerForm(NamesItsBase, BodyAnswerForm):
    """A body's answer to the version that its member reads."""

    base_field = "version"

    version = forms.IntegerField(widget=forms.HiddenInput)
