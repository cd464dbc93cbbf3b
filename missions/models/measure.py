"""How people will see whether a mission's outcome is reached."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel
from missions.mission.words import MeasureKind

from .mission import Mission


class Measure(RecordedModel):
    """What is counted or asked, where it stands now, and where it should be by when.

    Where it stands is known, or it is said by when it will be: `baseline_due_on` is a public promise.
    """

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(_("kind of measure"), max_length=20, choices=MeasureKind.choices)
    text_en = models.TextField(_("what is measured, in English"))
    text_cy = models.TextField(_("what is measured, in Welsh"))
    unit_en = models.CharField(_("unit, or what people would see, in English"), max_length=200)
    unit_cy = models.CharField(_("unit, or what people would see, in Welsh"), max_length=200)
    baseline_en = models.CharField(_("where it stands now, in English"), max_length=200, blank=True)
    baseline_cy = models.CharField(_("where it stands now, in Welsh"), max_length=200, blank=True)
    baseline_due_on = models.DateField(_("not measured yet: it will be by"), null=True, blank=True)
    target_en = models.CharField(_("where it should be, in English"), max_length=200)
    target_cy = models.CharField(_("where it should be, in Welsh"), max_length=200)
    due_on = models.DateField(_("by when"))

    text = Bilingual()
    unit = Bilingual()
    baseline = Bilingual()
    target = Bilingual()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline_due_on__isnull=True) & ~Q(baseline_en="") & ~Q(baseline_cy="")
                | Q(baseline_due_on__isnull=False, baseline_en="", baseline_cy=""),
                name="measure_has_baseline_or_promise",
                violation_error_message=_(
                    "Enter where it stands now, in Welsh and English, or the day by which it will be measured."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.text)
