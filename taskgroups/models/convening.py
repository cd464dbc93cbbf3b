"""When a group may have fewer people at the table than every group needs: asked for, confirmed, published."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel, RecordedQuerySet
from people.models import Level

from .group import FLOOR_MEMBERS, FLOOR_SECTORS, TaskGroup


class ExceptionState(models.TextChoices):
    WAITING = "waiting", _("Waiting for an administrator")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


class ConveningExceptionQuerySet(RecordedQuerySet):
    def waiting(self) -> "ConveningExceptionQuerySet":
        return self.filter(state=ExceptionState.WAITING)

    def in_force(self) -> "ConveningExceptionQuerySet":
        return self.filter(state=ExceptionState.CONFIRMED)


def known_levels(value: list[str]) -> None:
    """Refuse anything that is not a list of levels."""
    if not isinstance(value, list) or set(value) - set(Level.values):
        raise ValidationError(_("Choose from the three levels."))


class ConveningException(RecordedModel):
    """What one group may do without. The mission lead asks, an administrator confirms, everyone can read it.

    There is always one member at least, and a convener.
    """

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="exceptions")
    minimum_members = models.PositiveSmallIntegerField(
        _("members that must be present"),
        default=FLOOR_MEMBERS,
        validators=[MinValueValidator(1), MaxValueValidator(FLOOR_MEMBERS)],
    )
    minimum_sectors = models.PositiveSmallIntegerField(
        _("sectors that must be present"),
        default=FLOOR_SECTORS,
        validators=[MinValueValidator(1), MaxValueValidator(FLOOR_SECTORS)],
    )
    without_levels = models.JSONField(
        _("levels that may be missing"), default=list, blank=True, validators=[known_levels]
    )
    reason_en = models.TextField(_("reason in English"))
    reason_cy = models.TextField(_("reason in Welsh"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ExceptionState.choices, default=ExceptionState.WAITING)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)

    reason = Bilingual()

    objects: ClassVar[Any] = ConveningExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(state="waiting"),
                name="exception_asked_once",
                violation_error_message=_("An exception has been asked for already."),
            ),
            models.UniqueConstraint(fields=["group"], condition=Q(state="confirmed"), name="exception_in_force_once"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(answered_by__isnull=False, answered_on__isnull=False),
                name="exception_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("asked_by")),
                name="exception_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(minimum_members__gte=1, minimum_sectors__gte=1), name="exception_keeps_one_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_state_display()}"

    def clean(self) -> None:
        """It lowers something, and what is left can be met: each member is of one level and of one sector."""
        levels = len(Level) - len(set(self.without_levels))
        if (self.minimum_members, self.minimum_sectors, levels) == (FLOOR_MEMBERS, FLOOR_SECTORS, len(Level)):
            raise ValidationError(_("Enter what the group may do without: nothing here is less than usual."))
        if levels == 0:
            raise ValidationError({"without_levels": _("At least one level must be present.")})
        if max(levels, self.minimum_sectors) > self.minimum_members:
            raise ValidationError(
                {
                    "minimum_members": _(
                        "Each member is of one level and one sector: this needs at least %(number)d members."
                    )
                    % {"number": max(levels, self.minimum_sectors)}
                }
            )
