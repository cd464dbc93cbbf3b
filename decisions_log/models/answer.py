"""What every answer to a decision has in common: it names the text that was read."""

from django.db import models


class AnswersDecision(models.Model):
    """An answer to one exact text of a decision.

    `meaning_version` is the decision's when the answer was given, empty while there is none; `meaning` is the digest of
    the text that was read (meaning.py), for the time in which a draft still changes.
    """

    meaning_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    meaning = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
