"""The words for a review of a decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Achievement(models.TextChoices):
    ACHIEVED = "achieved", _("Achieved")
    PARTLY = "partly", _("Partly achieved")
    NOT_ACHIEVED = "not_achieved", _("Not achieved: we learn from it")
    TOO_EARLY = "too_early", _("Too early to say")


class Proposal(models.TextChoices):
    CONFIRM = "confirm", _("Confirm the decision")
    REVIEW_AGAIN = "review_again", _("Confirm it for now, and review it again")
    SUPERSEDE = "supersede", _("Replace it by another decision")
    REVERSE = "reverse", _("Reverse the decision")


class Expectation(models.TextChoices):
    """What of a decision says what was expected: its measure of success, and words of the option that was chosen."""

    SUCCESS_MEASURE = "success_measure", _("How we will know")
    BENEFITS = "benefits", _("What it would bring")
    EXPERIENCE = "experience", _("What people would notice")
    COSTS = "costs", _("What it would cost")
