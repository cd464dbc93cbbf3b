"""The words for a decision: what of it is stored, in forms and in public alike."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DecisionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed")
    DECIDED = "decided", _("Decided")
    IMPLEMENTED = "implemented", _("Implemented")
    DEFERRED = "deferred", _("Deferred")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REJECTED = "rejected", _("Rejected")
    UNDER_REVIEW = "under_review", _("Under review")
    CONFIRMED = "confirmed", _("Confirmed")
    SUPERSEDED = "superseded", _("Superseded")
    REVERSED = "reversed", _("Reversed")


class CorrectionKind(models.TextChoices):
    TYPO = "typo", _("Spelling or punctuation")
    TRANSLATION = "translation", _("Translation")
    FACT = "fact", _("Factual error")
    LINK = "link", _("Broken link")


# Decision-makers whose members each decide for themselves: what they decide is a recommendation to them.
RECOMMENDING = ("task_group", "partnership")


# Decision-makers who answer together for what was decided: nobody's dissent from it is published.
COLLECTIVELY_RESPONSIBLE = ("minister", "cabinet")


IMPACT_PROMPTS: dict[str, Promise] = {
    "opportunities": _("Opportunities for people to use Welsh"),
    "no_less_favourably": _("Treating Welsh no less favourably than English"),
    "increase_positive": _("How to increase the positive effects"),
    "lessen_negative": _("How to lessen the negative effects"),
    "text": _("The effect"),
    "mitigation": _("How negative effects are lessened"),
}


WELSH_LANGUAGE = "welsh_language"


# What is asked about the Welsh language: the policy-making standards ask for each of the four.
WELSH_PROMPTS = ("opportunities", "no_less_favourably", "increase_positive", "lessen_negative")


PROMPTS = ("text", "mitigation")
