"""The door between working and published records."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual, BilingualText
from core.exemptions import EXEMPTIONS, TESTED, exemption_choices
from core.history import RecordedModel
from decisions_log.publication.release import Release
from decisions_log.published.models import Kind


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

    kind = models.CharField(max_length=20, choices=Kind.choices)
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


class Reasoned(models.Model):
    """Why a part of a record is hidden from the public: ground in law, reasons, the office that decided, and dates."""

    ground = models.CharField(_("ground in law"), max_length=20, choices=exemption_choices())
    reason_en = models.TextField(_("plain reason, in English"))
    reason_cy = models.TextField(_("plain reason, in Welsh"))
    public_interest_for_en = models.TextField(_("public interest in showing it, in English"), blank=True)
    public_interest_for_cy = models.TextField(_("public interest in showing it, in Welsh"), blank=True)
    public_interest_against_en = models.TextField(_("public interest in withholding it, in English"), blank=True)
    public_interest_against_cy = models.TextField(_("public interest in withholding it, in Welsh"), blank=True)
    office_en = models.CharField(_("office that decided, in English"), max_length=200)
    office_cy = models.CharField(_("office that decided, in Welsh"), max_length=200)
    decided_on = models.DateField(_("date of the decision to withhold"))
    review_on = models.DateField(_("date to review it"))

    reason = Bilingual()
    public_interest_for = Bilingual()
    public_interest_against = Bilingual()
    office = Bilingual()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__gt=models.F("decided_on")),
                name="%(class)s_reviewed_later",
                violation_error_message=_("The date to review it must be after the date of the decision."),
            ),
            models.CheckConstraint(
                condition=~Q(ground__in=TESTED)
                | ~Q(public_interest_for_en="")
                & ~Q(public_interest_for_cy="")
                & ~Q(public_interest_against_en="")
                & ~Q(public_interest_against_cy=""),
                name="%(class)s_public_interest",
                violation_error_message=_(
                    "The public-interest test applies to this ground: "
                    "say in Welsh and in English what speaks for showing it and for withholding it."
                ),
            ),
        ]

    def notice(self, part: str) -> dict[str, Any]:
        """What the public is told about the part at this path (decisions_log/published/notices.py)."""
        test = {
            "public_interest_for": self.public_interest_for,
            "public_interest_against": self.public_interest_against,
        }
        return {
            "part": part,
            "ground": self.ground,
            "reason": _both(self.reason),
            **{name: _both(text) for name, text in test.items() if EXEMPTIONS[self.ground].tested},
            "office": _both(self.office),
            "decided_on": self.decided_on.isoformat(),
            "review_on": self.review_on.isoformat(),
        }


def _both(text: BilingualText) -> dict[str, str]:
    return {"cy": text.cy, "en": text.en}


class Withholding(Reasoned, RecordedModel):
    """A part of a working record that is not to be shown when the record is published, now and in later versions.

    `part` names it by what does not change when rows move: `reasons`, `options.<uuid of the option>.costs`.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    record_uuid = models.UUIDField()
    part = models.CharField(_("part"), max_length=120)

    class Meta(Reasoned.Meta):
        ordering = ["pk"]
        constraints = [
            *Reasoned.Meta.constraints,
            models.UniqueConstraint(
                fields=["record_uuid", "part"],
                name="withholding_of_part_once",
                violation_error_message=_("This part is withheld already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.part}"


class RemovalAction(models.TextChoices):
    """What two people do about something that is published; the words of the log's own kinds of entry."""

    REDACT = "redact", _("Withhold a part from now on")
    ERASE = "erase", _("Erase a part for good")
    WITHDRAW = "withdraw", _("Withdraw the record")
    RESTORE = "restore", _("Show a withheld part again")


class RemovalState(models.TextChoices):
    REQUESTED = "requested", _("Waiting for an answer")
    DONE = "done", _("Carried out")
    REFUSED = "refused", _("Refused")


class Removal(Reasoned, RecordedModel):
    """Somebody asks to hide, erase, withdraw or show again something that is published; a second person answers.

    `version` and `part` name a text of a published version by its path; both are empty when the whole record is
    withdrawn. Ground and review date belong to what is hidden: showing again and withdrawing need none. `log_size` is
    how many entries the log had when it was asked for.
    """

    action = models.CharField(_("what is to be done"), max_length=10, choices=RemovalAction.choices)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    record_uuid = models.UUIDField()
    version = models.PositiveIntegerField(null=True, blank=True)
    part = models.CharField(_("part"), max_length=255, blank=True)
    log_size = models.PositiveBigIntegerField(null=True, blank=True)
    ground = models.CharField(_("ground in law"), max_length=20, choices=exemption_choices(), blank=True)
    review_on = models.DateField(_("date to review it"), null=True, blank=True)  # type: ignore[assignment]
    state = models.CharField(max_length=10, choices=RemovalState.choices, default=RemovalState.REQUESTED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_reason = models.TextField(_("reason"), blank=True)
    log_index = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta(Reasoned.Meta):
        ordering = ["-pk"]
        constraints = [
            *Reasoned.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(action__in=["redact", "erase"]) | (~Q(ground="") & Q(review_on__isnull=False)),
                name="removal_has_ground",
                violation_error_message=_("Give the ground in law and the date to review it."),
            ),
            models.CheckConstraint(
                condition=Q(action="withdraw", part="", version__isnull=True)
                | ~Q(action="withdraw") & ~Q(part="") & Q(version__isnull=False),
                name="removal_of_part_or_record",
            ),
            models.CheckConstraint(
                condition=Q(state="requested", answered_by__isnull=True)
                | ~Q(state="requested") & Q(answered_by__isnull=False),
                name="removal_answered_together",
            ),
            models.CheckConstraint(
                condition=Q(state="done", log_index__isnull=False) | ~Q(state="done") & Q(log_index__isnull=True),
                name="removal_done_in_log",
            ),
            models.UniqueConstraint(fields=["record_uuid"], condition=Q(state="requested"), name="removal_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.get_state_display()}"

    def explanation(self) -> dict[str, Any]:
        """What the public is told when nothing is hidden: why, which office, when."""
        return {"reason": _both(self.reason), "office": _both(self.office), "decided_on": self.decided_on.isoformat()}
