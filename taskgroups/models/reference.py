"""References that are given once and never re-used."""

from django.db import models


class ReferenceCounter(models.Model):
    """The last number given for a prefix in a year; a locked row, not a database sequence, so there are no gaps."""

    prefix = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="reference_counter_once")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}: {self.last}"
