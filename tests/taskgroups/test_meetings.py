"""Meetings of a group: arranged, answered, held, written up in time, and kept inside the group."""

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from core.dates import WALES
from people.models import Notification, PlatformRole, User
from taskgroups.models import Attendance, Commitment, Interest, Meeting, MembershipRole, TaskGroup
from taskgroups.services import membership as memberships
from tests.factories import LOCAL, NATIONAL, convener, group, join, meeting, person
from tests.pages import fields_of, signed_in

pytestmark = pytest.mark.django_db

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
# A Wednesday in summer time; the notes are due on Thursday of the week after.
NOW = datetime.datetime(2026, 6, 24, 9, tzinfo=WALES)
STARTS = datetime.datetime(2026, 7, 1, 14, tzinfo=WALES)
AFTER = STARTS + 2 * HOUR


@pytest.fixture(autouse=True)
def in_june():  # noqa: ANN201
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def made() -> TaskGroup:
    return group()


def address(page: str, of: Meeting, **more: object) -> str:
    return reverse(f"workspace:{page}", kwargs={"uuid": of.group.uuid, "meeting": of.uuid, **more})


def read(user: User, page: str, of: Meeting) -> str:
    return signed_in(user).get(address(page, of)).content.decode()


def post(user: User, page: str, of: Meeting, form: dict[str, object], **more: object) -> HttpResponse:
    return signed_in(user).post(address(page, of, **more), form)


def typed(**changes: object) -> dict[str, object]:
    form = {"title_cy": "Cyfarfod cyntaf", "title_en": "First meeting", "place_cy": "Y Neuadd", "place_en": "The Hall"}
    form |= {"held_on_day": 1, "held_on_month": 7, "held_on_year": 2026, "starts": "14:00", "ends": "15.30"}
    return form | changes


def schedule(of: TaskGroup, by: User, **changes: object) -> HttpResponse:
    return signed_in(by).post(reverse("workspace:meeting_new", args=[of.uuid]), typed(**changes))


def member(of: TaskGroup, name: str = "local") -> User:
    return of.memberships.get(user__email=f"{name}@example.wales").user


def notes(**changes: object) -> dict[str, object]:
    return {"notes_cy": "Cytunwyd.", "notes_en": "Agreed.", **changes}


def waiting(user: User) -> list[tuple[str, str]]:
    """What waits for the person, and how; every line leads to a page they can open."""
    client = signed_in(user)
    lines = client.get(reverse("workspace:home")).context["waiting"]
    for line in lines:
        assert client.get(line.href).status_code == 200, line
    return [(line.title, line.status) for line in lines]


ANSWER, WRITE = "Say whether you will come to the meeting", "Write the notes of the meeting"
ARRANGE = "Arrange translation for the meeting"


# Arranging


def test_a_meeting_is_scheduled_and_read_by_the_group_in_both_languages(made: TaskGroup) -> None:
    assert schedule(made, convener(made)).status_code == 302
    scheduled = Meeting.objects.get()
    assert (scheduled.starts_at, scheduled.ends_at - scheduled.starts_at) == (STARTS, 1.5 * HOUR)
    page = read(member(made), "meeting", scheduled)
    for words in ("First meeting", "Wednesday, 1 July 2026, 14:00–15:30", "The Hall"):
        assert words in page
    home = signed_in(member(made)).get(reverse("workspace:group", args=[made.uuid])).content.decode()
    assert "Next meeting" in home
    assert "First meeting" in home
    with override("cy"):
        assert "/cyfarfodydd/" in address("meeting", scheduled)
        page = read(member(made), "meeting", scheduled)
    for words in ("Cyfarfod cyntaf", "Dydd Mercher, 1 Gorffennaf 2026, 14:00–15:30", "Y Neuadd"):
        assert words in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title_cy": "", "title_en": ""}, "Enter the title, in Welsh or in English."),
        ({"held_on_day": 40}, "Enter a day from 1 to 31"),
        ({"starts": "half past"}, "Enter a time, for example 14:30, 2:30pm or 10am."),
        ({"ends": "14:00"}, "The meeting must end after it starts."),
        ({"place_cy": "", "place_en": ""}, "Enter a place, in Welsh or in English, or a link to join online."),
        ({"online_link": "javascript:alert(1)"}, "Enter a full web address"),
        ({"held_on_year": 2025}, "The group can meet from 24 June 2026 until"),
        ({"held_on_year": 2028}, "The group can meet from 24 June 2026 until"),
    ],
)
def test_a_wrong_meeting_is_shown_again_as_typed(made: TaskGroup, changes: dict[str, object], says: str) -> None:
    page = schedule(made, convener(made), **changes)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert "14:" in page.content.decode()
    assert not Meeting.objects.exists()


def test_a_link_to_join_online_is_place_enough(made: TaskGroup) -> None:
    assert (
        schedule(made, convener(made), place_cy="", place_en="", online_link="https://example.wales/x").status_code
        == 302
    )


def test_a_meeting_in_one_language_is_read_marked_and_its_translation_is_wanted(made: TaskGroup) -> None:
    changes = {"title_en": "", "place_en": "", "agenda_cy": "1. Croeso", "agenda_en": ""}
    assert schedule(made, convener(made), **changes).status_code == 302
    scheduled = Meeting.objects.get()
    page = read(member(made), "meeting", scheduled)
    for words in ("Cyfarfod cyntaf", "Y Neuadd"):
        assert f'<span lang="cy">{words}</span>' in page
    wanted = {f"Translate into English: {label} of the meeting" for label in ("Title", "Place", "Agenda")}
    assert wanted <= {title for title, _ in waiting(convener(made))}
    assert not wanted & {title for title, _ in waiting(member(made))}
    translation = reverse("workspace:translation", args=[made.uuid, "meeting-title", scheduled.uuid])
    assert signed_in(convener(made)).post(translation, {"text": "First meeting"}).status_code == 302
    scheduled.refresh_from_db()
    assert (scheduled.title_en, scheduled.title.standing) == (
        "First meeting",
        "Written in Welsh. Translated into English by its author.",
    )


def test_the_same_place_in_the_other_language_is_no_other_place(made: TaskGroup) -> None:
    schedule(made, convener(made), place_en="")
    coming = Meeting.objects.get()
    moved = Notification.objects.filter(kind="meeting_moved")
    assert post(convener(made), "meeting_edit", coming, typed()).status_code == 302
    assert not moved.exists()
    assert post(convener(made), "meeting_edit", coming, typed(place_en="The Library")).status_code == 302
    assert moved.exists()


def test_who_arranges_meetings(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    secretary = join(made, "secretary@example.wales", LOCAL, MembershipRole.SECRETARIAT).user
    reasons = {"cancelled_because_cy": "Eira", "cancelled_because_en": "Snow"}
    for user in (secretary, member(made), person("auditor@example.wales", PlatformRole.AUDITOR)):
        assert schedule(made, user).status_code == 403
        assert post(user, "meeting_edit", coming, typed()).status_code == 403
        assert post(user, "meeting_cancel", coming, reasons).status_code == 403
    stranger = person("stranger@example.wales")
    assert schedule(made, stranger).status_code == 404
    for page in ("meeting", "meeting_edit", "meeting_cancel", "meeting_answer", "meeting_notes", "meeting_calendar"):
        assert signed_in(stranger).get(address(page, coming)).status_code == 404
    assert schedule(made, made.mission.lead).status_code == 302
    assert post(convener(made), "meeting_edit", coming, typed()).status_code == 302
    assert post(convener(made), "meeting_cancel", coming, reasons).status_code == 302


def test_a_meeting_is_found_in_its_own_group_only(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    other = group(made.mission)
    for page in ("meeting", "meeting_edit", "meeting_notes"):
        here = reverse(f"workspace:{page}", args=[other.uuid, coming.uuid])
        assert signed_in(convener(made)).get(here).status_code == 404


def test_a_second_writer_is_shown_both_and_overwrites_nothing(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    opened = coming.latest_history_id()
    assert post(convener(made), "meeting_edit", coming, typed(title_en="Mine", based_on=opened)).status_code == 302
    page = post(made.mission.lead, "meeting_edit", coming, typed(title_en="Theirs", based_on=opened))
    assert page.status_code == 422
    assert "Mine" in page.content.decode()
    assert "Theirs" in page.content.decode()
    coming.refresh_from_db()
    assert coming.title_en == "Mine"


def test_a_cancelled_meeting_says_why_and_asks_nobody_for_anything(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    nothing = post(convener(made), "meeting_cancel", coming, {"cancelled_because_en": " "})
    assert nothing.status_code == 422
    assert "Enter why the meeting is cancelled, in Welsh or in English." in nothing.content.decode()
    assert waiting(member(made)) == [(ANSWER, "due")]
    reasons = {"cancelled_because_cy": "Eira", "cancelled_because_en": "Snow"}
    assert post(convener(made), "meeting_cancel", coming, reasons).status_code == 302
    assert "Snow" in read(member(made), "meeting", coming)
    assert waiting(member(made)) == []
    assert post(convener(made), "meeting_cancel", coming, reasons).status_code == 403
    assert post(member(made), "meeting_answer", coming, {"state": "will_attend"}).status_code == 403
    with time_machine.travel(AFTER):
        assert post(convener(made), "meeting_notes", coming, notes()).status_code == 403
        assert WRITE not in dict(waiting(convener(made)))


def test_a_reason_in_one_language_cancels_a_meeting_and_its_translation_is_wanted(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    assert post(convener(made), "meeting_cancel", coming, {"cancelled_because_cy": "Eira mawr"}).status_code == 302
    page = read(member(made), "meeting", coming)
    assert '<span lang="cy">Eira mawr</span>' in page
    assert "Written in Welsh. There is no English translation yet." in page
    assert "Translate into English: Why the meeting is cancelled" in dict(waiting(convener(made)))


# Answering for oneself, and the choice of language


def test_each_answers_for_themself_until_the_meeting_is_over(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    observer = join(made, "observer@example.wales", LOCAL, MembershipRole.OBSERVER).user
    for user in (member(made, "national"), observer):
        assert (ANSWER, "due") in waiting(user)
        assert post(user, "meeting_answer", coming, {"language": "cy"}).status_code == 422
        assert post(user, "meeting_answer", coming, {"state": "attended"}).status_code == 422
        assert post(user, "meeting_answer", coming, {"state": "will_attend", "language": "cy"}).status_code == 302
        assert (ANSWER, "due") not in waiting(user)
    assert post(observer, "meeting_answer", coming, {"state": "apologies"}).status_code == 302
    assert Attendance.objects.get(membership__user=observer).state == "apologies"
    assert post(made.mission.lead, "meeting_answer", coming, {"state": "will_attend"}).status_code == 403
    with time_machine.travel(AFTER):
        assert post(observer, "meeting_answer", coming, {"state": "will_attend"}).status_code == 403


def test_translation_is_needed_when_somebody_speaks_welsh_and_not_everyone_does(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    everyone = [membership.user for membership in made.memberships.current()]
    needed, arranged = "Needed, not yet arranged", "Arranged"
    assert needed not in read(everyone[0], "meeting", coming)
    post(everyone[0], "meeting_answer", coming, {"state": "will_attend", "language": "cy"})
    assert needed in read(everyone[0], "meeting", coming)
    assert (ARRANGE, "due") in waiting(convener(made))
    assert (ARRANGE, "due") not in waiting(member(made))
    for user in everyone[1:]:
        post(user, "meeting_answer", coming, {"state": "will_attend", "language": "cy"})
    assert needed not in read(everyone[0], "meeting", coming)
    post(everyone[1], "meeting_answer", coming, {"state": "will_attend", "needs_interpretation": "on"})
    assert needed in read(everyone[0], "meeting", coming)
    post(everyone[1], "meeting_answer", coming, {"state": "apologies", "needs_interpretation": "on"})
    assert needed not in read(everyone[0], "meeting", coming)
    post(everyone[1], "meeting_answer", coming, {"state": "will_attend", "needs_interpretation": "on"})
    assert post(convener(made), "meeting_edit", coming, typed(interpretation="on")).status_code == 302
    page = read(everyone[0], "meeting", coming)
    assert arranged in page
    assert needed not in page
    assert (ARRANGE, "due") not in waiting(convener(made))


# Writing up


def test_attendance_and_notes_are_written_by_who_keeps_them_from_the_start_on(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    secretary = join(made, "secretary@example.wales", LOCAL, MembershipRole.SECRETARIAT).user
    seat = f"seat_{made.memberships.get(organisation__slug=NATIONAL).uuid}"
    assert post(secretary, "meeting_notes", coming, notes()).status_code == 403
    with time_machine.travel(STARTS):
        assert post(member(made), "meeting_notes", coming, notes()).status_code == 403
        assert post(secretary, "meeting_notes", coming, notes(**{seat: "will_attend"})).status_code == 422
        assert post(secretary, "meeting_notes", coming, notes(**{seat: "absent"})).status_code == 302
        assert post(convener(made), "meeting_notes", coming, notes(notes_en="Agreed by all.")).status_code == 302
        page = read(member(made), "meeting", coming)
        for words in ("Agreed by all.", "Cytunwyd.", "Absent without apologies", "Written by: Secretary"):
            assert words in page
        emptied = post(convener(made), "meeting_notes", coming, notes(notes_cy=""))
        assert emptied.status_code == 422
        assert "Notes that were written cannot be emptied." in emptied.content.decode()
    with time_machine.travel(AFTER):
        assert post(convener(made), "meeting_edit", coming, typed()).status_code == 403


def test_somebody_who_was_not_invited_is_not_written_down(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    with time_machine.travel(AFTER):
        late = join(made, "late@example.wales", LOCAL)
        post(convener(made), "meeting_notes", coming, notes(**{f"seat_{late.uuid}": "attended"}))
        assert not Attendance.objects.filter(membership=late).exists()
        assert "Late" not in read(convener(made), "meeting", coming)


def test_one_language_can_wait_and_the_notes_are_due_until_both_are_there(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    with time_machine.travel(AFTER):
        assert post(convener(made), "meeting_notes", coming, notes(notes_cy="")).status_code == 302
        assert "Notes due by 9 July 2026" in read(member(made), "meeting", coming)
        assert (WRITE, "due") in waiting(convener(made))
        assert post(convener(made), "meeting_notes", coming, notes()).status_code == 302
        assert (WRITE, "due") not in waiting(convener(made))
        assert "Notes written" in read(member(made), "meeting", coming)


def test_notes_are_overdue_on_the_eighth_working_day(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    secretary = join(made, "secretary@example.wales", LOCAL, MembershipRole.SECRETARIAT).user
    with time_machine.travel(datetime.datetime(2026, 7, 9, 23, 59, tzinfo=WALES)):
        assert (WRITE, "due") in waiting(secretary)
    with time_machine.travel(datetime.datetime(2026, 7, 10, 0, 1, tzinfo=WALES)):
        assert "Notes overdue since 9 July 2026" in read(member(made), "meeting", coming)
        assert (WRITE, "overdue") in waiting(secretary)
        assert WRITE not in dict(waiting(member(made)))
        home = signed_in(member(made)).get(reverse("workspace:group", args=[made.uuid])).content.decode()
        assert "Last meeting" in home
        assert "Notes overdue since 9 July 2026" in home


def test_two_who_write_the_notes_see_both_texts(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    secretary = join(made, "secretary@example.wales", LOCAL, MembershipRole.SECRETARIAT).user
    seat = f"seat_{made.memberships.get(organisation__slug=NATIONAL).uuid}"
    with time_machine.travel(AFTER):
        opened = coming.latest_history_id()
        assert post(secretary, "meeting_notes", coming, notes(based_on=opened)).status_code == 302
        second = notes(notes_en="Deferred.", based_on=opened, **{seat: "attended"})
        page = post(convener(made), "meeting_notes", coming, second)
        assert page.status_code == 422
        compared = BeautifulSoup(page.content, "html.parser").select_one(".opsw-compare__text")
        assert compared
        for hidden in compared.select(".govuk-visually-hidden"):
            hidden.decompose()
        assert [(word.name, word.text) for word in compared.select("del, ins")] == [
            ("del", "Agreed"),
            ("ins", "Deferred"),
        ]
        assert fields_of(page)["notes_en"] == ["Deferred."]
        assert not Attendance.objects.exists()  # both or neither


def test_after_the_time_limit_what_was_held_is_still_written_up_and_nothing_else(made: TaskGroup) -> None:
    held = meeting(made, STARTS)
    later = meeting(made, datetime.datetime.combine(made.ends_on, datetime.time(10), tzinfo=WALES))
    with time_machine.travel(datetime.datetime.combine(made.ends_on + DAY, datetime.time(12), tzinfo=WALES)):
        assert schedule(made, convener(made)).status_code == 403
        assert post(convener(made), "meeting_edit", later, typed()).status_code == 403
        assert post(member(made), "interest_declare", later, {"what_en": "Mine"}).status_code == 403
        assert post(convener(made), "meeting_notes", held, notes()).status_code == 302
        assert post(convener(made), "meeting_notes", later, notes()).status_code == 302


def test_a_meeting_of_the_past_is_written_down_with_those_who_are_in_the_group(made: TaskGroup) -> None:
    with time_machine.travel(STARTS + 10 * DAY):
        held = meeting(made, STARTS)
        seat = f"seat_{made.memberships.get(organisation__slug=LOCAL).uuid}"
        assert post(convener(made), "meeting_notes", held, notes(**{seat: "attended"})).status_code == 302
        assert "Attended" in read(member(made), "meeting", held)
        assert (ANSWER, "due") not in waiting(member(made))


def test_a_former_member_reads_nothing_more_and_stays_in_the_record(made: TaskGroup) -> None:
    held = meeting(made, STARTS)
    leaving = made.memberships.get(organisation__slug=LOCAL)
    with time_machine.travel(AFTER):
        seat = f"seat_{leaving.uuid}"
        assert post(convener(made), "meeting_notes", held, notes(**{seat: "attended"})).status_code == 302
        memberships.end_membership(membership=leaving, by=made.mission.lead, reason="test")
        assert signed_in(leaving.user).get(address("meeting", held)).status_code == 404
        assert "Attended" in read(convener(made), "meeting", held)


# Interests


def test_members_declare_their_own_interests_and_the_keeper_says_what_was_done(made: TaskGroup) -> None:
    coming = meeting(made, STARTS)
    observer = join(made, "observer@example.wales", LOCAL, MembershipRole.OBSERVER).user
    assert post(observer, "interest_declare", coming, {"what_en": "None"}).status_code == 403
    assert post(member(made, "national"), "interest_declare", coming, {"what_cy": ""}).status_code == 422
    assert post(member(made, "national"), "interest_declare", coming, {"what_cy": "Brawd"}).status_code == 302
    declared = Interest.objects.get()
    settle = {"handling": "left"}
    assert post(convener(made), "interest_settle", coming, settle, interest=declared.uuid).status_code == 403
    with time_machine.travel(STARTS + HOUR):
        assert (
            post(member(made, "national"), "interest_settle", coming, settle, interest=declared.uuid).status_code == 403
        )
        assert post(convener(made), "interest_settle", coming, settle, interest=declared.uuid).status_code == 302
        page = read(observer, "meeting", coming)
        assert "Left the meeting for the item" in page
        assert '<div lang="cy"><p>Brawd</p>' in page  # their own words, marked with their language
        assert "Written in Welsh. There is no English translation yet." in page
    with time_machine.travel(AFTER):
        assert post(member(made, "national"), "interest_declare", coming, {"what_cy": "Chwaer"}).status_code == 403


def test_the_keeper_writes_down_what_a_member_declared_at_the_meeting(made: TaskGroup) -> None:
    held = meeting(made, STARTS)
    theirs = made.memberships.get(organisation__slug=NATIONAL)
    form = {"membership": theirs.uuid, "what_en": "Owns the building"}
    with time_machine.travel(AFTER):
        assert post(member(made), "interest_note", held, form).status_code == 403
        assert post(convener(made), "interest_note", held, {**form, "membership": ""}).status_code == 422
        assert post(convener(made), "interest_note", held, form).status_code == 302
        assert Interest.objects.get().membership == theirs


# Commitments


def test_commitments_made_at_a_meeting_stand_on_its_page(made: TaskGroup) -> None:
    held, elsewhere = meeting(made, STARTS), meeting(group(made.mission), STARTS)
    form = {"organisation": LOCAL, "what_cy": "Agor y drws", "what_en": "Open the door"}
    form |= {"due_on_day": 1, "due_on_month": 9, "due_on_year": 2026}
    here = reverse("workspace:group_commitments", args=[made.uuid])
    with time_machine.travel(AFTER):
        client = signed_in(convener(made))
        assert f'value="{held.uuid}" selected' in client.get(f"{here}?meeting={held.uuid}").content.decode()
        assert client.get(f"{here}?meeting=nothing").status_code == 200
        assert client.post(here, {**form, "meeting": elsewhere.uuid}).status_code == 422
        assert client.post(here, {**form, "meeting": held.uuid}).status_code == 302
        assert client.post(here, {**form, "what_en": "Shut it"}).status_code == 302
        page = read(member(made), "meeting", held)
        assert "Open the door" in page
        assert "Shut it" not in page
        assert Commitment.objects.filter(meeting=held).count() == 1


def test_the_pages_ask_no_more_of_the_database_when_there_is_more_to_show(made: TaskGroup) -> None:
    first = meeting(made, STARTS)
    others = [join(made, f"extra{number}@example.wales", LOCAL, MembershipRole.OBSERVER).user for number in range(5)]
    reader = signed_in(member(made))
    addresses = [reverse(f"workspace:{page}", args=[made.uuid]) for page in ("group_meetings", "group")]
    addresses += [address("meeting", first), reverse("workspace:home")]
    few = [_queries(reader, here) for here in addresses]
    for days in range(2, 8):
        meeting(made, STARTS + days * DAY)
    for user in others:
        post(user, "meeting_answer", first, {"state": "will_attend", "language": "cy"})
    assert [_queries(reader, here) for here in addresses] == few


def _queries(client: Client, here: str) -> int:
    client.get(here)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(here).status_code == 200
    return len(queries)
