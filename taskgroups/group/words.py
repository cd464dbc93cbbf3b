"""The words for a task group: its stages, and the roles of its members."""

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


class MembershipRole(models.TextChoices):
    CONVENER = "convener", _("Convener")
    SECRETARIAT = "secretariat", _("Secretariat")
    MEMBER = "member", _("Member")
    CITIZEN_MEMBER = "citizen_member", _("Citizen member")
    LEARNING_PARTNER = "learning_partner", _("Learning partner")
    OBSERVER = "observer", _("Observer")
