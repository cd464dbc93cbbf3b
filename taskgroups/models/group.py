"""Task groups: people from many bodies, for a limited time, on one challenge of a mission."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual, BilingualText
from core.history import RecordedModel, RecordedQuerySet
from missions.models import Mission
from taskgroups.group.words import Stage

ENDED = (Stage.CLOSED, Stage.ABANDONED)
# The floor under convening: with a convener and each level, what no rule of a group can lower.
FLOOR_MEMBERS, FLOOR_SECTORS = 3, 2

# Who must be at the table (representation), and whose sign-offs a position needs (quorum).
REPRESENTATION_RULE = ("each_level_present", "minimum_sectors", "required_sectors", "minimum_bodies")
QUORUM_RULE = ("each_level_signs", "each_sector_signs", "every_body_signs", "minimum_sign_offs")


class TaskGroupQuerySet(RecordedQuerySet):
    def within_time(self, on: datetime.date) -> "TaskGroupQuerySet":
        """Groups whose time limit has not passed on the day; the last day counts."""
        return self.filter(ends_on__gte=on)

    def under_way(self) -> "TaskGroupQuerySet":
        """Groups that have neither closed nor been abandoned."""
        return self.exclude(stage__in=ENDED)


class TaskGroup(RecordedModel):
    """A time-limited, cross-sector group. After `ends_on` it is read-only at once."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="task_groups")
    slug_en = models.SlugField(_("address in English"), max_length=80, unique=True)
    slug_cy = models.SlugField(_("address in Welsh"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_cy = models.CharField(_("name in Welsh"), max_length=200)
    purpose_en = models.TextField(_("purpose in English"))
    purpose_cy = models.TextField(_("purpose in Welsh"))
    terms_of_reference_en = models.TextField(_("terms of reference in English"), blank=True)
    terms_of_reference_cy = models.TextField(_("terms of reference in Welsh"), blank=True)
    starts_on = models.DateField(_("start date"))
    ends_on = models.DateField(_("end date"))
    longer_because_en = models.TextField(_("why it needs more than nine months, in English"), blank=True)
    longer_because_cy = models.TextField(_("why it needs more than nine months, in Welsh"), blank=True)
    each_level_present = models.BooleanField(_("each level must be present"), default=True)
    minimum_sectors = models.PositiveSmallIntegerField(_("sectors that must be present"), default=2)
    required_sectors = models.JSONField(_("all of these sectors must be present"), default=list, blank=True)
    minimum_bodies = models.PositiveSmallIntegerField(_("bodies that must be present"), default=0)
    each_level_signs = models.BooleanField(_("a body of each level must sign off"), default=True)
    each_sector_signs = models.BooleanField(_("a body of each sector in the group must sign off"), default=False)
    every_body_signs = models.BooleanField(_("every body must sign off"), default=False)
    minimum_sign_offs = models.PositiveSmallIntegerField(_("bodies that must sign off"), default=0)
    named_in_emails = models.BooleanField(_("Emails and calendar entries name the group"), default=False)
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.CONVENING)

    name = Bilingual()
    purpose = Bilingual()
    terms_of_reference = Bilingual()
    longer_because = Bilingual()

    objects: ClassVar[Any] = TaskGroupQuerySet.as_manager()

    class Meta:
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="task_group_dates_in_order",
                violation_error_message=_("The end date must be after the start date."),
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="task_group_stage_known"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def title(self) -> BilingualText:
        """What it is called among other records."""
        return self.name

    @property
    def code(self) -> str:
        """What tells it from other groups where it is not named: the first letters and digits of its UUID."""
        return self.uuid.hex[:4].upper()

    @property
    def expired(self) -> bool:
        """Whether the time limit has passed today."""
        return timezone.localdate() > self.ends_on

    @property
    def ended(self) -> bool:
        """Whether the group was closed or abandoned."""
        return self.stage in ENDED

    @property
    def days_left(self) -> int:
        """Days until the time limit, 0 on the last day, negative after it."""
        return (self.ends_on - timezone.localdate()).days
