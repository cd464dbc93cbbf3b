"""The words for a mission and for its measures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MissionState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    ACHIEVED = "achieved", _("Achieved")
    CLOSED = "closed", _("Closed")


class MeasureKind(models.TextChoices):
    PERFORMANCE = "performance", _("Outcome")
    EXPERIENCE = "experience", _("Experience: how it was for people")
