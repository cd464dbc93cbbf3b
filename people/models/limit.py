"""How often something was tried lately."""

from django.db import models


class LimitCount(models.Model):
    """How often one thing was tried until `ends_at`. In the database, so that every process counts together.

    `key` is a SHA-256 of what is limited, for whom and from where: no address of a person or a network is kept.
    """

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="limit_ends_at")]

    def __str__(self) -> str:
        return f"{self.number} until {self.ends_at}"
