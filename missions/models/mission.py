"""Missions: a small but ambitious number, each with an outcome, a lead and bodies that answer for it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel
from core.wellbeing import WELLBEING_GOALS
from missions.mission.words import MissionState
from people.models import Organisation


def known_goals(value: list[str]) -> None:
    """Refuse anything that is not one of the seven goals of the Well-being of Future Generations (Wales) Act 2015."""
    if not isinstance(value, list) or set(value) - set(WELLBEING_GOALS):
        raise ValidationError(_("Choose from the seven well-being goals."))


class Mission(RecordedModel):
    """What will be different for people, by when, and who leads it."""

    slug_en = models.SlugField(_("address in English"), max_length=80, unique=True)
    slug_cy = models.SlugField(_("address in Welsh"), max_length=80, unique=True)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_cy = models.CharField(_("title in Welsh"), max_length=200)
    outcome_en = models.TextField(_("outcome in English"), blank=True)
    outcome_cy = models.TextField(_("outcome in Welsh"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    summary_cy = models.TextField(_("summary in Welsh"), blank=True)
    social_partners_en = models.TextField(_("social partners in English"), blank=True)
    social_partners_cy = models.TextField(_("social partners in Welsh"), blank=True)
    example_note_en = models.TextField(_("note that this is an example, in English"), blank=True)
    example_note_cy = models.TextField(_("note that this is an example, in Welsh"), blank=True)
    wellbeing_goals = models.JSONField(_("well-being goals"), default=list, blank=True, validators=[known_goals])
    sponsor = models.ForeignKey(
        Organisation, verbose_name=_("sponsor body"), on_delete=models.PROTECT, related_name="sponsored_missions"
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("mission lead"),
        on_delete=models.PROTECT,
        related_name="missions_led",
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(max_length=10, choices=MissionState.choices, default=MissionState.PROPOSED)

    title = Bilingual()
    outcome = Bilingual()
    summary = Bilingual()
    social_partners = Bilingual()
    example_note = Bilingual()

    class Meta:
        ordering = ["title_en"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="mission_dates_in_order",
                violation_error_message=_("The mission must end after it starts."),
            ),
        ]
        permissions = [("lead_mission", "Lead the mission")]

    def __str__(self) -> str:
        return str(self.title)


class Accountability(RecordedModel):
    """A body that answers for a share of a mission."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="accountabilities")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("body"), on_delete=models.PROTECT, related_name="accountabilities"
    )
    share_en = models.TextField(_("what it answers for, in English"))
    share_cy = models.TextField(_("what it answers for, in Welsh"))

    share = Bilingual()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "organisation"],
                name="mission_accountable_body_once",
                violation_error_message=_("This body answers for the mission already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
