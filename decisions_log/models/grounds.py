"""What a decision rests on and who took part in it: evidence, consultation, agreement, declared interests."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.history import RecordedModel
from core.own_words import OwnWords, said
from core.text import WEB_ADDRESS_LENGTH
from core.vocabularies import choices
from people.models import Organisation
from taskgroups.models import InterestHandling, MembershipRole

from .answer import AnswersDecision
from .decision import Decision

# What can have been done about an interest by the time the decision is recorded.
_HANDLED = [(handling.value, handling.label) for handling in InterestHandling if handling != InterestHandling.WAITING]


class Evidence(RecordedModel):
    """Something that the decision relies on, where to read it, and how sure of it the group is."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="evidence")
    title_en = models.CharField(_("evidence in English"), max_length=200)
    title_cy = models.CharField(_("evidence in Welsh"), max_length=200)
    kind = models.CharField(_("kind"), max_length=30, choices=choices("evidence_kind"))
    confidence = models.CharField(_("how sure we are of it"), max_length=10, choices=choices("evidence_confidence"))
    finding_en = models.TextField(_("what it tells us, in English"), blank=True)
    finding_cy = models.TextField(_("what it tells us, in Welsh"), blank=True)
    link = models.URLField(
        _("web address"),
        max_length=WEB_ADDRESS_LENGTH,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
    )

    title = Bilingual()
    finding = Bilingual()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.title)


class Consultation(RecordedModel):
    """Who was asked, how and when, what they said, and what changed because of it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="consultations")
    who_en = models.CharField(_("who was asked, in English"), max_length=200)
    who_cy = models.CharField(_("who was asked, in Welsh"), max_length=200)
    how_en = models.TextField(_("how they were asked, in English"))
    how_cy = models.TextField(_("how they were asked, in Welsh"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    said_en = models.TextField(_("what they said, in English"))
    said_cy = models.TextField(_("what they said, in Welsh"))
    changed_en = models.TextField(_("what changed because of it, in English"))
    changed_cy = models.TextField(_("what changed because of it, in Welsh"))

    who = Bilingual()
    how = Bilingual()
    said = Bilingual()
    changed = Bilingual()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="consultation_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first."),
            )
        ]

    def __str__(self) -> str:
        return str(self.who)


class Agreement(AnswersDecision, RecordedModel):
    """How far the group agreed: a level, and the counts where there was a vote. One for each decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="agreements")
    level = models.CharField(_("level of agreement"), max_length=20, choices=choices("consensus_level"))
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                name="agreement_once_for_each_decision",
                violation_error_message=_("The level of agreement is recorded already: change it instead."),
            ),
            models.CheckConstraint(
                condition=Q(votes_for=None, votes_against=None, abstentions=None)
                | Q(votes_for__isnull=False, votes_against__isnull=False, abstentions__isnull=False),
                name="agreement_counts_every_vote",
                violation_error_message=_("Give all three counts, 0 where there was none, or leave them all empty."),
            ),
            models.CheckConstraint(
                condition=~Q(level="unanimous") | Q(votes_against=None) | Q(votes_against=0),
                name="agreement_unanimous_without_votes_against",
                violation_error_message=_("It was not unanimous if somebody voted against."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_level_display()


class DeclaredInterest(AnswersDecision, RecordedModel):
    """An interest in the decision, what was done about it, and any dispensation: by body and role, never by person."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="interests")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("body"), on_delete=models.PROTECT, related_name="declared_interests"
    )
    role = models.CharField(_("role in the group"), max_length=20, choices=MembershipRole.choices)
    what_en = models.TextField(_("the interest, in English"), blank=True)
    what_cy = models.TextField(_("the interest, in Welsh"), blank=True)
    handling = models.CharField(_("what was done about it"), max_length=10, choices=_HANDLED)
    dispensation_en = models.TextField(_("dispensation, and who gave it, in English"), blank=True)
    dispensation_cy = models.TextField(_("dispensation, and who gave it, in Welsh"), blank=True)

    what = OwnWords()
    dispensation = OwnWords(optional=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handling__in=[value for value, _label in _HANDLED]), name="interest_is_settled"
            ),
            models.CheckConstraint(
                condition=said("what"),
                name="declared_interest_is_said",
                violation_error_message=_("Enter the interest, in Welsh or in English."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"
