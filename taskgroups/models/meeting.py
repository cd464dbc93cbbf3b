"""Meetings of a task group: who is asked, who came, which interests were declared, and the notes."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.dates import WALES
from core.history import RecordedModel, RecordedQuerySet
from core.own_words import OwnWords, said
from core.text import WEB_ADDRESS_LENGTH
from core.working_days import working_day
from people.models import Language

from .group import TaskGroup
from .membership import Membership, MembershipQuerySet

# The note that principal councils in Wales publish is due on the seventh working day, the meeting day being the first
# (Local Government and Elections (Wales) Act 2021, schedule 4). Task groups keep the same clock.
NOTES_WORKING_DAYS = 7
NO_TITLE = _("Enter the title, in Welsh or in English.")


class MeetingState(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", _("Cancelled")


class MeetingQuerySet(RecordedQuerySet):
    def to_come(self) -> "MeetingQuerySet":
        """Not cancelled and not over, the next one first."""
        return self.filter(state=MeetingState.SCHEDULED, ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def begun(self) -> "MeetingQuerySet":
        """Not cancelled, and its first minute has come, the last one first."""
        return self.filter(state=MeetingState.SCHEDULED, starts_at__lte=timezone.now())

    def held(self) -> "MeetingQuerySet":
        """Not cancelled and over, the last one first."""
        return self.filter(state=MeetingState.SCHEDULED, ends_at__lte=timezone.now())

    def without_notes(self) -> "MeetingQuerySet":
        """Held, and its notes are not yet written in both languages."""
        return self.held().filter(noted_at__isnull=True)


class Meeting(RecordedModel):
    """A meeting of a group, on one day in Wales.

    Its title, place and agenda, and why it is cancelled, are the group's own words: one language is enough for them.
    `revision` counts what a calendar has to know (RFC 5545 SEQUENCE). `noted_at` is when the notes were first written
    in both languages; they can be corrected afterwards, never emptied.
    """

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="meetings")
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_cy = models.CharField(_("title in Welsh"), max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place_en = models.CharField(_("place, in English"), max_length=200, blank=True)
    place_cy = models.CharField(_("place, in Welsh"), max_length=200, blank=True)
    online_link = models.URLField(_("link to join online"), max_length=WEB_ADDRESS_LENGTH, blank=True)
    interpretation = models.BooleanField(_("Simultaneous translation from Welsh is arranged"), default=False)
    agenda_en = models.TextField(_("agenda in English"), blank=True)
    agenda_cy = models.TextField(_("agenda in Welsh"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.SCHEDULED)
    cancelled_because_en = models.TextField(_("reason in English"), blank=True)
    cancelled_because_cy = models.TextField(_("reason in Welsh"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    notes_en = models.TextField(_("notes in English"), blank=True)
    notes_cy = models.TextField(_("notes in Welsh"), blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    title = OwnWords()
    place = OwnWords(optional=True)
    agenda = OwnWords(optional=True)
    cancelled_because = OwnWords()
    notes = Bilingual()

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_times_in_order",
                violation_error_message=_("The meeting must end after it starts."),
            ),
            models.CheckConstraint(
                condition=said("title"),
                name="meeting_has_title",
                violation_error_message=NO_TITLE,
            ),
            models.CheckConstraint(
                condition=~Q(online_link="") | said("place"),
                name="meeting_is_somewhere",
                violation_error_message=_("Enter a place, in Welsh or in English, or a link to join online."),
            ),
            models.CheckConstraint(
                condition=Q(state="scheduled", cancelled_because_en="", cancelled_because_cy="")
                | (Q(state="cancelled") & said("cancelled_because")),
                name="meeting_cancelled_with_reason",
                violation_error_message=_("Enter why the meeting is cancelled, in Welsh or in English."),
            ),
            models.CheckConstraint(
                condition=Q(noted_at__isnull=True, noted_by__isnull=True)
                | (Q(noted_at__isnull=False, noted_by__isnull=False) & ~Q(notes_en="") & ~Q(notes_cy="")),
                name="meeting_notes_stay",
                violation_error_message=_("Notes that were written cannot be emptied. Correct them instead."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def begun(self) -> bool:
        """Whether it was not cancelled and its first minute has come."""
        return not self.cancelled and self.starts_at <= timezone.now()

    @property
    def over(self) -> bool:
        """Whether its last minute has passed, held or cancelled."""
        return self.ends_at <= timezone.now()

    @property
    def held_on(self) -> datetime.date:
        """Its day in Wales."""
        return self.starts_at.astimezone(WALES).date()

    @property
    def notes_due_on(self) -> datetime.date:
        return working_day(NOTES_WORKING_DAYS, counting=self.held_on)

    @property
    def notes_overdue(self) -> bool:
        waiting = self.begun and self.noted_at is None
        return waiting and timezone.localdate() > self.notes_due_on

    def invited(self) -> MembershipQuerySet:
        """Those who are asked: everyone in the group when it starts; until then, everyone in it now.

        Of a meeting that was written down afterwards: everyone who was in the group when that was done.
        """
        at = min(max(self.starts_at, self.created_at), timezone.now())
        then = Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
        asked: MembershipQuerySet = Membership.objects.filter(then, group=self.group_id)
        return asked.select_related("user", "organisation")


class AttendanceState(models.TextChoices):
    INVITED = "invited", _("Not answered yet")
    WILL_ATTEND = "will_attend", _("Will attend")
    APOLOGIES = "apologies", _("Apologies")
    ATTENDED = "attended", _("Attended")
    ABSENT = "absent", _("Absent without apologies")


OUTCOMES = (AttendanceState.ATTENDED, AttendanceState.APOLOGIES, AttendanceState.ABSENT)


class Attendance(RecordedModel):
    """What a member answered, and whether they came; a member without a row has not answered."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=12, choices=AttendanceState.choices, default=AttendanceState.INVITED)
    language = models.CharField(_("language you will speak"), max_length=2, choices=Language.choices, blank=True)
    needs_interpretation = models.BooleanField(_("I need translation from Welsh to English"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.membership.user}: {self.get_state_display()}"


class InterestHandling(models.TextChoices):
    """What is done about an interest that was declared."""

    WAITING = "waiting", _("To be settled at the meeting")
    TOOK_PART = "took_part", _("Stayed and took part")
    STAYED = "stayed", _("Stayed, and did not take part in the item")
    LEFT = "left", _("Left the meeting for the item")


class Interest(RecordedModel):
    """An interest that a member declared, in one language or both, and what was done about it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="interests")
    membership = models.ForeignKey(
        Membership, verbose_name=_("member"), on_delete=models.PROTECT, related_name="interests"
    )
    what_en = models.TextField(_("the interest, in English"), blank=True)
    what_cy = models.TextField(_("the interest, in Welsh"), blank=True)
    handling = models.CharField(
        _("what was done about it"),
        max_length=10,
        choices=InterestHandling.choices,
        default=InterestHandling.WAITING,
    )

    what = OwnWords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=said("what"),
                name="interest_is_said",
                violation_error_message=_("Enter the interest, in Welsh or in English."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership.user}: {self.what}"
