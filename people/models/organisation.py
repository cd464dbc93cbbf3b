"""Public bodies and their partners."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel, RecordedQuerySet
from core.vocabularies import choices


class Level(models.TextChoices):
    """The three levels a task group must bring together (High Level Plan, April 2026)."""

    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")


class Region(models.TextChoices):
    NORTH = "North", _("North Wales")
    MID = "Mid", _("Mid Wales")
    SOUTH_WEST = "South West", _("South West Wales")
    SOUTH_EAST = "South East", _("South East Wales")


class OrganisationQuerySet(RecordedQuerySet):
    def valid(self, on: datetime.date) -> "OrganisationQuerySet":
        """Bodies that exist on the day `on`; both ends are optional and inclusive."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )

    def without_office(self) -> "OrganisationQuerySet":
        """Organisations of today that no notice can be sent to: they have no office in the register."""
        return self.valid(timezone.localdate()).filter(office=None)


class Organisation(RecordedModel):
    """A body that can be accountable or take part. Bodies change: published records keep them as named on the day.

    `name_cy` equal to `name_en` is a Welsh name, not a missing one. `regions` is a list of Region values.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_cy = models.CharField(_("name in Welsh"), max_length=200, blank=True)
    short_name_en = models.CharField(_("short name in English"), max_length=40, blank=True)
    short_name_cy = models.CharField(_("short name in Welsh"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    sector = models.CharField(_("sector"), max_length=40, choices=choices("sector"))
    regions = models.JSONField(_("regions"), default=list, blank=True)
    gss_code = models.CharField(_("GSS code"), max_length=9, blank=True)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists until"), null=True, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    name = Bilingual()
    short_name = Bilingual()
    objects: ClassVar[Any] = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="organisation_level_known"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="organisation_validity_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def described(self) -> dict[str, Any]:
        """The body by value, as published records name it."""
        return {
            "slug": self.slug,
            "name": {"en": self.name_en, "cy": self.name_cy},
            "level": self.level,
            "sector": self.sector,
        }
