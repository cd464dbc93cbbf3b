"""Each group has its own rules of representation and quorum, above the floor under every group."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.transitions import Refused
from people.models import User
from taskgroups.models import Answer, Stage, TaskGroup
from taskgroups.services import group as services, membership as memberships, position as positions
from tests.factories import LOCAL, NATIONAL, REGIONAL, convener, defining_group, group, join, write_position

pytestmark = pytest.mark.django_db

DEFAULT: dict[str, Any] = {"minimum_sectors": 2, "minimum_bodies": 0}
DEFAULT |= {"each_level_signs": "on", "minimum_sign_offs": 0, "reason": "We agreed it."}


def save_rules(of: TaskGroup, by: User, **changes: Any) -> HttpResponse:
    """What the page answers to the default rules but for `changes`; a change to None unticks."""
    form = {name: value for name, value in {**DEFAULT, **changes}.items() if value is not None}
    client = Client()
    client.force_login(by)
    return client.post(reverse("workspace:group_rules", args=[of.uuid]), form)


def without(made: TaskGroup, slug: str) -> None:
    leaving = made.memberships.current().get(organisation__slug=slug)
    memberships.end_membership(membership=leaving, by=made.mission.lead, reason="test")


def refusals(of: TaskGroup, action: str) -> list[str]:
    """Why the step is refused; nothing when it was taken."""
    try:
        services.transition(group=of, action=action, by=convener(of), reason="test")
    except Refused as refusal:
        return refusal.reasons
    return []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"minimum_bodies": 4}, "Bodies present: 3. Bodies needed: 4."),
        ({"minimum_sectors": 4}, "Sectors present: 3. Sectors needed: 4."),
        ({"required_sectors": ["third_sector", "local_government"]}, "No member from the sector: Third sector"),
    ],
)
def test_who_must_be_present_is_the_groups_own_rule(changes: dict[str, Any], reason: str) -> None:
    made = group()
    assert save_rules(made, convener(made), **changes).status_code == 302
    assert refusals(made, "start_defining") == [reason]
    made.refresh_from_db()
    assert made.stage == Stage.CONVENING


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ["No sign-off from the national level."]),
        ({"each_level_signs": None}, []),
        ({"each_level_signs": None, "minimum_sign_offs": 2}, []),
        ({"each_level_signs": None, "minimum_sign_offs": 4}, ["Sign-offs still needed: 2"]),
        ({"each_level_signs": None, "every_body_signs": "on"}, ["No sign-off from: Welsh Government"]),
        ({"each_level_signs": None, "each_sector_signs": "on"}, ["No sign-off from the sector: Central government"]),
    ],
)
def test_whose_sign_off_a_position_needs_is_the_groups_own_rule(changes: dict[str, Any], reasons: list[str]) -> None:
    made = defining_group()
    write_position(made.position)
    made.position.refresh_from_db()
    assert save_rules(made, made.mission.lead, **changes).status_code == 302
    for slug, answer in ((LOCAL, Answer.SIGN_OFF), (REGIONAL, Answer.SIGN_OFF), (NATIONAL, Answer.RESERVATION)):
        by = made.memberships.get(organisation__slug=slug).user
        words = {"text_en": "Not yet", "text_cy": "Ddim eto"} if answer == Answer.RESERVATION else {}
        positions.answer(position=made.position, version=made.position.version, answer=answer, by=by, **words)
    assert refusals(made, "agree_position") == reasons


def test_conveners_set_the_rules_while_convening_and_the_lead_afterwards() -> None:
    made = group()
    member = join(made, "member@example.wales", "llais").user
    assert save_rules(made, member).status_code == 403
    assert save_rules(made, convener(made), minimum_bodies=2).status_code == 302
    services.transition(group=made, action="start_defining", by=convener(made), reason="test")
    refusal = save_rules(made, convener(made), minimum_sign_offs=1)
    assert refusal.status_code == 403
    assert "only the mission lead can change its rules" in refusal.content.decode()
    assert save_rules(made, made.mission.lead, minimum_sign_offs=1).status_code == 302
    made.refresh_from_db()
    assert (made.minimum_bodies, made.minimum_sign_offs) == (0, 1)
    assert made.history.first().history_change_reason == "We agreed it."


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": ""},
        {"minimum_bodies": "-1"},
        {"required_sectors": ["astrology"]},
        {"minimum_sectors": "x"},
        {"minimum_sectors": 1},
        {"minimum_sectors": 0},
    ],
)
def test_rules_that_make_no_sense_change_nothing(changes: dict[str, Any]) -> None:
    made = group()
    assert save_rules(made, convener(made), every_body_signs="on", **changes).status_code == 422
    made.refresh_from_db()
    assert not made.every_body_signs


def test_everybody_in_the_group_reads_the_rules() -> None:
    made = group()
    save_rules(made, convener(made), minimum_bodies=3, required_sectors=["third_sector"], every_body_signs="on")
    client = Client()
    client.force_login(made.memberships.get(organisation__slug=LOCAL).user)
    page = client.get(reverse("workspace:group_rules", args=[made.uuid])).content.decode()
    for words in ("A member from each level", "All of these sectors: Third sector", "Every body in the group"):
        assert words in page
    assert "Change the rules" not in page
    home = client.get(reverse("workspace:group", args=[made.uuid])).content.decode()
    assert "Third sector" in home
