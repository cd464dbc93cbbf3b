"""What of a record is not to be shown when it is published, and why."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual, BilingualText
from core.exemptions import EXEMPTIONS, TESTED, exemption_choices
from core.history import RecordedModel
from publication.kinds import choices


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
        """What the public is told about the part at this path (publication/published/notices.py)."""
        test = {
            "public_interest_for": self.public_interest_for,
            "public_interest_against": self.public_interest_against,
        }
        return {
            "part": part,
            "ground": self.ground,
            "reason": by_language(self.reason),
            **{name: by_language(text) for name, text in test.items() if EXEMPTIONS[self.ground].tested},
            "office": by_language(self.office),
            "decided_on": self.decided_on.isoformat(),
            "review_on": self.review_on.isoformat(),
        }


def by_language(text: BilingualText) -> dict[str, str]:
    return {"cy": text.cy, "en": text.en}


class Withholding(Reasoned, RecordedModel):
    """A part of a working record that is not to be shown when the record is published, now and in later versions.

    `part` names it by what does not change when rows move: `reasons`, `options.<uuid of the option>.costs`.
    """

    kind = models.CharField(max_length=20, choices=choices)
    record_uuid = models.UUIDField()
    part = models.CharField(_("part"), max_length=120)

    class Meta(Reasoned.Meta):
        db_table = "decisions_log_withholding"
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
