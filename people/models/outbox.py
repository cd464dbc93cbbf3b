"""What is still to be done outside the database."""

import uuid

from django.db import models
from django.utils import timezone


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def to_do(self) -> "OutboxQuerySet":
        """What is neither done nor given up."""
        return self.filter(done_at__isnull=True, gave_up_at__isnull=True)

    def failing(self) -> "OutboxQuerySet":
        """What was tried and failed: given up, or to be tried again."""
        return self.filter(done_at__isnull=True).exclude(last_error="")


class OutboxMessage(models.Model):
    """Something to do after an act has committed: written in the same transaction, done at least once.

    `due_at` is when it may be tried next; taking it moves that on, so that a worker that dies holds nothing back.
    `gave_up_at` is when it was tried for the last time, or refused for good: it then waits for a person.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    topic = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["done_at", "due_at"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.topic} {self.uuid}"
