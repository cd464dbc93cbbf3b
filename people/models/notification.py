"""What people are told, how each of them wants to be told, and their daily digests."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    """How a person wants to be told of things of one kind."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("In a daily digest")
    OFF = "off", _("Not at all")


class LeftOut(models.TextChoices):
    """Why somebody was not told after all; kept for who looks after the product, shown on no page."""

    INACTIVE = "inactive"  # the person can no longer sign in
    SWITCHED_OFF = "switched_off"  # by the person
    GONE = "gone"  # what it was about does not exist any more
    HIDDEN = "hidden"  # the person may no longer see it
    PAST = "past"  # it is no longer so


class NotificationQuerySet(models.QuerySet["Notification"]):
    def waiting(self) -> "NotificationQuerySet":
        """Neither sent nor left out."""
        return self.filter(sent_at=None, left_out="")


class Notification(models.Model):
    """One person is to be told one thing: its kind (people/notifications.py) and the UUID of what it is about.

    It holds no words: they are composed when it is sent, from what the person may see then.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=40)
    about = models.UUIDField()
    delivery = models.CharField(max_length=10, choices=Delivery.choices)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    left_out = models.CharField(max_length=15, choices=LeftOut.choices, blank=True)

    objects: ClassVar[Any] = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"],
                condition=Q(sent_at=None, left_out=""),
                name="notification_waits_once",
            ),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(left_out=""), name="notification_sent_or_left_out"),
        ]
        indexes = [models.Index(fields=["kind", "about"], name="notification_about")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


class NotificationChoice(models.Model):
    """A person's own choice for one kind; without one, the kind's default holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notification_choices")
    kind = models.CharField(max_length=40)
    delivery = models.CharField(max_length=10, choices=Delivery.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notification_choice_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_delivery_display()}"


class Digest(models.Model):
    """A person's digest of one day; there is never a second one on that day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digests")
    on = models.DateField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.person_id}"
