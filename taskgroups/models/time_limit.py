"""What happens to a group's time limit: it is extended in the open, and people are reminded of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel
from core.bilingual import Bilingual
from core.history import RecordedModel, RecordedQuerySet
from core.written import WrittenModel

from .group import TaskGroup


class Extension(WrittenModel, AppendOnlyModel):
    """One extension of a group's time limit, with its reason, written to be read by the public; never changed."""

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="extensions")
    from_date = models.DateField(_("end date before"))
    to_date = models.DateField(_("new end date"))
    reason_en = models.TextField(_("reason in English"))
    reason_cy = models.TextField(_("reason in Welsh"))
    extended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    extended_at = models.DateTimeField(auto_now_add=True)

    reason = Bilingual()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__gt=F("from_date")),
                name="extension_goes_on",
                violation_error_message=_("The new end date must be after the present one."),
            ),
            models.CheckConstraint(condition=~Q(reason_en="") & ~Q(reason_cy=""), name="extension_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.from_date} -> {self.to_date}"


class RequestOutcome(models.TextChoices):
    WAITING = "waiting", _("Waiting for the mission lead")
    EXTENDED = "extended", _("Extended")
    DECLINED = "declined", _("Declined")


class ExtensionRequestQuerySet(RecordedQuerySet):
    def waiting(self) -> "ExtensionRequestQuerySet":
        return self.filter(outcome=RequestOutcome.WAITING)


class ExtensionRequest(RecordedModel):
    """A convener asks the mission lead for more time; one request at a time."""

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="extension_requests")
    until = models.DateField(_("new end date"))
    grounds = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=RequestOutcome.choices, default=RequestOutcome.WAITING)

    objects: ClassVar[Any] = ExtensionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(outcome="waiting"),
                name="extension_asked_once",
                violation_error_message=_("More time has been asked for already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.until}"
