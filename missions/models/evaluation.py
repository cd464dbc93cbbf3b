"""Evaluation from the outset."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel
from people.models import Organisation

from .mission import Mission


class EvaluationPlan(RecordedModel):
    """How a mission will be evaluated, and by which independent learning partner."""

    mission = models.OneToOneField(Mission, on_delete=models.PROTECT, related_name="evaluation_plan")
    questions_en = models.TextField(_("questions in English"))
    questions_cy = models.TextField(_("questions in Welsh"))
    methods_en = models.TextField(_("methods in English"))
    methods_cy = models.TextField(_("methods in Welsh"))
    independence_en = models.TextField(
        _("how independent the learning partner is, and who pays, in English"), blank=True
    )
    independence_cy = models.TextField(_("how independent the learning partner is, and who pays, in Welsh"), blank=True)
    learning_partner = models.ForeignKey(
        Organisation, verbose_name=_("learning partner"), on_delete=models.PROTECT, related_name="evaluations"
    )
    findings_due_on = models.DateField(_("findings due"))

    questions = Bilingual()
    methods = Bilingual()
    independence = Bilingual()

    def __str__(self) -> str:
        return str(self.mission)
