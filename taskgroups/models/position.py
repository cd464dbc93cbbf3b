"""The challenge position: the problem, defined together before any solution."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual, BilingualText
from core.history import RecordedModel
from core.own_words import OwnWords, said
from people.models import Organisation
from taskgroups.position.words import Answer, SectionKind

from .group import TaskGroup


class ChallengePosition(RecordedModel):
    """A group's co-designed definition of the problem.

    `version` counts every saved change of its text. `agreed_version` is the version the group agreed; it stays as it
    was when the group reopens the problem. `reference` is given at the first agreement and never re-used.
    `restored_from` is the earlier version whose words the current one brought back, if it did.
    """

    group = models.OneToOneField(TaskGroup, on_delete=models.PROTECT, related_name="position")
    reference = models.CharField(max_length=30, unique=True, null=True, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_cy = models.CharField(_("title in Welsh"), max_length=200)
    version = models.PositiveIntegerField(default=1)
    restored_from = models.PositiveIntegerField(null=True, blank=True)
    agreed_version = models.PositiveIntegerField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    title = Bilingual()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_version__isnull=True, agreed_at__isnull=True)
                | Q(agreed_version__isnull=False, agreed_at__isnull=False),
                name="position_agreed_together",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)


class PositionSection(RecordedModel):
    """One section of a position. `revision` counts its saves; a save must name the revision it started from.

    `saved_in` is the version of the position that its last save made. `save_digest` knows that save again when it is
    sent twice. `level_in` is the version of the position in which both texts last said the same, and `behind` the
    language that has not followed the other one since.
    """

    position = models.ForeignKey(ChallengePosition, on_delete=models.PROTECT, related_name="sections")
    kind = models.CharField(max_length=20, choices=SectionKind.choices)
    order = models.PositiveSmallIntegerField()
    text_en = models.TextField(_("text in English"), blank=True)
    text_cy = models.TextField(_("text in Welsh"), blank=True)
    revision = models.PositiveIntegerField(default=1, db_index=True)  # every save looks its base up in the history
    saved_in = models.PositiveIntegerField(default=1)
    save_digest = models.CharField(max_length=64, blank=True, db_index=True)
    level_in = models.PositiveIntegerField(default=1)
    behind = models.CharField(max_length=2, choices=[("cy", _("Welsh")), ("en", _("English"))], blank=True)

    text = Bilingual()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["position", "kind"], name="position_section_once")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def to_update(self) -> str:
        """The language whose text is there and is behind the other one; "" when there is none."""
        return "" if self.text.missing else self.behind

    def text_when_level(self) -> BilingualText:
        """Both texts as they last said the same."""
        if not self.to_update:
            return self.text
        saves = self.history.filter(saved_in__lte=self.level_in).order_by("-saved_in", "-history_id")
        found = saves.first()
        return found.instance.text if found else self.text


class SignOff(RecordedModel):
    """A body's answer to one exact version of a position: signed off, or a reservation with its text.

    A member gave it (`signed_by`), or somebody without an account through a link (`signing_link`): never both.
    """

    position = models.ForeignKey(ChallengePosition, on_delete=models.PROTECT, related_name="sign_offs")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("body"), on_delete=models.PROTECT, related_name="sign_offs"
    )
    position_version = models.PositiveIntegerField()
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices)
    text_en = models.TextField(_("reservation in English"), blank=True)
    text_cy = models.TextField(_("reservation in Welsh"), blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signing_link = models.OneToOneField(
        "SigningLink", on_delete=models.PROTECT, null=True, blank=True, related_name="sign_off"
    )
    signed_at = models.DateTimeField()

    text = OwnWords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "organisation", "position_version"], name="sign_off_once_per_version"
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.SIGN_OFF) | said("text"),
                name="reservation_has_text",
                violation_error_message=_("Enter the reservation, in Welsh or in English."),
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=False, signing_link__isnull=True)
                | Q(signed_by__isnull=True, signing_link__isnull=False),
                name="sign_off_by_member_or_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_answer_display()}"
