"""Who will come to a meeting, who came, and the interests they declare."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.history import recording, refuse_stale
from core.transitions import Refused
from core.verdicts import authorise
from people.models import User
from taskgroups.models import Attendance, AttendanceState, Interest, InterestHandling, Meeting, Membership, TaskGroup
from taskgroups.selectors import current_membership


def _locked(meeting: Meeting) -> Meeting:
    TaskGroup.objects.select_for_update().get(pk=meeting.group_id)
    return Meeting.objects.select_for_update().select_related("group__mission").get(pk=meeting.pk)


def _own_membership(meeting: Meeting, person: User) -> Membership:
    membership = current_membership(meeting.group, person.pk)
    if membership is None:
        raise Refused(_("Only a current member can do this."))
    return membership


def _attendance(meeting: Meeting, membership: Membership) -> Attendance:
    found = Attendance.objects.filter(meeting=meeting, membership=membership).first()
    return found or Attendance(meeting=meeting, membership=membership)


def _save(attendance: Attendance) -> Attendance:
    attendance.full_clean()
    attendance.save()
    return attendance


@transaction.atomic
def answer(
    *, meeting: Meeting, state: AttendanceState, language: str, needs_interpretation: bool, by: User, reason: str
) -> Attendance:
    """Say for oneself whether one will come, in which language one will speak, and whether one needs translation."""
    meeting = _locked(meeting)
    authorise(by, "answer", meeting)
    attendance = _attendance(meeting, _own_membership(meeting, by))
    attendance.state, attendance.language = state, language
    attendance.needs_interpretation = needs_interpretation
    with recording(by=by, reason=reason):
        return _save(attendance)


@transaction.atomic
def record(*, meeting: Meeting, states: Mapping[Membership, AttendanceState], by: User, reason: str) -> None:
    """Write down who attended, sent apologies or was absent. Those not named stay as they were.

    Raises ValidationError for somebody who was not invited.
    """
    meeting = _locked(meeting)
    authorise(by, "keep_notes", meeting)
    invited = set(meeting.invited())
    with recording(by=by, reason=reason):
        for membership, state in states.items():
            if membership not in invited:
                raise _not_invited(membership)
            attendance = _attendance(meeting, membership)
            if attendance.state != state:
                attendance.state = state
                _save(attendance)


@transaction.atomic
def declare(*, meeting: Meeting, what_en: str, what_cy: str, by: User, reason: str) -> Interest:
    """Declare an interest of one's own, before the meeting or at it, in the language one chooses."""
    meeting = _locked(meeting)
    authorise(by, "declare_interest", meeting)
    membership = _own_membership(meeting, by)
    return _put_down(Interest(meeting=meeting, membership=membership, what_en=what_en, what_cy=what_cy), by, reason)


@transaction.atomic
def note_interest(
    *, meeting: Meeting, membership: Membership, what_en: str, what_cy: str, by: User, reason: str
) -> Interest:
    """Write down what a member declared at the meeting. Raises ValidationError for somebody who was not invited."""
    meeting = _locked(meeting)
    authorise(by, "keep_notes", meeting)
    if not meeting.invited().filter(pk=membership.pk).exists():
        raise _not_invited(membership)
    return _put_down(Interest(meeting=meeting, membership=membership, what_en=what_en, what_cy=what_cy), by, reason)


@transaction.atomic
def settle_interest(*, interest: Interest, handling: InterestHandling, by: User, reason: str) -> Interest:
    """Write down what was done about an interest; its words stay its owner's."""
    meeting = _locked(interest.meeting)
    authorise(by, "keep_notes", meeting)
    interest = Interest.objects.select_for_update().get(pk=interest.pk)
    interest.handling = handling
    return _put_down(interest, by, reason)


@transaction.atomic
def revise_interest(
    *, interest: Interest, what_en: str, what_cy: str, by: User, reason: str, based_on: int | None = None
) -> Interest:
    """Correct the words of an interest. Raises Refused when somebody has changed or removed it in between."""
    interest = _stored(interest, by)
    refuse_stale(interest, based_on)
    interest.what_en, interest.what_cy = what_en, what_cy
    return _put_down(interest, by, reason)


@transaction.atomic
def remove_interest(*, interest: Interest, by: User, reason: str) -> None:
    """Take out an interest that nobody has, or that was entered at the wrong meeting; its history remains."""
    interest = _stored(interest, by)
    with recording(by=by, reason=reason):
        interest.delete()


def _stored(interest: Interest, by: User) -> Interest:
    """The interest as it stands, with its meeting locked, for who may change its words."""
    _locked(interest.meeting)
    stored = Interest.objects.select_for_update().filter(pk=interest.pk).first()
    if stored is None:
        raise Refused(_("Somebody has removed this in the meantime."))
    authorise(by, "change", stored)
    return stored


def _put_down(interest: Interest, by: User, reason: str) -> Interest:
    with recording(by=by, reason=reason):
        interest.full_clean()
        interest.save()
    return interest


def _not_invited(membership: Membership) -> ValidationError:
    return ValidationError(_("Not invited to this meeting: %(person)s") % {"person": membership.user})
