"""The meetings of the demo story: called, answered, held and written up."""

import datetime
from typing import Any

from taskgroups.models import AttendanceState, InterestHandling, Meeting, MembershipRole, TaskGroup
from taskgroups.services import attendance, commitment as commitments, meeting as meetings
from tools.demo.clock import Thread
from tools.demo.script import REASON, body, user


def meet(text: dict[str, Any]) -> Thread:
    """Call a meeting, have members answer, and write it up once it was held."""
    told = {part: text.pop(part, []) for part in ("answers", "attended", "apologies", "interests", "commitments")}
    answered_on, written_up_on = text.pop("answered_on", None), text.pop("written_up_on", None)
    notes: Any = {name: text.pop(name, "") for name in ("notes_en", "notes_cy")}
    hours: Any = {name: datetime.time.fromisoformat(text.pop(name)) for name in ("starts", "ends")}
    yield text.pop("called_on")
    group = TaskGroup.objects.get(slug_en=text.pop("group"))
    act: Any = {"by": group.memberships.get(role=MembershipRole.CONVENER).user, "reason": REASON}
    meeting = meetings.schedule(group=group, **hours, **text, **act)
    if answered_on:
        yield answered_on
        _answer(meeting, told["answers"])
    if written_up_on:
        yield written_up_on
        _write_up(meeting, told, notes, act)


def _answer(meeting: Meeting, answers: list[dict[str, Any]]) -> None:
    for answer in answers:
        person, state = user(answer.pop("email")), AttendanceState(answer.pop("state"))
        given = {"language": "", "needs_interpretation": False, **answer}
        attendance.answer(meeting=meeting, state=state, by=person, reason=REASON, **given)


def _write_up(meeting: Meeting, told: dict[str, list[Any]], notes: dict[str, Any], act: dict[str, Any]) -> None:
    """Note who committed to what, interests, and who was there; notes that are not written yet stay due."""
    members = {membership.user.email: membership for membership in meeting.group.memberships.select_related("user")}
    for row in told["commitments"]:
        organisation = body(row["organisation"])
        commitments.commit(group=meeting.group, meeting=meeting, **row | {"organisation": organisation}, **act)
    for row in told["interests"]:
        handling, member = InterestHandling(row.pop("handling")), members[row.pop("email")]
        interest = attendance.note_interest(meeting=meeting, membership=member, **row, **act)
        attendance.settle_interest(interest=interest, handling=handling, **act)
    if notes["notes_en"]:
        states = {
            members[email]: state
            for name, state in (("attended", AttendanceState.ATTENDED), ("apologies", AttendanceState.APOLOGIES))
            for email in told[name]
        }
        meetings.write_up(meeting=meeting, states=states, **notes, **act)
