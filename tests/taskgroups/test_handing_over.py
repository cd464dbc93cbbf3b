"""The chair is handed over, people leave, a body sends somebody else: nobody is locked out, nobody keeps too much."""

import datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.verdicts import can
from people.models import User
from people.services.accounts import appoint, system_user
from taskgroups.models import Membership, MembershipRole, TaskGroup
from tests.factories import LOCAL, NATIONAL, REGIONAL, body, convener, group, join, person

pytestmark = pytest.mark.django_db


def act(name: str, membership: Membership, by: User, **form: object) -> HttpResponse:
    """What `by` gets for confirming the page `name` of a membership."""
    client = Client()
    client.force_login(by)
    address = reverse(f"workspace:membership_{name}", args=[membership.group.uuid, membership.uuid])
    return client.post(address, {"reason": "A new post.", **form})


def reads(user: User, of: TaskGroup) -> bool:
    client = Client()
    client.force_login(user)
    return client.get(reverse("workspace:group", args=[of.uuid])).status_code == 200


def manages(user: User, of: TaskGroup) -> bool:
    client = Client()
    client.force_login(user)
    return client.get(reverse("workspace:group_edit", args=[of.uuid])).status_code == 200


def member_of(made: TaskGroup, slug: str) -> Membership:
    return made.memberships.current().get(organisation__slug=slug)


def test_the_chair_is_handed_over_in_one_act() -> None:
    made = group()
    chair, successor = member_of(made, REGIONAL), member_of(made, LOCAL)
    assert act("chair", chair, chair.user, successor=successor.uuid).status_code == 302
    chair.refresh_from_db()
    successor.refresh_from_db()
    assert (chair.role, successor.role) == ("member", "convener")
    assert (manages(chair.user, made), manages(successor.user, made)) == (False, True)
    assert reads(chair.user, made)
    assert made.memberships.count() == 3


def test_the_mission_lead_may_hand_over_the_chair_and_a_member_may_not() -> None:
    made = group()
    chair, successor = member_of(made, REGIONAL), member_of(made, LOCAL)
    assert act("chair", chair, successor.user, successor=successor.uuid).status_code == 403
    assert manages(chair.user, made)
    assert act("chair", chair, made.mission.lead, successor=successor.uuid).status_code == 302
    assert manages(successor.user, made)


@pytest.mark.parametrize("role", [MembershipRole.OBSERVER, MembershipRole.CITIZEN_MEMBER])
def test_the_chair_goes_to_a_member_only(role: MembershipRole) -> None:
    made, other = group(), group()
    chair = member_of(made, REGIONAL)
    watching = join(made, "watching@example.wales", "llais", role)
    for wrong in (watching.uuid, member_of(other, LOCAL).uuid, "nonsense", ""):
        assert act("chair", chair, chair.user, successor=wrong).status_code == 422
    assert act("chair", member_of(made, NATIONAL), chair.user, successor=member_of(made, LOCAL).uuid).status_code == 422
    assert manages(chair.user, made)


def test_who_leaves_keeps_nothing() -> None:
    made = group()
    leaving = member_of(made, LOCAL)
    assert act("leave", leaving, leaving.user).status_code == 302
    assert not reads(leaving.user, made)
    assert not leaving.user.groups.filter(name__contains=str(made.uuid)).exists()
    assert act("leave", leaving, leaving.user).status_code == 404


def test_the_only_convener_leaves_after_handing_over() -> None:
    made = group()
    chair, successor = member_of(made, REGIONAL), member_of(made, LOCAL)
    refusal = act("leave", chair, chair.user)
    assert refusal.status_code == 422
    assert "A group needs a convener: name another one first." in refusal.content.decode()
    act("chair", chair, chair.user, successor=successor.uuid)
    assert act("leave", chair, chair.user).status_code == 302
    assert convener(made) == successor.user


def test_nobody_leaves_for_somebody_else() -> None:
    made = group()
    assert act("leave", member_of(made, LOCAL), convener(made)).status_code == 404
    assert member_of(made, LOCAL).is_current


def test_a_member_may_leave_after_the_time_limit() -> None:
    made = group()
    leaving = member_of(made, LOCAL)
    with time_machine.travel(made.ends_on + datetime.timedelta(days=2)):
        assert act("leave", leaving, leaving.user).status_code == 302
        assert not reads(leaving.user, made)


def test_a_body_sends_somebody_else() -> None:
    made, successor = group(), person("successor@example.wales")
    leaving = member_of(made, LOCAL)
    assert act("replace", leaving, convener(made), user=successor.email).status_code == 302
    assert (reads(leaving.user, made), reads(successor, made)) == (False, True)
    new = member_of(made, LOCAL)
    assert (new.user, new.role, new.level) == (successor, "member", "local")
    leaving.refresh_from_db()
    assert leaving.ends_at is not None


def test_the_body_of_the_convener_sends_somebody_else_and_the_chair_goes_with_it() -> None:
    made, successor = group(), person("successor@example.wales")
    chair = member_of(made, REGIONAL)
    assert act("replace", chair, chair.user, user=successor.email).headers["Location"] == reverse("workspace:home")
    assert (reads(chair.user, made), manages(successor, made)) == (False, True)


def test_a_representative_who_cannot_be_named_is_explained_and_nobody_leaves() -> None:
    made = group()
    leaving, present = member_of(made, LOCAL), member_of(made, NATIONAL)
    page = act("replace", leaving, convener(made), user=present.user.email)
    assert page.status_code == 422
    assert "This person is in the group already." in page.content.decode()
    assert act("replace", leaving, convener(made), user="nobody@example.wales").status_code == 422
    assert act("replace", leaving, leaving.user, user=person("other@example.wales").email).status_code == 403
    assert reads(leaving.user, made)


def test_who_returns_in_another_role_has_the_rights_of_that_role_alone() -> None:
    made = group()
    leaving = member_of(made, LOCAL)
    assert can(leaving.user, "propose_decision", made)
    act("leave", leaving, leaving.user)
    join(made, leaving.user.email, LOCAL, MembershipRole.OBSERVER)
    assert can(leaving.user, "view", made)
    assert not can(leaving.user, "propose_decision", made)


def test_a_secondment_is_shown() -> None:
    made = group()
    seconded = member_of(made, LOCAL)
    today = timezone.localdate()
    appoint(
        user=seconded.user,
        organisation=body(LOCAL),
        title_en="Planner",
        title_cy="Cynlluniwr",
        starts_on=today,
        home_organisation=body(NATIONAL),
        by=system_user(),
        reason="test",
    )
    client = Client()
    client.force_login(seconded.user)
    address = reverse("workspace:group_members", args=[made.uuid])
    assert client.get(address).content.decode().count("Seconded from: Welsh Government") == 1
    with time_machine.travel(timezone.now() - datetime.timedelta(days=2)):
        assert "Seconded from" not in client.get(address).content.decode()
