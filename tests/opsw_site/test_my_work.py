"""My work shows each person what waits for them, and nothing else."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from decisions_log.services import decision as decisions
from people.models import PlatformRole, User
from publication import requests
from taskgroups.models import Answer, MembershipRole
from taskgroups.services import position as positions
from tests.factories import (
    LOCAL,
    abandoned_group,
    agreed_group,
    convener,
    defining_group,
    draft_decision,
    extend,
    group,
    join,
    person,
    proposal,
    publish,
    publisher,
    sign_position,
    write_position,
)

pytestmark = pytest.mark.django_db

SIGN = "Sign off the challenge position, or record a reservation"
WRITE = "Write the challenge position together"
TERMS = "Write the terms of reference"
MISSION = "Ask for publication of the mission"


def waiting(user: User) -> list[str]:
    """What the page says waits for the person, in its order; every line leads to a page they can open."""
    client = Client()
    client.force_login(user)
    lines = client.get(reverse("workspace:home")).context["waiting"]
    for line in lines:
        assert client.get(line.href).status_code == 200, line
    return [line.title for line in lines]


def test_nothing_waits_for_a_newcomer() -> None:
    client = Client()
    client.force_login(person())
    assert "Nothing waits for you now." in client.get(reverse("workspace:home")).content.decode()


def test_a_position_waits_to_be_written_then_to_be_answered_then_no_more() -> None:
    made = defining_group()
    member = made.memberships.get(organisation__slug=LOCAL).user
    citizen = join(made, "citizen@example.wales", "llais", MembershipRole.CITIZEN_MEMBER).user
    observer = join(made, "observer@example.wales", LOCAL, MembershipRole.OBSERVER).user
    assert [waiting(user) for user in (member, citizen, observer)] == [[WRITE], [WRITE], []]
    write_position(made.position)
    assert [waiting(user) for user in (member, citizen, observer)] == [[SIGN], [], []]
    made.position.refresh_from_db()
    positions.answer(position=made.position, version=made.position.version, answer=Answer.SIGN_OFF, by=member)
    assert waiting(member) == []
    section = made.position.sections.first()
    positions.save_section(
        section=section, text_en="New", text_cy="Newydd", base_revision=2, by=convener(made), reason="test"
    )
    assert waiting(member) == [SIGN]


def test_a_convener_is_told_when_a_gate_is_open() -> None:
    made = group()
    assert waiting(convener(made)) == ["Start defining the problem"]
    assert waiting(made.memberships.get(organisation__slug=LOCAL).user) == []
    shut = group(made.mission, terms_of_reference_cy="")
    assert sorted(waiting(made.mission.lead)) == [MISSION, "Start defining the problem", TERMS]
    assert convener(shut) == convener(made)


def test_what_is_due_first_stands_first() -> None:
    first = group()
    group(first.mission, ends_on=first.ends_on - datetime.timedelta(days=50))
    client = Client()
    client.force_login(first.mission.lead)
    lines = client.get(reverse("workspace:home")).context["waiting"]
    assert [line.when for line in lines] == sorted(line.when for line in lines)


def test_the_end_of_the_time_limit_and_what_is_overdue_are_told() -> None:
    made = defining_group()
    write_position(made.position)
    sign_position(made.position)
    by = convener(made)
    with time_machine.travel(made.ends_on - datetime.timedelta(days=31)):
        assert "Write the closing report" not in waiting(by)
    with time_machine.travel(made.ends_on - datetime.timedelta(days=30)):
        assert "Write the closing report" in waiting(by)
    with time_machine.travel(made.ends_on + datetime.timedelta(days=2)):
        client = Client()
        client.force_login(by)
        page = client.get(reverse("workspace:home")).content.decode()
        assert "Overdue since" in page
        assert waiting(by) == ["Write the closing report"]


def test_a_proposed_decision_waits_for_who_records_it() -> None:
    made = proposal(draft_decision())
    by = convener(made.group)
    assert "Decide what was proposed" not in waiting(by)
    decisions.transition(decision=made, action="propose", by=by, reason="test")
    assert "Decide what was proposed" in waiting(by)
    assert waiting(made.group.memberships.get(organisation__slug=LOCAL).user) == []


def test_a_request_waits_for_a_publisher_who_did_not_make_it() -> None:
    made = agreed_group()
    requests.request_publication(record=made.position, by=convener(made))
    assert waiting(publisher()) == ["Approve a publication, or return it"]
    assert "Approve a publication, or return it" not in waiting(convener(made))


def test_an_auditor_has_no_work_here() -> None:
    group()
    assert waiting(person(None, PlatformRole.AUDITOR)) == []


def test_what_the_public_is_owed_waits_until_it_is_asked_for() -> None:
    made = group(terms_of_reference_cy="", terms_of_reference_en="")
    by, lead = convener(made), made.mission.lead
    publish(made.mission)
    assert waiting(by) == waiting(lead) == [TERMS]
    publish(made)
    made = extend(made)
    new_limit = "Ask for publication of the new time limit"
    for user in (by, lead):
        assert sorted(waiting(user)) == sorted([new_limit, TERMS])
    assert waiting(made.memberships.get(organisation__slug=LOCAL).user) == []
    publish(made, change_note_en="More time.", change_note_cy="Rhagor o amser.")
    assert new_limit not in waiting(by)
    made = abandoned_group(made)
    report = "Ask for publication of the closing report"
    assert waiting(by) == waiting(lead) == [report]
    request = requests.request_publication(record=made.closing_report, by=by)
    assert report not in waiting(lead)
    requests.return_for_changes(request=request, by=publisher(), reason="test")
    assert report in waiting(lead)
    publish(made.closing_report)
    assert waiting(by) == waiting(lead) == []
