"""A request to hide, erase, withdraw or show again something that is published, and how it was answered."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.exemptions import exemption_choices
from core.history import RecordedModel
from publication.kinds import choices
from publication.models.withholding import Reasoned, by_language


class RemovalAction(models.TextChoices):
    """What two people do about something that is published; the words of the log's own kinds of entry."""

    REDACT = "redact", _("Withhold a part from now on")
    ERASE = "erase", _("Erase a part for good")
    WITHDRAW = "withdraw", _("Withdraw the record")
    RESTORE = "restore", _("Show a withheld part again")


class RemovalState(models.TextChoices):
    REQUESTED = "requested", _("Waiting for an answer")
    DONE = "done", _("Carried out")
    REFUSED = "refused", _("Refused")


class Removal(Reasoned, RecordedModel):
    """Somebody asks to hide, erase, withdraw or show again something that is published; a second person answers.

    `version` and `part` name a text of a published version by its path; both are empty when the whole record is
    withdrawn. Ground and review date belong to what is hidden: showing again and withdrawing need none. `log_size` is
    how many entries the log had when it was asked for.
    """

    action = models.CharField(_("what is to be done"), max_length=10, choices=RemovalAction.choices)
    kind = models.CharField(max_length=20, choices=choices)
    record_uuid = models.UUIDField()
    version = models.PositiveIntegerField(null=True, blank=True)
    part = models.CharField(_("part"), max_length=255, blank=True)
    log_size = models.PositiveBigIntegerField(null=True, blank=True)
    ground = models.CharField(_("ground in law"), max_length=20, choices=exemption_choices(), blank=True)
    review_on = models.DateField(_("date to review it"), null=True, blank=True)  # type: ignore[assignment]
    state = models.CharField(max_length=10, choices=RemovalState.choices, default=RemovalState.REQUESTED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_reason = models.TextField(_("reason"), blank=True)
    log_index = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Reasoned.Meta):
        db_table = "decisions_log_removal"
        ordering = ["-pk"]
        constraints = [
            *Reasoned.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(action__in=["redact", "erase"]) | (~Q(ground="") & Q(review_on__isnull=False)),
                name="removal_has_ground",
                violation_error_message=_("Give the ground in law and the date to review it."),
            ),
            models.CheckConstraint(
                condition=Q(action="withdraw", part="", version__isnull=True)
                | ~Q(action="withdraw") & ~Q(part="") & Q(version__isnull=False),
                name="removal_of_part_or_record",
            ),
            models.CheckConstraint(
                condition=Q(state="requested", answered_by__isnull=True)
                | ~Q(state="requested") & Q(answered_by__isnull=False),
                name="removal_answered_together",
            ),
            models.CheckConstraint(
                condition=Q(state="done", log_index__isnull=False) | ~Q(state="done") & Q(log_index__isnull=True),
                name="removal_done_in_log",
            ),
            models.UniqueConstraint(fields=["record_uuid"], condition=Q(state="requested"), name="removal_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.get_state_display()}"

    def explanation(self) -> dict[str, Any]:
        """What the public is told when nothing is hidden: why, which office, when."""
        return {
            "reason": by_language(self.reason),
            "office": by_language(self.office),
            "decided_on": self.decided_on.isoformat(),
        }
