"""Decisions and recommendations of a task group."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel, RecordedQuerySet
from core.vocabularies import choices
from decisions_log.decision.words import DecisionState
from decisions_log.forward_plan.models import ForwardPlanItem
from taskgroups.models import ChallengePosition, TaskGroup

# States in which something has been decided and stands on record.
DECIDED_STATES = (
    DecisionState.DECIDED,
    DecisionState.IMPLEMENTED,
    DecisionState.UNDER_REVIEW,
    DecisionState.CONFIRMED,
    DecisionState.SUPERSEDED,
    DecisionState.REVERSED,
)
# What has been decided and not been given up.
STANDING_STATES = tuple(
    state for state in DECIDED_STATES if state not in (DecisionState.SUPERSEDED, DecisionState.REVERSED)
)


class DecisionQuerySet(RecordedQuerySet):
    def decided(self) -> "DecisionQuerySet":
        return self.filter(state__in=DECIDED_STATES)

    def standing(self) -> "DecisionQuerySet":
        return self.filter(state__in=STANDING_STATES)

    def owing_review(self) -> "DecisionQuerySet":
        """What stands and has a review date, unless a review of that date has ended."""
        held = Decision.objects.filter(reviews__due_on__gte=F("review_on")).exclude(state=DecisionState.UNDER_REVIEW)
        return self.standing().filter(review_on__isnull=False).exclude(pk__in=held.values("pk"))

    def may_replace(self, decision: "Decision") -> "DecisionQuerySet":
        """What stands and was decided in the same mission, no earlier. What has been replaced itself does not stand, so
        no chain of replacements comes back to where it began."""
        if decision.decided_on is None:
            return self.none()
        same_mission = self.standing().filter(group__mission=decision.group.mission_id)
        return same_mission.filter(decided_on__gte=decision.decided_on).exclude(pk=decision.pk)


class Decision(RecordedModel):
    """One decision or recommendation, with why and at what price.

    `reference` is given when the decision is proposed and never re-used. `legal_note` is never published.
    `meaning_version` counts what was decided: a correction of its wording (frozen.py) makes the next one.
    """

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="decisions")
    position = models.ForeignKey(ChallengePosition, on_delete=models.PROTECT, related_name="decisions")
    plan_item = models.ForeignKey(
        ForwardPlanItem,
        verbose_name=_("item of the forward plan"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
    )
    short_notice_en = models.TextField(_("why there was less than 28 days' notice, in English"), blank=True)
    short_notice_cy = models.TextField(_("why there was less than 28 days' notice, in Welsh"), blank=True)
    reference = models.CharField(max_length=30, unique=True, null=True, blank=True)
    state = models.CharField(max_length=12, choices=DecisionState.choices, default=DecisionState.DRAFT)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_cy = models.CharField(_("title in Welsh"), max_length=200)
    question_en = models.TextField(_("question in English"))
    question_cy = models.TextField(_("question in Welsh"))
    decision_en = models.TextField(_("decision in one sentence, in English"), blank=True)
    decision_cy = models.TextField(_("decision in one sentence, in Welsh"), blank=True)
    summary_en = models.TextField(_("plain summary in English"), blank=True)
    summary_cy = models.TextField(_("plain summary in Welsh"), blank=True)
    reasons_en = models.TextField(_("reasons in English"), blank=True)
    reasons_cy = models.TextField(_("reasons in Welsh"), blank=True)
    decision_maker_kind = models.CharField(
        _("decision-maker"), max_length=20, choices=choices("decision_maker_kind"), default="task_group"
    )
    authority_en = models.TextField(_("authority in English"), blank=True)
    authority_cy = models.TextField(_("authority in Welsh"), blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    review_on = models.DateField(_("review date"), null=True, blank=True)
    cost_en = models.TextField(_("cost and who pays, in English"), blank=True)
    cost_cy = models.TextField(_("cost and who pays, in Welsh"), blank=True)
    success_measure_en = models.TextField(_("how we will know, in English"), blank=True)
    success_measure_cy = models.TextField(_("how we will know, in Welsh"), blank=True)
    no_constraints_en = models.TextField(_("no constraints, because (in English)"), blank=True)
    no_constraints_cy = models.TextField(_("no constraints, because (in Welsh)"), blank=True)
    legal_note = models.TextField(_("legal note (never published)"), blank=True)
    early_date_en = models.TextField(
        _("why it is dated before the challenge position was agreed, in English"), blank=True
    )
    early_date_cy = models.TextField(
        _("why it is dated before the challenge position was agreed, in Welsh"), blank=True
    )
    meaning_version = models.PositiveIntegerField(default=1, editable=False)
    superseded_by = models.ForeignKey(
        "self",
        verbose_name=_("superseded by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
    )

    title = Bilingual()
    question = Bilingual()
    decision = Bilingual()
    summary = Bilingual()
    reasons = Bilingual()
    authority = Bilingual()
    cost = Bilingual()
    success_measure = Bilingual()
    no_constraints = Bilingual()
    short_notice = Bilingual()
    early_date = Bilingual()

    objects: ClassVar[Any] = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="decision_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[DecisionState.DRAFT, DecisionState.WITHDRAWN]) | Q(reference__isnull=False),
                name="decision_proposed_has_reference",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED_STATES) | Q(decided_on__isnull=False),
                name="decision_decided_has_date",
                violation_error_message=_("There is no date of the decision."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(review_on__isnull=True) | Q(review_on__gt=F("decided_on")),
                name="decision_reviewed_after_made",
                violation_error_message=_("The review date must be after the date of the decision."),
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.SUPERSEDED, superseded_by__isnull=False)
                | (~Q(state=DecisionState.SUPERSEDED) & Q(superseded_by__isnull=True)),
                name="decision_superseded_by_another",
                violation_error_message=_("Say which decision replaces it."),
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="decision_not_superseded_by_itself",
                violation_error_message=_("A decision cannot replace itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def clean(self) -> None:
        """Dates that cannot be: a decision of tomorrow, a review of what is not decided yet; and a plan of others."""
        if self.plan_item is not None and self.plan_item.group_id != self.group_id:
            raise ValidationError({"plan_item": _("This is not in the forward plan of the group.")})
        if self.decided_on and self.decided_on > timezone.localdate():
            raise ValidationError({"decided_on": _("The date of the decision is in the future.")})
        if self.decided_on and self.review_on and self.review_on <= self.decided_on:
            raise ValidationError({"review_on": _("The review date must be after the date of the decision.")})
