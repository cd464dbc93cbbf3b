"""What the pages of meetings show, as the components take it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.verdicts import Verdict, can
from people.models import Language, User
from taskgroups.models import AttendanceState, Interest, Meeting, TaskGroup
from taskgroups.selectors import Seat, needing_interpretation


def when(meeting: Meeting) -> str:
    return dates.time_span(meeting.starts_at, meeting.ends_at)


def status(meeting: Meeting) -> dict[str, str]:
    """Where a meeting stands, as components/status.html takes it: cancelled, to come, or how its notes stand."""
    if meeting.cancelled:
        return {"status": "withdrawn", "label": meeting.get_state_display()}
    if not meeting.over:
        return {"status": "scheduled", "label": meeting.get_state_display()}
    if meeting.noted_at:
        return {"status": "done", "label": _("Notes written")}
    due = {"date": dates.long_date(meeting.notes_due_on)}
    if meeting.notes_overdue:
        return {"status": "overdue", "label": _("Notes overdue since %(date)s") % due}
    return {"status": "due", "label": _("Notes due by %(date)s") % due}


def meeting_card(meeting: Meeting) -> dict[str, Any]:
    """A meeting in a list, as components/card.html takes it."""
    return {
        "title": meeting.title.local,
        "href": reverse("workspace:meeting", args=[meeting.group.uuid, meeting.uuid]),
        "text": when(meeting),
        **status(meeting),
        "meta": [meeting.place.local] if meeting.place else [],
    }


def next_and_last(group: TaskGroup) -> list[dict[str, Any]]:
    """The next meeting and the last one that was held, as far as there are any."""
    meetings = group.meetings.select_related("group")
    found = [(_("Next meeting"), meetings.to_come().first()), (_("Last meeting"), meetings.held().first())]
    return [{**meeting_card(meeting), "caption": caption} for caption, meeting in found if meeting]


def interpretation(meeting: Meeting) -> dict[str, str]:
    """Whether translation is needed and whether it is arranged, as components/status.html takes it."""
    if meeting.interpretation:
        return {"status": "done", "label": _("Arranged")}
    if needing_interpretation().filter(pk=meeting.pk).exists():
        return {"status": "missing", "label": _("Needed, not yet arranged")}
    if meeting.over:
        return {"status": "", "label": _("Not arranged")}
    return {"status": "", "label": _("Not asked for so far")}


def people_table(people: Iterable[Seat]) -> dict[str, Any]:
    """Who is asked, what they answered or whether they came, and in which language they take part."""
    return {
        "columns": [_("Name"), _("Attendance"), _("Language"), _("Body")],
        "rows": [
            [
                str(seat.membership.user),
                {"text": seat.attendance.get_state_display(), "status": seat.attendance.state},
                _language(seat),
                seat.membership.organisation.name,
            ]
            for seat in people
        ],
    }


def _language(seat: Seat) -> str:
    given = seat.attendance
    speaks = {Language.WELSH: _("Speaks Welsh"), Language.ENGLISH: _("Speaks English")}
    parts = [
        speaks[Language(given.language)] if given.language else "",
        _("Needs translation") if given.needs_interpretation else "",
    ]
    return ". ".join(filter(None, parts))


def counts(people: Iterable[Seat]) -> list[str]:
    """How many answered what: "Will attend: 3"."""
    number = Counter(seat.attendance.state for seat in people)
    return [f"{state.label}: {number[state]}" for state in AttendanceState if number[state]]


def meeting_facts(meeting: Meeting) -> list[dict[str, Any]]:
    """Where it is, as components/summary_list.html takes it."""
    facts: list[dict[str, Any]] = []
    if meeting.place:
        facts.append({"label": _("Place"), "value": meeting.place})
    if meeting.online_link:
        facts.append({"label": _("Online"), "value": _("Join online"), "href": meeting.online_link})
    return facts


def interests_to_correct(person: User, interests: Sequence[Interest]) -> list[Interest]:
    """Those whose words the person may correct; the right is asked for once for one's own, declared and noted ones."""
    written = Interest.history.filter(id__in=[interest.pk for interest in interests], history_type="+")
    authors = dict(written.values_list("id", "history_user_id"))
    rights: dict[tuple[bool, bool], Verdict] = {}
    found = []
    for interest in interests:
        owner = interest.membership.user_id
        kind = (owner == person.pk, owner == authors[interest.pk])
        if kind not in rights:
            rights[kind] = can(person, "change", interest)
        if rights[kind]:
            found.append(interest)
    return found
