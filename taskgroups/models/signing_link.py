"""Links with which somebody without an account answers one version of a position for their body."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import RecordedModel, RecordedQuerySet
from core.own_words import OwnWords, said
from people.models import Language, Organisation

from .position import ChallengePosition

VALID_FOR = datetime.timedelta(days=14)


class LinkState(models.TextChoices):
    WAITING = "waiting", _("Waiting for an answer")
    STALE = "stale", _("The text has changed since")
    ANSWERED = "answered", _("Answered")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SigningLinkQuerySet(RecordedQuerySet):
    def unanswered(self) -> "SigningLinkQuerySet":
        """Neither answered nor withdrawn, whether or not their time has passed."""
        return self.filter(answered_at__isnull=True, withdrawn_at__isnull=True)


class SigningLink(RecordedModel):
    """One person, who needs no account, is asked to answer one version of a position for a body.

    It works once, for fourteen days, never beyond the group's time limit. Only the SHA-256 of its token is kept, in
    hex; it is empty until the e-mail is sent. Sending again puts a new token in its place, for the version of then.
    Name and office are as the member wrote them, and once it is answered as the signatory confirmed them.
    """

    position = models.ForeignKey(ChallengePosition, on_delete=models.PROTECT, related_name="signing_links")
    position_version = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, verbose_name=_("body"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    office_en = models.CharField(_("office in English"), max_length=200, blank=True)
    office_cy = models.CharField(_("office in Welsh"), max_length=200, blank=True)
    email = models.EmailField(_("email address"))
    language = models.CharField(_("language of the email"), max_length=2, choices=Language.choices, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    office = OwnWords(translated=False)

    objects: ClassVar[Any] = SigningLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "organisation"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="signing_link_open_once",
                violation_error_message=_("Somebody is asked for this body already: send that link again."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(withdrawn_at__isnull=True), name="signing_link_one_end"
            ),
            models.CheckConstraint(
                condition=said("office"),
                name="signing_link_office_is_said",
                violation_error_message=_("Enter the office, in Welsh or in English."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.office}"

    def clean(self) -> None:
        self.require_letters("name")

    @property
    def state(self) -> LinkState:
        """Where the link stands at this moment."""
        if self.answered_at:
            return LinkState.ANSWERED
        if self.withdrawn_at:
            return LinkState.WITHDRAWN
        if self.expires_at <= timezone.now():
            return LinkState.EXPIRED
        return LinkState.WAITING if self.position_version == self.position.version else LinkState.STALE

    @property
    def is_open(self) -> bool:
        """Whether it can still be sent again or withdrawn."""
        return self.state not in (LinkState.ANSWERED, LinkState.WITHDRAWN)

    @property
    def signatory(self) -> dict[str, str]:
        """Who is asked, or who answered."""
        return {"name": self.name, "office_cy": self.office_cy, "office_en": self.office_en}
