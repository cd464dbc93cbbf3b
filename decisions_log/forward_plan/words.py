"""The words for an item of the forward plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanItemState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    POSTPONED = "postponed", _("Postponed")
    DROPPED = "dropped", _("Dropped")
