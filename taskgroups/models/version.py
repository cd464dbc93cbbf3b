"""Names that people give to versions of a position."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel

from .position import ChallengePosition


class VersionName(RecordedModel):
    """What a version of a position is called, in one language or both: "First full draft". It changes no text."""

    position = models.ForeignKey(ChallengePosition, on_delete=models.PROTECT, related_name="version_names")
    version = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    name_cy = models.CharField(_("name in Welsh"), max_length=100, blank=True)

    name = Bilingual()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["position", "version"], name="version_named_once"),
            models.CheckConstraint(
                condition=~Q(name_en="", name_cy=""),
                name="version_name_has_text",
                violation_error_message=_("Write the name in Welsh, in English or in both."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
