"""What a body has promised to do for the group's work."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import RecordedModel, RecordedQuerySet
from core.own_words import OwnWords, said
from people.models import Organisation

from .group import TaskGroup
from .meeting import Meeting


class CommitmentState(models.TextChoices):
    OPEN = "open", _("To be done")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")
    HANDED_OVER = "handed_over", _("Handed over")


class CommitmentQuerySet(RecordedQuerySet):
    def open(self) -> "CommitmentQuerySet":
        """Neither done, nor dropped, nor handed over."""
        return self.filter(state=CommitmentState.OPEN)


class Commitment(RecordedModel):
    """Who does what by when. Dropped or handed over, it says why or to whom."""

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="commitments")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("body"), on_delete=models.PROTECT, related_name="commitments"
    )
    what_en = models.TextField(_("what will be done, in English"), blank=True)
    what_cy = models.TextField(_("what will be done, in Welsh"), blank=True)
    due_on = models.DateField(_("to be done by"))
    state = models.CharField(_("state"), max_length=12, choices=CommitmentState.choices, default=CommitmentState.OPEN)
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("made at the meeting"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments",
    )
    note = models.TextField(_("reason, or who carries it on"), blank=True)

    what = OwnWords()
    objects: ClassVar[Any] = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[CommitmentState.OPEN, CommitmentState.DONE]) | ~Q(note=""),
                name="commitment_left_with_reason",
                violation_error_message=_("Say why it is dropped, or who carries it on."),
            ),
            models.CheckConstraint(
                condition=said("what"),
                name="commitment_is_said",
                violation_error_message=_("Enter what will be done, in Welsh or in English."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.what}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == CommitmentState.OPEN

    @property
    def overdue(self) -> bool:
        """Whether its day has passed and it is still to be done."""
        return self.is_open and timezone.localdate() > self.due_on
