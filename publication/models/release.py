"""A release: publications that go out together, at one moment, with one approval."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel


class ReleaseState(models.TextChoices):
    WAITING = "waiting", _("Waiting for approval")
    RETURNED = "returned", _("Returned")
    SCHEDULED = "scheduled", _("Approved, waiting for its moment")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Taken apart")


OPEN_RELEASES = (ReleaseState.WAITING, ReleaseState.RETURNED, ReleaseState.SCHEDULED)


class Lapse(models.TextChoices):
    """Why an approval no longer holds."""

    CHANGED = "changed", _("A record has been changed since its publication was asked for.")
    ITEMS = "items", _("A record was added or taken out.")
    MOMENT = "moment", _("The moment was changed.")
    APPROVER = "approver", _("The publisher who approved it may no longer do so.")
    BLOCKED = "blocked", _("A record can no longer be published as it was approved.")


class Release(RecordedModel):
    """Requests for publication that go out together: now, or at the moment `goes_out_at`.

    `digest` is what its approval named: the digests of all its requests and the moment. While it waits for its moment
    the approval falls (`lapse` says why) as soon as any of that is no longer so. What makes it fall is looked at again
    when it goes out, so nothing hangs on a task that is late.
    """

    title_en = models.CharField(_("title in English"), max_length=200)
    title_cy = models.CharField(_("title in Welsh"), max_length=200)
    goes_out_at = models.DateTimeField(_("moment"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=ReleaseState.choices, default=ReleaseState.WAITING)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    lapse = models.CharField(max_length=10, choices=Lapse.choices, blank=True)
    return_reason = models.TextField(_("reason"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    title = Bilingual()

    class Meta:
        db_table = "decisions_log_release"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[ReleaseState.SCHEDULED, ReleaseState.PUBLISHED],
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    digest__gt="",
                )
                | Q(
                    state__in=[ReleaseState.WAITING, ReleaseState.RETURNED, ReleaseState.CANCELLED],
                    approved_by__isnull=True,
                    approved_at__isnull=True,
                    digest="",
                ),
                name="release_approved_together",
            ),
            models.CheckConstraint(
                condition=Q(state=ReleaseState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=ReleaseState.PUBLISHED) & Q(published_at__isnull=True)),
                name="release_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=(Q(state=ReleaseState.RETURNED) & ~Q(return_reason=""))
                | (~Q(state=ReleaseState.RETURNED) & Q(return_reason="")),
                name="release_returned_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def due(self) -> bool:
        """Whether its moment has come; a release without one goes out as soon as it is approved."""
        return self.goes_out_at is None or self.goes_out_at <= timezone.now()
