"""Reviews of a decision: what was expected of it, what happened, and what was learned."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual, BilingualText
from core.history import RecordedModel
from decisions_log.models.answer import AnswersDecision
from decisions_log.models.decision import Decision, DecisionState
from decisions_log.review.words import Achievement, Expectation, Proposal
from taskgroups.models import TaskGroup


class Review(AnswersDecision, RecordedModel):
    """One review of a decision. It may be saved incomplete; the decision leaves it, and it is published, when complete.

    `due_on` is the review date that it answers; `reference` is that of the decision with a number behind it.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reviews")
    reference = models.CharField(max_length=40, unique=True)
    due_on = models.DateField(_("review date"))
    held_on = models.DateField(_("date of the review"), null=True, blank=True)
    achievement = models.CharField(
        _("was it achieved, all in all?"), max_length=12, choices=Achievement.choices, blank=True
    )
    learning_en = models.TextField(_("what we learned, in English"), blank=True)
    learning_cy = models.TextField(_("what we learned, in Welsh"), blank=True)
    proposal = models.CharField(_("what the review proposes"), max_length=12, choices=Proposal.choices, blank=True)
    next_review_on = models.DateField(_("date of the next review"), null=True, blank=True)

    learning = Bilingual()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(achievement__in=["", *Achievement.values]), name="review_achievement"),
            models.CheckConstraint(condition=Q(proposal__in=["", *Proposal.values]), name="review_proposal"),
            models.CheckConstraint(
                condition=Q(next_review_on__isnull=True) | Q(proposal=Proposal.REVIEW_AGAIN),
                name="review_next_if_again",
                violation_error_message=_("A date of the next review needs a review that proposes one."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def title(self) -> BilingualText:
        return self.decision.title

    @property
    def group(self) -> TaskGroup:
        return self.decision.group

    @property
    def under_way(self) -> bool:
        """Whether the decision still waits for this review."""
        return self.decision.state == DecisionState.UNDER_REVIEW and self.decision.reviews.last() == self

    def clean(self) -> None:
        """A review is held after the decision and not tomorrow; the next one comes after it."""
        problems: dict[str, object] = {}
        if self.held_on and self.held_on > timezone.localdate():
            problems["held_on"] = _("The date of the review is in the future.")
        elif self.held_on and self.decision.decided_on and self.held_on < self.decision.decided_on:
            problems["held_on"] = _("The decision had not been made by this date.")
        if self.next_review_on and self.next_review_on <= max(self.due_on, self.held_on or self.due_on):
            problems["next_review_on"] = _("The next review must come after this one and after its review date.")
        if problems:
            raise ValidationError(problems)


class ReviewFinding(RecordedModel):
    """What happened, beside one thing that the decision expected. The expectation is read in the decision itself: no
    copy of it can say more than the decision shows, or say it for longer."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="findings")
    about = models.CharField(_("what was expected"), max_length=20, choices=Expectation.choices)
    achievement = models.CharField(_("was it achieved?"), max_length=12, choices=Achievement.choices, blank=True)
    happened_en = models.TextField(_("what happened, in English"), blank=True)
    happened_cy = models.TextField(_("what happened, in Welsh"), blank=True)

    happened = Bilingual()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "about"], name="review_finding_once"),
            models.CheckConstraint(condition=Q(about__in=Expectation.values), name="review_finding_about"),
            models.CheckConstraint(
                condition=Q(achievement__in=["", *Achievement.values]), name="review_finding_achieved"
            ),
        ]

    def __str__(self) -> str:
        return self.get_about_display()
