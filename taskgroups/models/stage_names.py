"""The stages of a task group."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    CONVENING = "convening", _("Convening")
    DEFINING = "defining", _("Defining the problem")
    POSITION_AGREED = "position_agreed", _("Position agreed")
    DELIBERATING = "deliberating", _("Deliberating")
    DELIVERING = "delivering", _("Delivering")
    EVALUATING = "evaluating", _("Evaluating")
    CLOSED = "closed", _("Closed")
    ABANDONED = "abandoned", _("Abandoned")
