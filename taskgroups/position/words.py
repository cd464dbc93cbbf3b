"""The words for a challenge position and for the answers of bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SectionKind(models.TextChoices):
    """The sections of a position, in order."""

    PROBLEM = "problem", _("The problem and who it affects")
    EXPERIENCE = "experience", _("What people experience")
    EVIDENCE = "evidence", _("What we know and do not know")
    SYSTEM = "system", _("The system around it: levels, rules, money")
    TRIED = "tried", _("What has been tried")
    CONSTRAINTS = "constraints", _("Constraints")
    AMBITION = "ambition", _("The ambition we share")
    QUESTIONS = "questions", _("Open questions")


class Answer(models.TextChoices):
    SIGN_OFF = "sign_off", _("Signed off")
    RESERVATION = "reservation", _("Reservation")
