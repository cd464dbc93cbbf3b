"""When a meeting is, as people write it: at night, across a change of the clocks, with links as they come."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from core.dates import WALES
from taskgroups.models import Meeting, TaskGroup
from tests.factories import convener, group

pytestmark = pytest.mark.django_db

MARCH, OCTOBER = datetime.date(2027, 3, 28), datetime.date(2026, 10, 25)
TEAMS = (
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_ZDc5YjE0YzEtMzM4Yy00ZTQ4LTk1ZmQtYjM3NDZlZTU2OWZj"
    "%40thread.v2/0?context=%7b%22Tid%22%3a%222b2a5b5c-3f4c-4c4e-9a39-1f2f3a4b5c6d%22%2c%22Oid%22%3a%22"
    "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0%22%7d&anon=true"
)


@pytest.fixture(autouse=True)
def in_october():  # noqa: ANN201
    with time_machine.travel(datetime.datetime(2026, 10, 1, 9, tzinfo=WALES)):
        yield


@pytest.fixture
def made() -> TaskGroup:
    return group(ends_on=datetime.date(2027, 4, 1))


def client_of(of: TaskGroup) -> Client:
    client = Client()
    client.force_login(convener(of))
    return client


def typed(day: datetime.date, starts: str, ends: str, **changes: str) -> dict[str, object]:
    form = {"title_cy": "Cyfarfod", "title_en": "Meeting", "place_cy": "Y Neuadd", "place_en": "The Hall"}
    date = {"held_on_day": day.day, "held_on_month": day.month, "held_on_year": day.year}
    return {**form, **date, "starts": starts, "ends": ends, **changes}


@pytest.mark.parametrize(
    ("day", "starts", "ends", "minutes", "shown"),
    [
        (datetime.date(2026, 10, 7), "2pm", "3.30pm", 90, "14:00–15:30"),
        (datetime.date(2026, 10, 7), "2 y.p.", "1530", 90, "14:00–15:30"),
        (datetime.date(2026, 10, 7), "10.30am", "canol dydd", 90, "10:30–12:00"),
        (datetime.date(2026, 10, 7), "10pm", "00:30", 150, "7 October 2026, 22:00 – Thursday, 8 October 2026, 00:30"),
        (datetime.date(2026, 10, 7), "10pm", "midnight", 120, "22:00 – Thursday, 8 October 2026, 00:00"),
        (MARCH, "00:45", "01:15", 30, "28 March 2027, 00:45–02:15 (the clocks change; minutes: 30)"),
        (MARCH, "00:30", "02:30", 60, "00:30–02:30 (the clocks change; minutes: 60)"),
        (OCTOBER, "00:30", "02:30", 180, "00:30–02:30 (the clocks change; minutes: 180)"),
        (OCTOBER, "01:45", "01:15", 30, "01:45–01:15 (the clocks change; minutes: 30)"),
    ],
)
def test_a_meeting_lasts_as_long_as_it_says(
    made: TaskGroup, day: datetime.date, starts: str, ends: str, minutes: int, shown: str
) -> None:
    client = client_of(made)
    address = reverse("workspace:meeting_new", args=[made.uuid])
    assert client.post(address, typed(day, starts, ends)).status_code == 302
    meeting = Meeting.objects.get()
    length = meeting.ends_at.astimezone(datetime.UTC) - meeting.starts_at.astimezone(datetime.UTC)
    assert (meeting.held_on, length) == (day, datetime.timedelta(minutes=minutes))
    page = reverse("workspace:meeting", args=[made.uuid, meeting.uuid])
    assert shown in client.get(page).content.decode()
    [event] = Calendar.from_ical(
        client.get(reverse("workspace:meeting_calendar", args=meeting_key(meeting))).content
    ).events
    assert event.end - event.start == length
    form = client.get(reverse("workspace:meeting_edit", args=meeting_key(meeting))).context["form"]
    again = typed(day, form["starts"].value().strftime("%H:%M"), form["ends"].value().strftime("%H:%M"))
    client.post(reverse("workspace:meeting_edit", args=meeting_key(meeting)), again)
    meeting.refresh_from_db()
    assert meeting.revision == 0


def meeting_key(meeting: Meeting) -> list[object]:
    return [meeting.group.uuid, meeting.uuid]


@pytest.mark.parametrize(
    ("starts", "ends", "says"),
    [
        ("14:30", "13:30", "The meeting must end after it starts. Past midnight it can last at most eight hours."),
        ("14:30", "14:30", "The meeting must end after it starts. Past midnight it can last at most eight hours."),
        ("01:15", "02:30", "The clocks go forward then: there is no such hour on that day."),
        ("2", "3", "Enter 02:00 for the morning or 14:00 for the afternoon."),
    ],
)
def test_hours_that_cannot_be_are_explained_and_kept(made: TaskGroup, starts: str, ends: str, says: str) -> None:
    response = client_of(made).post(reverse("workspace:meeting_new", args=[made.uuid]), typed(MARCH, starts, ends))
    assert response.status_code == 422
    assert says in response.content.decode()
    assert (response.context["form"]["starts"].value(), response.context["form"]["ends"].value()) == (starts, ends)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("length", "status"), [(len(TEAMS), 302), (2000, 302), (2001, 422)])
def test_a_link_has_up_to_two_thousand_characters(made: TaskGroup, length: int, status: int) -> None:
    link = TEAMS.ljust(length, "x")
    form = typed(MARCH, "10am", "11am", online_link=link)
    response = client_of(made).post(reverse("workspace:meeting_new", args=[made.uuid]), form)
    assert response.status_code == status
    assert Meeting.objects.filter(online_link=link).exists() == (status == 302)
