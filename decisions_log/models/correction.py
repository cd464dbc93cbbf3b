"""Corrections of what has been decided: each is shown to everyone, before and after."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel
from decisions_log.decision.words import CorrectionKind

from .decision import Decision


class Correction(RecordedModel):
    """One value of a decided record before and after it was corrected, and why.

    `part` is the lasting name of the value ("cost", "options.<uuid>.title"), `field` its name in what is published
    ("options.title"), `row` what the part is called. `meaning_version` is that of the decision which it made, empty
    when what was decided reads as before.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(_("kind of correction"), max_length=12, choices=CorrectionKind.choices)
    part = models.CharField(max_length=120)
    field = models.CharField(max_length=60)
    row_en = models.CharField(max_length=250, blank=True)
    row_cy = models.CharField(max_length=250, blank=True)
    before_en = models.TextField(blank=True)
    before_cy = models.TextField(blank=True)
    after_en = models.TextField(blank=True)
    after_cy = models.TextField(blank=True)
    reason_en = models.TextField(_("why it is corrected, in English"))
    reason_cy = models.TextField(_("why it is corrected, in Welsh"))
    meaning_version = models.PositiveIntegerField(null=True, blank=True)
    corrected_at = models.DateTimeField(default=timezone.now)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    row = Bilingual()
    before = Bilingual()
    after = Bilingual()
    reason = Bilingual()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CorrectionKind.values), name="correction_kind_known"),
            models.CheckConstraint(condition=~Q(reason_en="") & ~Q(reason_cy=""), name="correction_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.field}"
