"""The public forward plan: what is announced, how much notice was given, what is late, and the same for calendars."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from cms.setup import set_up_site
from core.dates import WALES
from decisions_log.forward_plan import services as forward_plan
from decisions_log.models import ForwardPlanItem
from decisions_log.services import decision as decisions
from tests import factories

TODAY = datetime.datetime(2027, 3, 1, 9, tzinfo=WALES)
NOTE = {"change_note_en": "Later.", "change_note_cy": "Yn hwyrach."}


@pytest.fixture(autouse=True)
def in_march(db: None) -> Iterator[None]:
    with time_machine.travel(TODAY):
        yield


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def on(year: int, month: int, day: int) -> time_machine.travel:
    return time_machine.travel(datetime.datetime(year, month, day, 9, tzinfo=WALES))


def public_addresses(client: Client) -> list[str]:
    """Every page of the sitemap but the home pages, which the communications team writes."""
    found = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", read(client, "/sitemap.xml"))
    return [address for address in found if address not in ("/en/", "/cy/")]


def test_the_plan_by_month_with_the_notice_of_each(client: Client) -> None:
    group = factories.group()
    factories.publish(group.mission)
    for title, expected in (
        ("Short", "2027-03-13"),
        ("Month", "2027-05"),
        ("Day", "2027-05-20"),
        ("Just", "2027-03-29"),
    ):
        factories.publish(factories.plan_item(group, expected=expected, **factories.both("title", title)))
    page = read(client, "/en/forward-plan/")
    assert "Planned and not decided yet: 4" in page
    places = [page.index(f"{words} in English") for words in ("Short", "Just", "Month", "Day")]
    assert places == sorted(places)
    assert page.count("March 2027</h3>") == page.count("May 2027</h3>") == 1
    assert "Notice given: 12 days; the aim is 28" in page
    assert page.count("Short notice") == 1
    assert "Notice given: 28 days<" in page
    assert "Notice given: 61 days<" in page  # to the first of May
    welsh = read(client, "/cy/blaenraglen/")
    assert "Mai 2027</h3>" in welsh
    assert "Rhybudd a roddwyd: 12 diwrnod; y nod yw 28" in welsh
    assert "Month yn Gymraeg" in welsh


def test_the_notice_is_that_of_the_first_version(client: Client) -> None:
    group = factories.group()
    item = factories.plan_item(group, expected="2027-05-10")
    reference = factories.publish(item).record.slug_en
    with on(2027, 5, 1):
        reasons = factories.both("reason", "The report is late")
        later = {"expected": "2027-06-01", **reasons}
        forward_plan.revise(item=item, by=factories.convener(group), reason="test", **later)
        assert "10 May 2027" in read(client, f"/en/forward-plan/{reference}/")  # that is not public yet
        factories.publish(ForwardPlanItem.objects.get(), **NOTE)
        page = read(client, f"/en/forward-plan/{reference}/")
    assert "Notice given: 92 days" in page
    for words in ("Postponed", "10 May 2027", "1 June 2027", "The report is late in English"):
        assert words in page
    assert "10 May 2027" in read(client, f"/en/forward-plan/{reference}/compare/1/2/")


def test_late_then_decided_with_a_way_to_the_decision(client: Client) -> None:
    group = factories.agreed_group()
    factories.publish(group.mission)
    item = factories.plan_item(group, expected="2027-04")
    reference = factories.publish(item).record.slug_en
    address = f"/en/forward-plan/{reference}/"
    with on(2027, 4, 30):
        assert "Late:" not in read(client, address)
    with on(2027, 5, 1):
        assert "Late: it was planned for April 2027, and no decision is published." in read(client, address)
        assert "Late: its date has gone by" in read(client, "/en/forward-plan/")
        decision = factories.complete(factories.draft_decision(group))
        decision = decisions.revise(decision=decision, by=factories.convener(group), reason="test", plan_item=item)
        decision = factories.move_to(decision, "decided")
        assert "Late:" in read(client, address)  # the decision is not public
        published = factories.publish(decision)
        page = read(client, address)
        assert "Late:" not in page
        assert f"/en/decisions/{published.record.slug_en}/" in page
        assert "Notice given: 61 days" in page  # to the day of the decision
        assert reference not in read(client, "/en/forward-plan/")
        assert "BEGIN:VEVENT" not in read(client, "/en/forward-plan.ics")


def test_what_is_dropped_leaves_the_list_and_says_why(client: Client) -> None:
    group = factories.group()
    item = factories.plan_item(group)
    reference = factories.publish(item).record.slug_en
    forward_plan.drop(item=item, by=factories.convener(group), **factories.both("reason", "No money"))
    factories.publish(ForwardPlanItem.objects.get(), **NOTE)
    assert reference not in read(client, "/en/forward-plan/")
    assert "No money in English" in read(client, f"/en/forward-plan/{reference}/")
    [event] = Calendar.from_ical(client.get(f"/en/forward-plan/{reference}.ics").content).events
    assert event["status"] == "CANCELLED"


def test_of_one_mission(client: Client) -> None:
    items = [factories.plan_item(factories.group()) for _number in range(2)]
    first, second = (factories.publish(item).record.slug_en for item in items)
    for item in items:
        factories.publish(item.group.mission)
    page = read(client, f"/en/forward-plan/?mission={items[0].group.mission.uuid}")
    assert first in page
    assert second not in page
    assert "There is a problem" in read(client, "/en/forward-plan/?mission=nonsense")


@pytest.mark.parametrize(
    ("language", "word", "last"), [("en", "forward-plan", "Last day"), ("cy", "blaenraglen", "Diwrnod olaf")]
)
def test_the_calendar(client: Client, language: str, word: str, last: str) -> None:
    group = factories.group()
    month = factories.plan_item(group, expected="2027-05", say_until=datetime.date(2027, 4, 9))
    day = factories.plan_item(group, expected="2027-06-14", say_link="https://example.wales/have-a-say")
    versions = [factories.publish(item) for item in (month, day)]
    response = client.get(f"/{language}/{word}.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert not response.cookies
    calendar = Calendar.from_ical(response.content)
    assert calendar["method"] == "PUBLISH"
    events = {str(event["uid"]): event for event in calendar.events}
    hosts = {uid.partition("@")[2] for uid in events}
    assert len(hosts) == 1
    [host] = hosts
    assert set(events) == {f"{month.uuid}@{host}", f"{month.uuid}-say@{host}", f"{day.uuid}@{host}"}
    in_may, say, in_june = (events[f"{uid}@{host}"] for uid in (month.uuid, f"{month.uuid}-say", day.uuid))
    assert (in_may.start, in_may.end) == (datetime.date(2027, 5, 1), datetime.date(2027, 6, 1))
    assert (in_june.start, in_june.end) == (datetime.date(2027, 6, 14), datetime.date(2027, 6, 15))
    assert say.start == datetime.date(2027, 4, 9)
    assert say["summary"].startswith(last)
    assert in_june["summary"] == getattr(versions[1].title, language)
    assert "https://example.wales/have-a-say" in in_june["description"]
    assert f"/{language}/{word}/{versions[1].record.slug_en}/" in in_june["url"]
    with on(2027, 3, 9):
        assert client.get(f"/{language}/{word}.ics").content == response.content  # the same until it is changed
    [one] = Calendar.from_ical(client.get(f"/{language}/{word}/{versions[1].record.slug_en}.ics").content).events
    assert one["uid"] == in_june["uid"]
    for page in (f"/{language}/{word}/", f"/{language}/{word}/{versions[1].record.slug_en}/"):
        assert ".ics" in read(client, page)


def test_a_later_version_replaces_the_entry_in_a_calendar(client: Client) -> None:
    group = factories.group()
    item = factories.plan_item(group)
    reference = factories.publish(item).record.slug_en
    [before] = Calendar.from_ical(client.get("/en/forward-plan.ics").content).events
    forward_plan.revise(item=item, by=factories.convener(group), reason="test", **factories.both("title", "Renamed"))
    factories.publish(ForwardPlanItem.objects.get(), **NOTE)
    [after] = Calendar.from_ical(client.get(f"/cy/blaenraglen/{reference}.ics").content).events
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["summary"] == "Renamed yn Gymraeg"


def test_a_draft_is_nowhere(client: Client) -> None:
    """Not an item that was never published, nor later words about one that was, nor through a published decision."""
    group = factories.agreed_group()
    factories.publish(group.mission)
    factories.publish(group)
    names = ("title", "question", "say", "documents", "private_part")
    secret = {key: text for name in names for key, text in factories.both(name, f"KANARI {name}").items()}
    contact = {"say_email": "kanari@example.wales", "say_link": "https://kanari.example.wales/"}
    draft = factories.plan_item(group, **secret, **contact)
    public = factories.plan_item(group)
    factories.publish(public)
    forward_plan.revise(item=public, by=factories.convener(group), reason="KANARI", **secret, **contact)
    decision = factories.complete(factories.draft_decision(group))
    decision = decisions.revise(decision=decision, by=factories.convener(group), reason="test", plan_item=draft)
    factories.publish(factories.move_to(decision, "decided"))
    reference = public.reference
    feeds = ["/en/forward-plan.ics", "/cy/blaenraglen.ics", f"/en/forward-plan/{reference}.ics"]
    data = [
        "/api/v1/forward-plan-items.json",
        "/api/v1/forward-plan-items.csv",
        "/api/v1/entries.json",
        "/api/v1/decisions.json",
    ]
    timeline = f"/en/missions/{group.mission.slug_en}/timeline/"
    for address in [*public_addresses(client), *feeds, *data, timeline]:
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200, address
        assert b"kanari" not in content.lower(), address
    assert "Planned in English" in read(client, feeds[0])
    for word in (f"{draft.reference}/", f"{draft.reference}.ics"):
        assert client.get(f"/en/forward-plan/{word}").status_code == 404


def test_as_open_data_and_in_the_time_line(client: Client) -> None:
    group = factories.group()
    factories.publish(group.mission)
    item = factories.plan_item(group, expected="2027-05")
    factories.publish(item)
    data = client.get(f"/api/v1/forward-plan-items/{item.reference}.json").json()
    assert data["content"]["expected"] == "2027-05"
    timeline = read(client, f"/en/missions/{group.mission.slug_en}/timeline/?kind=forward_plan_item")
    assert "Planned in English" in timeline
    assert "When, at the earliest: May 2027" in timeline
    assert f"/en/forward-plan/{item.reference}/" in public_addresses(client)


def test_a_decision_says_how_much_notice_was_given(client: Client) -> None:
    group = factories.agreed_group()
    item = factories.plan_item(group)
    factories.publish(item)
    by = factories.convener(group)
    with on(2027, 4, 1):
        decision = factories.complete(factories.draft_decision(group))
        none = {"short_notice_en": "", "short_notice_cy": ""}
        decision = decisions.revise(decision=decision, by=by, reason="test", plan_item=item, **none)
        announced = factories.publish(factories.move_to(decision, "decided")).record.slug_en
        sudden = factories.publish(factories.decided(group)).record.slug_en
        page = read(client, f"/en/decisions/{announced}/")
        assert "Notice given: 31 days<" in page
        assert f"/en/forward-plan/{item.reference}/" in page
        page = read(client, f"/en/decisions/{sudden}/")
        assert "This decision was not in the forward plan." in page
        assert "short_notice in English" in page
        assert "Nid oedd y penderfyniad hwn yn y flaenraglen." in read(client, f"/cy/penderfyniadau/{sudden}/")


def test_home_and_mission_say_what_comes_next(client: Client) -> None:
    set_up_site()
    group = factories.group()
    factories.publish(group.mission)
    assert "Nothing is planned at the moment." in read(client, "/en/")
    for number, expected in enumerate(("2027-03-02", "2027-03", "2027-04-30", "2027-06", "2027-07")):
        factories.publish(factories.plan_item(group, expected=expected, **factories.both("title", f"Item {number}")))
    factories.plan_item(group, expected="2027-03-20", **factories.both("title", "KANARI"))
    with on(2027, 3, 5):
        home, welsh = read(client, "/en/"), read(client, "/cy/")
        mission = read(client, f"/en/missions/{group.mission.slug_en}/")
    assert [number for number in range(5) if f"Item {number} in English" in home] == [1, 2, 3]  # the first is late
    assert "Write to us in English" in home
    assert "Beth fydd yn cael ei benderfynu nesaf" in welsh
    assert "Write to us yn Gymraeg" in welsh
    assert "Item 0 in English" in mission
    assert "What will be decided next" in mission
    assert "KANARI" not in home + welsh + mission
