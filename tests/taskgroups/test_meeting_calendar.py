"""Calendar entries and invitations: read back by the library, in the time of Wales, and silent about the group."""

import datetime
from email.message import Message
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from icalendar import Calendar, Event

from core.dates import WALES
from people import tasks as post
from people.models import Delivery, User
from people.notifications import choose
from taskgroups.models import Meeting, TaskGroup
from taskgroups.services import meeting as meetings, membership as memberships
from tests.factories import LOCAL, convener, group, join, meeting
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
SUMMER = datetime.datetime(2026, 7, 1, 14, tzinfo=WALES)
WINTER = datetime.datetime(2027, 1, 13, 14, tzinfo=WALES)


@pytest.fixture(autouse=True)
def in_june():  # noqa: ANN201
    with time_machine.travel(datetime.datetime(2026, 6, 24, 9, tzinfo=WALES)):
        yield


@pytest.fixture
def made() -> TaskGroup:
    return group(name_en="KANARI group", name_cy="KANARI grŵp", ends_on=datetime.date(2027, 3, 1))


def change(coming: Meeting, by: User, **values: Any) -> Meeting:
    held_on, starts, ends = coming.held_on, datetime.time(14), datetime.time(15, 30)
    return meetings.revise(
        meeting=coming,
        by=by,
        reason="test",
        **{"held_on": held_on, "starts": starts, "ends": ends, **values},
    )


def cancel(coming: Meeting, by: User) -> Meeting:
    return meetings.cancel(
        meeting=coming, cancelled_because_en="KANARI", cancelled_because_cy="KANARI", by=by, reason="test"
    )


def sent() -> list[EmailMessage]:
    """The invitations sent since the last time, and nothing else that people were told."""
    mail.outbox.clear()
    post.deliver_outbox()
    return [message for message in mail.outbox if message.attachments]


def sent_to(user: User) -> list[Message]:
    """What the person got of them, as it is on the wire."""
    return [message.message() for message in sent() if message.to == [user.email]]


def invitation_in(message: Message) -> tuple[Calendar, Event]:
    [part] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert part.get_param("method") == calendar["method"]
    return calendar, calendar.events[0]


def everything_in(message: Message) -> str:
    """Headers and every part, decoded."""
    parts = [part.get_payload(decode=True).decode() for part in message.walk() if not part.is_multipart()]
    return "\n".join([*map(str, message.values()), *parts])


@pytest.mark.parametrize(("starts", "utc_hour"), [(SUMMER, 13), (WINTER, 14)])
def test_a_calendar_shows_the_hour_of_wales_in_summer_and_winter(
    made: TaskGroup, starts: datetime.datetime, utc_hour: int
) -> None:
    coming = meeting(made, starts)
    reader = made.memberships.get(organisation__slug=LOCAL).user
    response = signed_in(reader).get(reverse("workspace:meeting_calendar", args=[made.uuid, coming.uuid]))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    calendar = Calendar.from_ical(response.content)
    [event] = calendar.events
    assert calendar.timezones == []
    assert f"DTSTART:{event.start:%Y%m%d}T{utc_hour}0000Z" in response.content.decode()
    assert event.end - event.start == datetime.timedelta(minutes=90)
    assert "KANARI title in English" in event["summary"]
    assert "KANARI place in English" in event["location"]
    assert "KANARI agenda in English" in event["description"]
    page = signed_in(reader).get(reverse("workspace:meeting", args=[made.uuid, coming.uuid])).content.decode()
    assert "14:00–15:30" in page


def test_everyone_is_invited_by_an_e_mail_that_names_nothing(made: TaskGroup) -> None:
    coming = meeting(made, SUMMER, online_link="https://kanari.example.wales/room")
    invitations = sent()
    assert {message.to[0] for message in invitations} == {seat.user.email for seat in made.memberships.current()}
    for message in invitations:
        words = everything_in(message.message())
        assert "kanari" not in words.lower()
        assert "Task group meeting" in words
        assert "1 July 2026, 14:00–15:30" in message.body
    calendar, event = invitation_in(invitations[0].message())
    assert calendar["method"] == "REQUEST"
    assert str(event["uid"]).startswith(str(coming.uuid))
    assert event.start == SUMMER
    assert event["attendee"] == f"mailto:{invitations[0].to[0]}"
    assert str(event["url"]).endswith(reverse("workspace:meeting", args=[made.uuid, coming.uuid]))


def test_an_invitation_is_in_the_persons_language(made: TaskGroup) -> None:
    reader = convener(made)
    for language, summary, link in (
        ("cy", f"Cyfarfod grŵp gorchwyl: {made.code}", "/cy/"),
        ("en", f"Task group meeting: {made.code}", "/en/"),
        ("", f"Cyfarfod grŵp gorchwyl: {made.code} / Task group meeting: {made.code}", "/cy/"),
    ):
        reader.preferred_language = language
        reader.save()
        [message] = _after(lambda: meeting(made, SUMMER), reader)
        event = invitation_in(message)[1]
        assert event["summary"] == summary
        assert link in event["url"]
    reader.preferred_language = "cy"
    reader.save()
    meeting(made, SUMMER)
    assert "Pryd: Dydd Mercher, 1 Gorffennaf 2026, 14:00–15:30" in everything_in(sent_to(reader)[0])


def test_a_moved_meeting_moves_in_the_calendar_and_a_cancelled_one_goes(made: TaskGroup) -> None:
    reader = made.memberships.get(organisation__slug=LOCAL).user
    coming = meeting(made, SUMMER)
    _, first = invitation_in(sent_to(reader)[0])
    coming = change(coming, convener(made), starts=datetime.time(13))
    calendar, moved = invitation_in(sent_to(reader)[0])
    assert calendar["method"] == "REQUEST"
    assert moved["uid"] == first["uid"]
    assert moved["sequence"] > first["sequence"]
    assert moved.start == SUMMER - datetime.timedelta(hours=1)
    [message] = _after(lambda: cancel(coming, convener(made)), reader)
    calendar, gone = invitation_in(message)
    assert calendar["method"] == "CANCEL"
    assert (gone["uid"], gone["status"]) == (first["uid"], "CANCELLED")
    assert gone["sequence"] > moved["sequence"]
    assert "KANARI" not in everything_in(message)


def _after(act: Any, reader: User) -> list[Message]:
    act()
    return sent_to(reader)


def test_a_change_of_the_agenda_alone_and_saving_the_same_again_send_nothing(made: TaskGroup) -> None:
    coming = meeting(made, SUMMER)
    post.deliver_outbox()
    assert _after(lambda: change(coming, convener(made)), convener(made)) == []
    coming.refresh_from_db()
    assert coming.revision == 0
    assert _after(lambda: change(coming, convener(made), agenda_en="New"), convener(made)) == []
    coming.refresh_from_db()
    assert coming.revision == 1


def test_who_left_or_switched_it_off_gets_nothing_and_a_newcomer_is_invited(made: TaskGroup) -> None:
    leaving = made.memberships.get(organisation__slug=LOCAL)
    choose(person=convener(made), deliveries={"meeting_called": Delivery.OFF})
    meeting(made, SUMMER)
    memberships.end_membership(membership=leaving, by=made.mission.lead, reason="test")
    assert {message.to[0] for message in sent()} == {"national@example.wales"}
    newcomer = join(made, "newcomer@example.wales", LOCAL).user
    [message] = sent()
    calendar, event = invitation_in(message.message())
    assert (message.to, calendar["method"], event.start) == ([newcomer.email], "REQUEST", SUMMER)


def test_a_cancelled_meeting_is_not_called_and_a_past_one_calls_nobody(made: TaskGroup) -> None:
    cancel(meeting(made, SUMMER), convener(made))
    [message] = sent_to(convener(made))
    assert invitation_in(message)[0]["method"] == "CANCEL"
    with time_machine.travel(SUMMER + DAY):
        assert _after(lambda: meeting(made, SUMMER), convener(made)) == []


def test_the_meetings_of_two_groups_are_told_apart(made: TaskGroup) -> None:
    other = group(made.mission, named_in_emails=True, name_en="Warm homes", name_cy="Cartrefi cynnes")
    meeting(made, SUMMER)
    meeting(other, SUMMER)
    summaries = {str(invitation_in(message)[1]["summary"]) for message in sent_to(convener(made))}
    assert summaries == {f"Task group meeting: {made.code}", "Task group meeting: Warm homes"}
    page = signed_in(convener(made)).get(reverse("workspace:group", args=[made.uuid])).content.decode()
    assert made.code in page
