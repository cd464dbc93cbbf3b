"""A request for publication, and how it was answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel
from publication.kinds import choices
from publication.models.release import Release


class RequestState(models.TextChoices):
    REQUESTED = "requested", _("Waiting for approval")
    PUBLISHED = "published", _("Published")
    RETURNED = "returned", _("Returned")
    REFUSED = "refused", _("Refused")
    CANCELLED = "cancelled", _("Cancelled")


class PublicationRequest(RecordedModel):
    """Somebody asks that an exact version of a record be published; a second person answers.

    `log_size` and `edits` say when it was asked for without a clock: how many entries the log had, and the newest
    history id of the record in each of its tables.

    `manifest` pins the history ids of everything that would be published, `digest` is its SHA-256 in hex: approving
    names it, so what is approved is what was read. A request in a `release` is answered with it.
    """

    kind = models.CharField(max_length=20, choices=choices)
    record_uuid = models.UUIDField()
    manifest = models.JSONField()
    digest = models.CharField(max_length=64)
    edits = models.JSONField(default=dict, blank=True)
    log_size = models.PositiveBigIntegerField(null=True, blank=True)
    change_note_en = models.TextField(_("what changed and why, in English"), blank=True)
    change_note_cy = models.TextField(_("what changed and why, in Welsh"), blank=True)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.REQUESTED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.TextField(_("reason"), blank=True)
    log_index = models.PositiveBigIntegerField(null=True, unique=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, blank=True, related_name="requests")

    change_note = Bilingual()

    class Meta:
        db_table = "decisions_log_publicationrequest"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_uuid"], condition=Q(state=RequestState.REQUESTED), name="publication_request_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.REQUESTED, answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(state=RequestState.REQUESTED) & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="publication_request_answered_together",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.PUBLISHED, log_index__isnull=False)
                | (~Q(state=RequestState.PUBLISHED) & Q(log_index__isnull=True)),
                name="publication_request_published_in_log",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"
