"""An emergency: a publication that one publisher sent out alone, and what a second person said of it afterwards."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel, RecordedQuerySet
from publication.models.removal import Removal, RemovalAction, RemovalState
from publication.models.request import PublicationRequest
from publication.models.withholding import by_language
from publication.published.models import PublishedVersion


class EmergencyState(models.TextChoices):
    WAITING = "waiting", _("Waits for approval afterwards")
    APPROVED = "approved", _("Approved afterwards")
    DECLINED = "declined", _("Not approved afterwards")


class EmergencyQuerySet(RecordedQuerySet):
    def unsettled(self) -> "EmergencyQuerySet":
        """Those that are neither approved nor withdrawn: until then nothing else of their record is published."""
        withdrawn = Removal.objects.filter(
            record_uuid=OuterRef("request__record_uuid"),
            action=RemovalAction.WITHDRAW,
            state=RemovalState.DONE,
            log_index__gt=OuterRef("request__log_index"),
        )
        return self.exclude(Exists(withdrawn)).exclude(state=EmergencyState.APPROVED)

    def waiting(self) -> "EmergencyQuerySet":
        """Those that a second person still has to approve or decline."""
        return self.unsettled().filter(state=EmergencyState.WAITING)


class Emergency(RecordedModel):
    """A request that `request.answered_by` published alone, why, and in the name of which office.

    By the end of `due_on` a second person approves it, which makes the version at `log_index`, or declines it, which
    asks for the withdrawal `removal`.
    """

    request = models.OneToOneField(PublicationRequest, on_delete=models.PROTECT, related_name="emergency")
    reason_en = models.TextField(_("why it could not wait, in English"))
    reason_cy = models.TextField(_("why it could not wait, in Welsh"))
    office_en = models.CharField(_("office that published it, in English"), max_length=200)
    office_cy = models.CharField(_("office that published it, in Welsh"), max_length=200)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=EmergencyState.choices, default=EmergencyState.WAITING)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    log_index = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    removal = models.OneToOneField(
        Removal, on_delete=models.PROTECT, null=True, blank=True, related_name="declined_emergency"
    )

    reason = Bilingual()
    office = Bilingual()

    objects: ClassVar[Any] = EmergencyQuerySet.as_manager()

    class Meta:
        db_table = "decisions_log_emergency"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EmergencyState.WAITING, answered_by__isnull=True, answered_at__isnull=True)
                | ~Q(state=EmergencyState.WAITING) & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="emergency_answered_together",
            ),
            models.CheckConstraint(
                condition=Q(state=EmergencyState.APPROVED, log_index__isnull=False)
                | ~Q(state=EmergencyState.APPROVED) & Q(log_index__isnull=True),
                name="emergency_approved_in_log",
            ),
            models.CheckConstraint(
                condition=Q(state=EmergencyState.DECLINED, removal__isnull=False)
                | ~Q(state=EmergencyState.DECLINED) & Q(removal__isnull=True),
                name="emergency_declined_asks_for_withdrawal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request.get_kind_display()}: {self.get_state_display()}"

    @property
    def version(self) -> PublishedVersion:
        """The version that went out alone."""
        assert self.request.log_index is not None  # noqa: S101 - it is published
        return PublishedVersion.objects.get(log_index=self.request.log_index)

    def notice(self) -> dict[str, Any]:
        """What the public is told with the version that went out alone."""
        texts = {"reason": self.reason, "office": self.office}
        told = {name: by_language(text) for name, text in texts.items()}
        return told | {"due_on": self.due_on.isoformat()}
