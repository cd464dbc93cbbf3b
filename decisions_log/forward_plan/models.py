"""The forward plan: what will be decided next, when, by whom, and how to have a say."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import partial_dates
from core.bilingual import Bilingual
from core.history import RecordedModel
from core.text import WEB_ADDRESS_LENGTH
from core.vocabularies import choices
from decisions_log.forward_plan.words import PlanItemState
from people.models import Organisation
from taskgroups.models import TaskGroup


class ForwardPlanItem(RecordedModel):
    """Something that a task group will decide, announced so that people can have a say before.

    `expected` is the day or the month (core.partial_dates) in which it will be decided at the earliest. An item is
    postponed when that is later than what is public already; `postponed_from` is what was public then. It is decided
    when a decision that names it is decided: nothing of that is stored here.
    """

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="plan_items")
    reference = models.CharField(max_length=30, unique=True)
    state = models.CharField(max_length=10, choices=PlanItemState.choices, default=PlanItemState.PLANNED)
    title_en = models.CharField(_("what will be decided, in English"), max_length=200)
    title_cy = models.CharField(_("what will be decided, in Welsh"), max_length=200)
    question_en = models.TextField(_("question in English"))
    question_cy = models.TextField(_("question in Welsh"))
    expected = models.CharField(
        _("when it will be decided, at the earliest"), max_length=10, validators=[partial_dates.validate]
    )
    postponed_from = models.CharField(max_length=10, blank=True)
    decision_maker_kind = models.CharField(
        _("decision-maker"), max_length=20, choices=choices("decision_maker_kind"), default="task_group"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("body that decides"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    say_en = models.TextField(_("how to have a say, in English"), blank=True)
    say_cy = models.TextField(_("how to have a say, in Welsh"), blank=True)
    say_link = models.URLField(
        _("web address to have a say at"),
        max_length=WEB_ADDRESS_LENGTH,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
    )
    say_email = models.EmailField(_("e-mail address to write to"), blank=True)
    say_until = models.DateField(_("last day to have a say"), null=True, blank=True)
    documents_en = models.TextField(_("documents to be expected, in English"), blank=True)
    documents_cy = models.TextField(_("documents to be expected, in Welsh"), blank=True)
    private_part_en = models.TextField(_("what will be private, and why, in English"), blank=True)
    private_part_cy = models.TextField(_("what will be private, and why, in Welsh"), blank=True)
    reason_en = models.TextField(_("why it is postponed or dropped, in English"), blank=True)
    reason_cy = models.TextField(_("why it is postponed or dropped, in Welsh"), blank=True)

    title = Bilingual()
    question = Bilingual()
    say = Bilingual()
    documents = Bilingual()
    private_part = Bilingual()
    reason = Bilingual()

    class Meta:
        ordering = ["expected", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PlanItemState.values), name="plan_item_state_known"),
            models.CheckConstraint(
                condition=Q(state=PlanItemState.PLANNED) | (~Q(reason_en="") & ~Q(reason_cy="")),
                name="plan_item_changed_with_reason",
                violation_error_message=_("Say in Welsh and in English why it is postponed or dropped."),
            ),
            models.CheckConstraint(
                condition=Q(state=PlanItemState.POSTPONED) & ~Q(postponed_from="") | ~Q(state=PlanItemState.POSTPONED),
                name="plan_item_postponed_from_a_date",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def clean(self) -> None:
        """People have their say before it is decided."""
        if self.say_until and self.expected and self.say_until > partial_dates.last_day(self.expected):
            raise ValidationError({"say_until": _("This is after the day on which it will be decided.")})
