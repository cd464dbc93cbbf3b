"""Who is in a group, for which body, in which role, from when until when."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import RecordedModel, RecordedQuerySet
from core.vocabularies import choices
from people.models import Level, Organisation
from taskgroups.group.words import MembershipRole

from .group import TaskGroup

SPEAKING = (MembershipRole.CONVENER, MembershipRole.MEMBER)


class MembershipQuerySet(RecordedQuerySet):
    def current(self) -> "MembershipQuerySet":
        """Memberships in force at this moment, checked when reading: a late job can never extend access."""
        now = timezone.now()
        return self.unfinished().filter(starts_at__lte=now, user__is_active=True)

    def unfinished(self) -> "MembershipQuerySet":
        """Memberships that have not ended, also of people whose accounts are shut."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now()))

    def for_bodies(self) -> "MembershipQuerySet":
        """Memberships that speak for a body: conveners and members."""
        return self.filter(role__in=SPEAKING)


class Membership(RecordedModel):
    """A person in a group for a body. Level and sector are those of the body on the day of joining."""

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("body"), on_delete=models.PROTECT, related_name="memberships"
    )
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    sector = models.CharField(_("sector"), max_length=40, choices=choices("sector"))
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole.choices)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(ends_at__isnull=True),
                name="membership_once",
                violation_error_message=_("This person is in the group already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__lte=F("ends_at")), name="membership_times_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.organisation})"

    @property
    def is_current(self) -> bool:
        now = timezone.now()
        return self.starts_at <= now and (self.ends_at is None or self.ends_at > now)

    @property
    def speaks(self) -> bool:
        """Whether who is in the group so speaks for the body."""
        return self.role in SPEAKING
