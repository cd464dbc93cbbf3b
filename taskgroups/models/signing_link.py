"""Links with which somebody without an account answers one version of a position for their body."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.own_words import OwnWords, said
from frontdesk.secret_link import SecretLink, at_most_one, never
from people.models import Language, Organisation

from .position import ChallengePosition

VALID_FOR = datetime.timedelta(days=14)
_ENDS = ("answered_at", "withdrawn_at")


class LinkState(models.TextChoices):
    WAITING = "waiting", _("Waiting for an answer")
    STALE = "stale", _("The text has changed since")
    ANSWERED = "answered", _("Answered")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SigningLink(SecretLink):
    """One person, who needs no account, is asked to answer one version of a position for a body.

    It works once, for fourteen days, never beyond the group's time limit. Sending again asks about the version of then.
    Name and office are as the member wrote them, and once it is answered as the signatory confirmed them.
    """

    ENDS, STATES = _ENDS, LinkState

    position = models.ForeignKey(ChallengePosition, on_delete=models.PROTECT, related_name="signing_links")
    position_version = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, verbose_name=_("body"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    office_en = models.CharField(_("office in English"), max_length=200, blank=True)
    office_cy = models.CharField(_("office in Welsh"), max_length=200, blank=True)
    email = models.EmailField(_("email address"))
    language = models.CharField(_("language of the email"), max_length=2, choices=Language.choices, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    office = OwnWords(translated=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "organisation"],
                condition=never(*_ENDS),
                name="signing_link_open_once",
                violation_error_message=_("Somebody is asked for this body already: send that link again."),
            ),
            models.CheckConstraint(condition=at_most_one(*_ENDS), name="signing_link_one_end"),
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
    def state_in_time(self) -> LinkState:
        """An answer to a version that has changed since no longer counts."""
        return LinkState.WAITING if self.position_version == self.position.version else LinkState.STALE

    @property
    def signatory(self) -> dict[str, str]:
        """Who is asked, or who answered."""
        return {"name": self.name, "office_cy": self.office_cy, "office_en": self.office_en}
