"""Invitations by e-mail into a group."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.email_addresses import EmailAddressField
from core.history import RecordedModel, RecordedQuerySet
from people.models import Organisation

from .group import TaskGroup
from .membership import MembershipRole

VALID_FOR = datetime.timedelta(days=7)
_UNANSWERED = Q(accepted_at__isnull=True, declined_at__isnull=True, withdrawn_at__isnull=True)


class InvitationState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Declined")


class InvitationQuerySet(RecordedQuerySet):
    def unanswered(self) -> "InvitationQuerySet":
        """Neither accepted nor declined nor withdrawn, whether or not their time has passed."""
        return self.filter(_UNANSWERED)

    def usable(self) -> "InvitationQuerySet":
        """Those that can be accepted at this moment, in a group whose work goes on."""
        groups = TaskGroup.objects.within_time(timezone.localdate()).under_way()
        return self.unanswered().filter(expires_at__gt=timezone.now(), group__in=groups)


class Invitation(RecordedModel):
    """An invitation to one address. It works once, for seven days.

    Only the SHA-256 of its token is kept, in hex; it is empty until the e-mail is sent. Sending again puts a new one in
    its place, and the address sent before leads nowhere.
    """

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="invitations")
    email = EmailAddressField(_("email address"))
    organisation = models.ForeignKey(Organisation, verbose_name=_("body"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=MembershipRole.choices)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.TextField(_("why it was declined"), blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                "group",
                Lower("email"),
                condition=_UNANSWERED,
                name="invitation_open_once",
                violation_error_message=_("This address is invited already: send the invitation again."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, declined_at__isnull=True)
                | Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
                | Q(declined_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.organisation})"

    @property
    def state(self) -> InvitationState:
        """Where the invitation stands at this moment."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.declined_at:
            return InvitationState.DECLINED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        return InvitationState.INVITED if self.expires_at > timezone.now() else InvitationState.EXPIRED

    @property
    def is_open(self) -> bool:
        """Whether it can still be sent again or withdrawn."""
        return self.state in (InvitationState.INVITED, InvitationState.EXPIRED)
