"""Where an organisation is reached, and who answers for it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.email_addresses import EmailAddressField
from core.history import RecordedModel

from .organisation import Organisation
from .tenure import TenureQuerySet


class Office(RecordedModel):
    """The office of an organisation in the register: where notices go when nobody else answers for it."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="office")
    name_en = models.CharField(
        _("name of the office in English"), max_length=200, help_text=_("For example: Chief Executive’s Office.")
    )
    name_cy = models.CharField(_("name of the office in Welsh"), max_length=200)
    email = EmailAddressField(
        _("email address for notices"), help_text=_("The address of a team, not of a person: it outlives a post.")
    )
    since = models.DateField(_("in use since"))
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)

    name = Bilingual()

    def __str__(self) -> str:
        return f"{self.organisation}: {self.name}"


class Stewardship(RecordedModel):
    """A person answers for an organisation and keeps its posts and office from `starts_at` until `ends_at`.

    An administrator names stewards.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stewardships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stewardships")
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(ends_at__isnull=True), name="stewardship_held_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.organisation}"
