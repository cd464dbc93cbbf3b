"""What a decision would do to people, and to what the law asks to be weighed, area by area."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual, BilingualText
from core.history import RecordedModel
from core.vocabularies import choices
from decisions_log.decision.words import PROMPTS, WELSH_LANGUAGE, WELSH_PROMPTS

from .decision import Decision

# Opened with every draft, so that nobody can think of them too late. Writers open the other areas a decision touches.
ALWAYS_OPENED = (WELSH_LANGUAGE, "equality", "socio_economic", "well_being_goals")

NEEDS_MITIGATION = ("negative", "mixed")


class Impact(RecordedModel):
    """What the decision would do in one area. The day it was opened stands beside the day of the decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="impacts")
    area = models.CharField(_("area"), max_length=30, choices=choices("impact_area"))
    opened_on = models.DateField(_("opened on"), default=timezone.localdate, editable=False)
    direction = models.CharField(
        _("direction of the effect"), max_length=10, choices=choices("impact_direction"), default="unknown"
    )
    text_en = models.TextField(_("the effect, in English"), blank=True)
    text_cy = models.TextField(_("the effect, in Welsh"), blank=True)
    mitigation_en = models.TextField(_("how negative effects are lessened, in English"), blank=True)
    mitigation_cy = models.TextField(_("how negative effects are lessened, in Welsh"), blank=True)
    opportunities_en = models.TextField(_("opportunities for people to use Welsh, in English"), blank=True)
    opportunities_cy = models.TextField(_("opportunities for people to use Welsh, in Welsh"), blank=True)
    no_less_favourably_en = models.TextField(
        _("treating Welsh no less favourably than English, in English"), blank=True
    )
    no_less_favourably_cy = models.TextField(_("treating Welsh no less favourably than English, in Welsh"), blank=True)
    increase_positive_en = models.TextField(_("how to increase the positive effects, in English"), blank=True)
    increase_positive_cy = models.TextField(_("how to increase the positive effects, in Welsh"), blank=True)
    lessen_negative_en = models.TextField(_("how to lessen the negative effects, in English"), blank=True)
    lessen_negative_cy = models.TextField(_("how to lessen the negative effects, in Welsh"), blank=True)

    text = Bilingual()
    mitigation = Bilingual()
    opportunities = Bilingual()
    no_less_favourably = Bilingual()
    increase_positive = Bilingual()
    lessen_negative = Bilingual()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "area"],
                name="impact_once_in_each_area",
                violation_error_message=_("The impact in this area is open already."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_area_display()

    @property
    def prompts(self) -> tuple[str, ...]:
        """What is asked in this area, by the names of the texts that answer it."""
        return WELSH_PROMPTS if self.area == WELSH_LANGUAGE else PROMPTS

    @property
    def answers(self) -> dict[str, BilingualText]:
        """What is written, by prompt."""
        return {name: getattr(self, name) for name in self.prompts}

    @property
    def unwritten(self) -> list[str]:
        """The prompts that wait for an answer in both languages; a harmless effect needs nothing to lessen it."""
        harmless = self.direction not in NEEDS_MITIGATION
        return [
            name
            for name, text in self.answers.items()
            if text.missing and not (name == "mitigation" and harmless and not text)
        ]

    @property
    def days_before_decision(self) -> int | None:
        """How long before the decision it was opened; below 0 when it was opened afterwards."""
        decided_on: date | None = self.decision.decided_on
        return (decided_on - self.opened_on).days if decided_on else None
