"""What each body makes of a decision: a partnership recommends, every body decides for itself."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import BilingualText
from core.history import RecordedModel, RecordedQuerySet
from core.own_words import OwnWords, said
from core.text import WEB_ADDRESS_LENGTH
from decisions_log.adoption.words import AdoptionOutcome
from decisions_log.models.answer import AnswersDecision
from decisions_log.models.decision import Decision
from people.models import Organisation
from taskgroups.models import TaskGroup


class AdoptionSet(RecordedModel):
    """The adoptions of one decision, published together, so that the decision itself stays as it is published."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="adoption_set")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> BilingualText:
        return self.decision.title

    @property
    def group(self) -> TaskGroup:
        return self.decision.group


class AdoptionQuerySet(RecordedQuerySet):
    def to_answer(self) -> "AdoptionQuerySet":
        """Of organisations that have not answered, or answered what has been corrected since."""
        earlier = Q(meaning_version__lt=F("adoption_set__decision__meaning_version"))
        return self.filter(Q(outcome=AdoptionOutcome.PENDING) | earlier)


class Adoption(AnswersDecision, RecordedModel):
    """What one organisation decided about the text of a decision that it read, and when; pending until then.

    Why it declines, and its conditions, are in its own words.
    """

    adoption_set = models.ForeignKey(AdoptionSet, on_delete=models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("body"), on_delete=models.PROTECT, related_name="adoptions"
    )
    outcome = models.CharField(
        _("what the body decided"), max_length=24, choices=AdoptionOutcome.choices, default=AdoptionOutcome.PENDING
    )
    decided_on = models.DateField(_("date of the body's decision"), null=True, blank=True)
    legal_record = models.URLField(
        _("web address of its legal record"),
        max_length=WEB_ADDRESS_LENGTH,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
    )
    conditions_en = models.TextField(_("conditions in English"), blank=True)
    conditions_cy = models.TextField(_("conditions in Welsh"), blank=True)

    reason_en = models.TextField(_("why the organisation declined, in English"), blank=True)
    reason_cy = models.TextField(_("why the organisation declined, in Welsh"), blank=True)

    conditions = OwnWords()
    reason = OwnWords()

    objects: ClassVar[Any] = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["adoption_set", "organisation"], name="adoption_once_by_each_body"),
            models.CheckConstraint(condition=Q(outcome__in=AdoptionOutcome.values), name="adoption_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome=AdoptionOutcome.PENDING) | Q(decided_on__isnull=False),
                name="adoption_decided_has_date",
                violation_error_message=_("Say when the body decided."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=AdoptionOutcome.WITH_CONDITIONS) | said("conditions"),
                name="adoption_conditions_said",
                violation_error_message=_("Enter the conditions, in Welsh or in English."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_outcome_display()}"

    def clean(self) -> None:
        """What the outcome asks for and what it leaves no room for; a date between the group's decision and today."""
        problems: dict[str, object] = {}
        if self.outcome == AdoptionOutcome.PENDING and self.decided_on:
            problems["decided_on"] = _("A body that has not decided yet has no date. Choose what it decided.")
        if self.outcome != AdoptionOutcome.PENDING and not self.decided_on:
            problems["decided_on"] = _("Say when the body decided.")
        problems |= self._wrong_words()
        if self.decided_on and (problem := _wrong_day(self.decided_on, self.adoption_set.decision)):
            problems["decided_on"] = problem
        if problems:
            raise ValidationError(problems)

    def _wrong_words(self) -> dict[str, object]:
        """Why it declines, and the conditions: there when the outcome asks for them, and only then."""
        if self.outcome == AdoptionOutcome.WITH_CONDITIONS and len(self.conditions.missing) == 2:
            return {"conditions_cy": _("Enter the conditions, in Welsh or in English.")}
        if self.outcome == AdoptionOutcome.DECLINED and len(self.reason.missing) == 2:
            return {"reason_cy": _("Enter why your organisation declined, in Welsh or in English.")}
        if self.outcome != AdoptionOutcome.WITH_CONDITIONS and self.conditions:
            return {"outcome": _("Conditions are written, but this answer has none. Choose the one that fits.")}
        if self.outcome != AdoptionOutcome.DECLINED and self.reason:
            return {"outcome": _("A reason for declining is entered, but this answer does not decline.")}
        return {}

    @property
    def own_words(self) -> BilingualText:
        """What the organisation says of its answer, if anything."""
        return self.reason or self.conditions

    @property
    def is_stale(self) -> bool:
        """Whether what was decided has been corrected since the organisation answered."""
        return self.meaning_version is not None and self.meaning_version < self.adoption_set.decision.meaning_version


def _wrong_day(day: date, decision: Decision) -> object:
    if day > timezone.localdate():
        return _("The date of the decision is in the future.")
    if decision.decided_on and day < decision.decided_on:
        return _("The group had not decided by this date.")
    return None
