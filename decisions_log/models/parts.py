"""The parts of a decision: options, trade-offs, constraints, dissent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel
from core.own_words import OwnWords, said
from core.vocabularies import choices
from people.models import Organisation

from .answer import AnswersDecision
from .decision import Decision


class Option(RecordedModel):
    """One of the choices considered, "do nothing" among them; chosen, or why not."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="options")
    title_en = models.CharField(_("option in English"), max_length=200)
    title_cy = models.CharField(_("option in Welsh"), max_length=200)
    summary_en = models.TextField(_("summary in English"))
    summary_cy = models.TextField(_("summary in Welsh"))
    benefits_en = models.TextField(_("benefits in English"), blank=True)
    benefits_cy = models.TextField(_("benefits in Welsh"), blank=True)
    costs_en = models.TextField(_("costs in English"), blank=True)
    costs_cy = models.TextField(_("costs in Welsh"), blank=True)
    affected_en = models.TextField(_("who is affected, in English"), blank=True)
    affected_cy = models.TextField(_("who is affected, in Welsh"), blank=True)
    experience_en = models.TextField(_("effect on people's experience, in English"), blank=True)
    experience_cy = models.TextField(_("effect on people's experience, in Welsh"), blank=True)
    chosen = models.BooleanField(_("chosen"), default=False)
    why_not_en = models.TextField(_("why not, in English"), blank=True)
    why_not_cy = models.TextField(_("why not, in Welsh"), blank=True)

    title = Bilingual()
    summary = Bilingual()
    benefits = Bilingual()
    costs = Bilingual()
    affected = Bilingual()
    experience = Bilingual()
    why_not = Bilingual()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(chosen=True),
                name="decision_one_option_chosen",
                violation_error_message=_("Only one option can be chosen."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class TradeOff(RecordedModel):
    """What is traded for what, who bears it and over what time. The Welsh language is a duty, never a trade-off."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="trade_offs")
    dimension = models.CharField(_("dimension"), max_length=40, choices=choices("trade_off_dimension"))
    position = models.CharField(_("where we stand"), max_length=20, choices=choices("trade_off_position"))
    gain_en = models.TextField(_("what we gain, in English"))
    gain_cy = models.TextField(_("what we gain, in Welsh"))
    give_up_en = models.TextField(_("what we give up, in English"))
    give_up_cy = models.TextField(_("what we give up, in Welsh"))
    bearer_en = models.TextField(_("who bears it, in English"))
    bearer_cy = models.TextField(_("who bears it, in Welsh"))
    period_en = models.CharField(_("over what time, in English"), max_length=200)
    period_cy = models.CharField(_("over what time, in Welsh"), max_length=200)

    gain = Bilingual()
    give_up = Bilingual()
    bearer = Bilingual()
    period = Bilingual()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_dimension_display()


class Constraint(RecordedModel):
    """What limits the choice, and who could change it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="constraints")
    kind = models.CharField(_("kind"), max_length=30, choices=choices("constraint_kind"))
    hardness = models.CharField(_("how hard it is"), max_length=20, choices=choices("constraint_hardness"))
    text_en = models.TextField(_("constraint in English"))
    text_cy = models.TextField(_("constraint in Welsh"))
    changeable_by_en = models.CharField(_("who could change it, in English"), max_length=200, blank=True)
    changeable_by_cy = models.CharField(_("who could change it, in Welsh"), max_length=200, blank=True)

    text = Bilingual()
    changeable_by = Bilingual()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(hardness="negotiable") | (~Q(changeable_by_en="") & ~Q(changeable_by_cy="")),
                name="constraint_negotiable_by_whom",
                violation_error_message=_("Say who could change this constraint, in Welsh and in English."),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Dissent(AnswersDecision, RecordedModel):
    """Disagreement on record: by a body, or unnamed when `organisation` is empty; never by a person."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dissents")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("body (empty: unnamed)"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dissents",
    )
    kind = models.CharField(_("kind"), max_length=30, choices=choices("dissent_kind"))
    text_en = models.TextField(_("dissent in English"), blank=True)
    text_cy = models.TextField(_("dissent in Welsh"), blank=True)

    text = OwnWords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=said("text"),
                name="dissent_is_said",
                violation_error_message=_("Enter the dissent, in Welsh or in English."),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
