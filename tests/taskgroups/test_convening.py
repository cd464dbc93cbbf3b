"""The floor under every group, the exceptions from it, and how long a group may have at first."""

import datetime
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.history import recording
from core.transitions import Refused
from missions.services import mission as missions
from people.models import PlatformRole, User
from publication.published.addresses import record_address
from taskgroups.models import ConveningException, MembershipRole, Stage, TaskGroup
from taskgroups.services import group as services, membership as memberships
from tests.factories import (
    LOCAL,
    NATIONAL,
    REGIONAL,
    active_mission,
    agreed_group,
    both,
    convener,
    defining_group,
    group,
    join,
    person,
    publish,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
LESS = {"minimum_members": 2, "minimum_sectors": 2, "without_levels": ["national"]}
WORDS = {"reason_cy": "Dim ond dau gorff sydd", "reason_en": "There are only two bodies"}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def administrator() -> User:
    return person("administrator@example.wales", PlatformRole.ADMINISTRATOR)


def empty_group() -> TaskGroup:
    """A group as it is convened, with nobody in it."""
    of = active_mission()
    today = timezone.localdate()
    texts = {**both("name"), **both("purpose"), **both("terms_of_reference")}
    return services.convene(mission=of, by=of.lead, reason="test", starts_on=today, ends_on=today + 90 * DAY, **texts)


def leaves(made: TaskGroup, slug: str) -> None:
    leaving = made.memberships.current().get(organisation__slug=slug)
    memberships.end_membership(membership=leaving, by=made.mission.lead, reason="test")


def refusals(of: TaskGroup, action: str) -> list[str]:
    try:
        services.transition(group=of, action=action, by=of.mission.lead, reason="test")
    except Refused as refusal:
        return refusal.reasons
    return []


def switched_off(made: TaskGroup) -> TaskGroup:
    """The group as it was possible before there was a floor: no rule at all."""
    made.each_level_present, made.minimum_sectors, made.each_level_signs = False, 0, False
    with recording(by=made.mission.lead, reason="test"):
        made.save()
    return made


def test_an_empty_group_never_starts_and_no_page_says_that_everybody_is_represented() -> None:
    made = switched_off(empty_group())
    assert refusals(made, "start_defining") == [
        "The group has no convener.",
        "No member from the local level.",
        "No member from the regional level.",
        "No member from the national level.",
        "Members present: 0. Members needed: 3.",
        "Sectors present: 0. Sectors needed: 2.",
    ]
    client = client_of(made.mission.lead)
    for page in ("group", "group_members"):
        words = client.get(reverse(f"workspace:{page}", args=[made.uuid])).content.decode()
        assert "Everybody the group needs is represented." not in words
        assert "Someone is still missing from this group." in words


@pytest.mark.parametrize(
    ("without", "reasons"),
    [
        (NATIONAL, ["No member from the national level.", "Members present: 2. Members needed: 3."]),
        (LOCAL, ["No member from the local level.", "Members present: 2. Members needed: 3."]),
    ],
)
def test_the_floor_holds_whatever_the_rules_say(without: str, reasons: list[str]) -> None:
    made = switched_off(group())
    leaves(made, without)
    assert refusals(made, "start_defining") == reasons


def test_three_members_of_one_sector_are_too_few_sectors() -> None:
    made = group()
    for slug in (LOCAL, NATIONAL):
        leaves(made, slug)
    join(made, "powys@example.wales", "powys-council")
    join(made, "gwynedd@example.wales", "gwynedd-council")
    assert "No member from the national level." in refusals(made, "start_defining")


def test_a_group_under_way_that_lost_its_people_waits_at_its_next_stage() -> None:
    made = agreed_group()
    leaves(made, NATIONAL)
    reasons = refusals(made, "start_deliberating")
    assert reasons[:2] == ["No member from the national level.", "Members present: 2. Members needed: 3."]
    join(made, "again@example.wales", NATIONAL)
    assert refusals(made, "start_deliberating") == reasons[2:]


def ask(made: TaskGroup, by: User, **changes: Any) -> HttpResponse:
    return client_of(by).post(reverse("workspace:exception_ask", args=[made.uuid]), {**LESS, **WORDS, **changes})


def answer(by: User, choice: str = "confirm") -> HttpResponse:
    asked = ConveningException.objects.latest("pk")
    address = reverse("workspace:exception_answer", args=[asked.group.uuid, asked.uuid])
    return client_of(by).post(address, {"answer": choice, "reason": "We talked about it."})


def test_an_exception_is_asked_for_by_the_lead_confirmed_by_a_second_person_and_published() -> None:
    made = group()
    leaves(made, NATIONAL)
    assert ask(made, convener(made)).status_code == 403
    assert ask(made, made.mission.lead).status_code == 302
    assert "No member from the national level." in refusals(made, "start_defining")
    assert answer(made.mission.lead).status_code == 403
    assert answer(administrator()).status_code == 302
    assert answer(administrator()).status_code == 422
    home = client_of(made.mission.lead).get(reverse("workspace:group", args=[made.uuid])).content.decode()
    assert "The group may do with less than usual: its exception is published with it." in home
    assert refusals(made, "start_defining") == []
    made.refresh_from_db()
    version = publish(made)
    [published] = version.content["exceptions"]
    assert published["reason"] == {"en": WORDS["reason_en"], "cy": WORDS["reason_cy"]}
    assert (published["minimum_members"], published["without_levels"]) == (2, ["national"])
    page = Client().get(record_address(version.record)).content.decode()
    assert WORDS["reason_en"] in page
    assert "this group may do with less than every group needs" in page


def test_an_administrator_who_leads_the_mission_is_not_the_second_person() -> None:
    lead = person("lead@example.wales", PlatformRole.ADMINISTRATOR)
    made = group(active_mission(lead))
    assert ask(made, lead).status_code == 302
    refused = answer(lead)
    assert refused.status_code == 403
    assert "a second person must answer it" in refused.content.decode()


def test_a_declined_or_ended_exception_holds_no_longer() -> None:
    made = group()
    leaves(made, NATIONAL)
    ask(made, made.mission.lead)
    answer(administrator(), "decline")
    assert refusals(made, "start_defining") != []
    ask(made, made.mission.lead)
    answer(administrator())
    in_force = ConveningException.objects.in_force().get()
    end = reverse("workspace:exception_end", args=[made.uuid, in_force.uuid])
    assert client_of(made.mission.lead).post(end, {"reason": "They joined."}).status_code == 302
    assert "No member from the national level." in refusals(made, "start_defining")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"minimum_members": 3, "without_levels": []}, "nothing here is less than usual"),
        ({"minimum_members": 0}, "greater than or equal to 1"),
        ({"minimum_members": 1}, "this needs at least 2 members"),
        ({"without_levels": ["local", "regional", "national"]}, "At least one level must be present."),
        ({"without_levels": ["galactic"]}, "galactic"),
        ({"reason_cy": ""}, "Fill in this field."),
    ],
)
def test_an_exception_that_makes_no_sense_is_explained_and_kept(changes: dict[str, Any], says: str) -> None:
    made = group()
    response = ask(made, made.mission.lead, **changes)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert WORDS["reason_en"] in response.content.decode()
    assert not ConveningException.objects.exists()


def test_one_member_is_the_least_and_convenes() -> None:
    made = empty_group()
    ask(made, made.mission.lead, minimum_members=1, minimum_sectors=1, without_levels=["local", "national"])
    answer(administrator())
    assert refusals(made, "start_defining") == [
        "The group has no convener.",
        "No member from the regional level.",
        "Members present: 0. Members needed: 1.",
        "Sectors present: 0. Sectors needed: 1.",
    ]
    join(made, "alone@example.wales", REGIONAL, MembershipRole.CONVENER)
    assert refusals(made, "start_defining") == []
    made.refresh_from_db()
    assert made.stage == Stage.DEFINING


def convened(of: Any, **changes: Any) -> HttpResponse:
    """What convening a group through its page answers."""
    values = {**both("name"), **both("purpose"), "minimum_sectors": 2, **changes}
    form: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, datetime.date):
            form |= {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}
        else:
            form[name] = value
    return client_of(of.lead).post(reverse("workspace:group_new", args=[of.uuid]), form)


MARCH = datetime.date(2027, 3, 1)
BECAUSE = {"longer_because_cy": "Dwy aeaf", "longer_because_en": "Two winters have to be watched"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ends_on": datetime.date(2027, 12, 1)}, ""),
        ({"ends_on": datetime.date(2027, 12, 2)}, "more than nine months"),
        ({"ends_on": datetime.date(2028, 6, 1)}, "more than nine months"),
        ({"ends_on": datetime.date(2028, 6, 1), "longer_because_en": "Two winters"}, "more than nine months"),
        ({"ends_on": datetime.date(2028, 6, 1), **BECAUSE}, ""),
        ({"ends_on": datetime.date(2037, 3, 1), **BECAUSE}, "The mission ends on 1 March 2029."),
        ({"ends_on": datetime.date(2029, 3, 2), **BECAUSE}, "The mission ends on 1 March 2029."),
        ({"ends_on": datetime.date(2029, 3, 1), **BECAUSE}, ""),
        ({"ends_on": MARCH}, "The end date must be after the start date."),
        ({"starts_on": datetime.date(2017, 3, 1), "ends_on": datetime.date(2027, 9, 1)}, "The mission starts on"),
        ({"minimum_sectors": 1, "ends_on": datetime.date(2027, 9, 1)}, "Every group needs at least 2 sectors."),
    ],
)
def test_the_first_end_date_is_at_most_nine_months_away_and_never_after_the_mission(
    changes: dict[str, Any], says: str
) -> None:
    with time_machine.travel(datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)):
        of = active_mission(starts_on=MARCH, ends_on=datetime.date(2029, 3, 1))
        response = convened(of, **{"starts_on": MARCH, **changes})
        assert response.status_code == (422 if says else 302)
        assert says in response.content.decode()
        assert TaskGroup.objects.exists() == (not says)


def test_why_a_group_needs_longer_is_published() -> None:
    with time_machine.travel(datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)):
        made = group(active_mission(), ends_on=datetime.date(2028, 6, 1), **BECAUSE)
        version = publish(made)
        assert version.content["longer_because"]["en"] == BECAUSE["longer_because_en"]
        for language in ("en", "cy"):
            with override(language):
                page = Client().get(record_address(version.record)).content.decode()
            assert BECAUSE[f"longer_because_{language}"] in page


def test_more_time_never_goes_beyond_the_mission_unless_it_is_extended() -> None:
    made = defining_group()
    lead, last = made.mission.lead, made.mission.ends_on
    beyond = {f"to_date_{part}": getattr(last + DAY, part) for part in ("day", "month", "year")}
    address = reverse("workspace:group_time", args=[made.uuid])
    refused = client_of(lead).post(address, {"reason_cy": "Amser", "reason_en": "Time", **beyond})
    assert refused.status_code == 422
    assert "or extend the mission first" in refused.content.decode()
    asked = {f"until_{part}": getattr(last + DAY, part) for part in ("day", "month", "year")}
    assert client_of(convener(made)).post(address, {"grounds": "Time", **asked}).status_code == 422
    missions.revise(mission=made.mission, by=lead, reason="test", ends_on=last + DAY)
    assert client_of(lead).post(address, {"reason_cy": "Amser", "reason_en": "Time", **beyond}).status_code == 302


def test_a_mission_does_not_end_before_its_groups() -> None:
    made = group()
    form = {f"ends_on_{part}": getattr(made.ends_on - DAY, part) for part in ("day", "month", "year")}
    form |= {f"starts_on_{part}": getattr(made.starts_on, part) for part in ("day", "month", "year")}
    form |= {**both("title"), "sponsor": made.mission.sponsor.slug}
    response = client_of(made.mission.lead).post(reverse("workspace:mission_edit", args=[made.mission.uuid]), form)
    assert response.status_code == 422
    assert "A task group of the mission ends on" in response.content.decode()


def test_a_group_from_before_these_rules_keeps_its_dates_and_can_be_edited() -> None:
    made = group()
    made.ends_on = made.mission.ends_on + 400 * DAY
    with recording(by=made.mission.lead, reason="test"):
        made.save()
    services.revise(group=made, by=made.mission.lead, reason="test", purpose_en="Another purpose")
    made.refresh_from_db()
    assert made.purpose_en == "Another purpose"
