"""Invitations by e-mail into a group."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.email_addresses import EmailAddressField
from frontdesk.secret_link import SecretLink, at_most_one, never
from people.models import Organisation

from .group import TaskGroup
from .membership import MembershipRole

VALID_FOR = datetime.timedelta(days=7)
_ENDS = ("accepted_at", "declined_at", "withdrawn_at")


class InvitationState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Declined")


class Invitation(SecretLink):
    """An invitation to one address. It works once, for seven days."""

    ENDS, STATES = _ENDS, InvitationState
    state_in_time = InvitationState.INVITED

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="invitations")
    email = EmailAddressField(_("email address"))
    organisation = models.ForeignKey(Organisation, verbose_name=_("body"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole.choices)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.TextField(_("why it was declined"), blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                "group",
                Lower("email"),
                condition=never(*_ENDS),
                name="invitation_open_once",
                violation_error_message=_("This address is invited already: send the invitation again."),
            ),
            models.CheckConstraint(condition=at_most_one(*_ENDS), name="invitation_one_end"),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.organisation})"
