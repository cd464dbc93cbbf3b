"""The words for what a body makes of a decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AdoptionOutcome(models.TextChoices):
    PENDING = "pending", _("Not decided yet")
    ADOPTED = "adopted", _("Adopted")
    WITH_CONDITIONS = "adopted_with_conditions", _("Adopted with conditions")
    DECLINED = "declined", _("Declined")
