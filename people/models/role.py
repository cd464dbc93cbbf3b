"""Roles on the platform as a whole. Roles in a task group are memberships."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import RecordedModel

from .tenure import TenureQuerySet


class PlatformRole(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    MISSION_LEAD = "mission_lead", _("Mission lead")
    PUBLISHER = "publisher", _("Publisher")
    REDACTION_OFFICER = "redaction_officer", _("Redaction officer")
    COMMUNICATIONS_EDITOR = "communications_editor", _("Communications editor")
    AUDITOR = "auditor", _("Auditor")


class RoleAssignment(RecordedModel):
    """A person holds a platform role from `starts_at` until `ends_at`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_assignments")
    role = models.CharField(_("role"), max_length=30, choices=PlatformRole.choices)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = TenureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], condition=Q(ends_at__isnull=True), name="role_held_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
