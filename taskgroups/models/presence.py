"""Who has a page of a position open at this moment."""

import datetime

from django.conf import settings
from django.db import models

from .position import ChallengePosition, PositionSection


class Presence(models.Model):
    """A person is on the pages of a position, in `section` when they edit one. It fades FADES_AFTER after `seen_at`.

    No record and without history: what it tells is gone in half a minute.
    """

    FADES_AFTER = datetime.timedelta(seconds=25)

    position = models.ForeignKey(ChallengePosition, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(PositionSection, on_delete=models.CASCADE, null=True, related_name="presences")
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["user__last_name", "user__first_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["position", "user"], name="presence_once")]

    def __str__(self) -> str:
        return str(self.user)
