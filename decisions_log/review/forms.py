"""Forms of reviews."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import both
from core.workspace import SharedRecordForm
from decisions_log.review.models import Review, ReviewFinding
from decisions_log.review.words import Achievement, Proposal

_NOT_SAID_YET = ("", _("Not said yet"))


_ACHIEVEMENTS = [*Achievement.choices, _NOT_SAID_YET]


class FindingForm(SharedRecordForm):
    """What happened, beside one thing that was expected."""

    demanded_later = ("happened", "achievement")

    achievement = forms.ChoiceField(
        label=_("Was it achieved?"), choices=_ACHIEVEMENTS, widget=forms.RadioSelect, required=False
    )

    class Meta:
        model = ReviewFinding
        fields = [*both("happened"), "achievement"]


class ReviewForm(SharedRecordForm):
    """What a review says as a whole; what it proposed stays as it is once it has ended."""

    demanded_later = ("held_on", "achievement", "learning", "proposal")

    achievement = forms.ChoiceField(
        label=_("Was it achieved, all in all?"), choices=_ACHIEVEMENTS, widget=forms.RadioSelect, required=False
    )
    proposal = forms.ChoiceField(
        label=_("What the review proposes"),
        choices=[*Proposal.choices, _NOT_SAID_YET],
        widget=forms.RadioSelect,
        required=False,
    )
    next_review_on = forms.DateField(
        label=_("Date of the next review"), required=False, help_text=_("Needed if the review proposes another one.")
    )
    rules_shown_at = "next_review_on"

    class Meta:
        model = Review
        fields = ["held_on", "achievement", *both("learning"), "proposal", "next_review_on"]

    def __init__(self, *args: Any, instance: Review, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        if not instance.under_way:
            del self.fields["proposal"], self.fields["next_review_on"]
