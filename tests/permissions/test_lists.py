"""Lists and details agree with each other, and with who is in what, in random lives at random moments.

A life is a string of events, each done by its service at its day: joining and leaving groups in any role and for any
body, getting and losing platform roles. All of them are in the database when a moment before, between or after them is
looked at, so memberships and roles have ended, run, or are yet to start. A state is one person at one moment:
LIVES × MOMENTS of them are looked at, each with some kinds of record, every row of the kind.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings, strategies as st

from core.transitions import Refused
from core.verdicts import _policies, can, visible_to
from decisions_log.models import Decision
from missions.models import Mission
from people.models import PlatformRole, RoleAssignment, User
from people.services.accounts import assign_role, end_role, system_user
from publication import tasks
from publication.models import PublicationRequest
from taskgroups.models import ChallengePosition, MembershipRole, TaskGroup
from taskgroups.services import membership as memberships
from tests import factories
from tests.permissions.world import DAY, bundled, exception_asked, removal_asked, sent_out_alone, world_at

LIVES, MOMENTS = 128, 16
READ_ALL = {PlatformRole.AUDITOR, PlatformRole.ADMINISTRATOR}
BODIES = (factories.LOCAL, factories.REGIONAL, factories.NATIONAL)
HALF_A_DAY = datetime.timedelta(hours=12)

days = st.integers(-50, 50)
groups = st.integers(0, 2)
platform_roles = st.sampled_from([role for role in PlatformRole if role != PlatformRole.MISSION_LEAD])
events = st.one_of(
    st.tuples(st.just("join"), days, groups, st.sampled_from(MembershipRole.values), st.sampled_from(BODIES)),
    st.tuples(st.just("leave"), days, groups),
    st.tuples(st.just("give"), days, platform_roles),
    st.tuples(st.just("take"), days, platform_roles),
)
moments = st.tuples(days, st.booleans(), st.randoms(use_true_random=False))


@st.composite
def lives(draw: st.DrawFn) -> tuple[bool, list[Any], list[Any]]:
    """Whether the person leads the other mission, what happens to them, and the moments to look at."""
    happened = draw(st.lists(events, max_size=7, unique_by=lambda event: event[1]))
    looked_at = draw(st.lists(moments, min_size=MOMENTS, max_size=MOMENTS))
    return draw(st.booleans()), sorted(happened, key=lambda event: event[1]), looked_at


Rows = dict[type[models.Model], list[Any]]


@dataclass
class Standing:
    """Who a person is at a moment, by replaying the events of their life up to then."""

    user: User
    rows: Rows
    roles: set[str] = field(default_factory=set)
    seats: dict[int, tuple[str, str]] = field(default_factory=dict)  # by group: role and body

    def happens(self, event: Any, all_groups: list[TaskGroup]) -> None:
        kind, _day, *about = event
        if kind == "join":
            self.seats.setdefault(all_groups[about[0]].pk, (about[1], about[2]))
        elif kind == "leave":
            self.seats.pop(all_groups[about[0]].pk, None)
        elif kind == "give":
            self.roles.add(about[0])
        else:
            self.roles.discard(about[0])

    def sees_group(self, group: TaskGroup) -> bool:
        return group.pk in self.seats or group.mission.lead_id == self.user.pk or bool(self.roles & READ_ALL)

    def sees_mission(self, mission: Mission) -> bool:
        return any(self.sees_group(group) for group in self.rows[TaskGroup] if group.mission_id == mission.pk) or (
            mission.lead_id == self.user.pk or bool(self.roles & READ_ALL)
        )

    def sees_link(self, link: Any) -> bool:
        role, body = self.seats.get(link.position.group_id, ("", ""))
        own = role == MembershipRole.MEMBER and body == link.organisation.slug
        return bool(self.roles & READ_ALL) or role == MembershipRole.CONVENER or own

    def sees_release(self, release: Any) -> bool:
        return any(
            self.sees_request(request) for request in self.rows[PublicationRequest] if request.release == release
        )

    def sees_request(self, request: Any) -> bool:
        return PlatformRole.PUBLISHER in self.roles or self.sees_record(request)

    def sees_removal(self, removal: Any) -> bool:
        return PlatformRole.REDACTION_OFFICER in self.roles or self.sees_request(removal)

    def sees_record(self, request: Any) -> bool:
        """The record that a request, or what is withheld, is about."""
        of = next(
            row
            for kind in (Mission, ChallengePosition, Decision)
            for row in self.rows[kind]
            if row.uuid == request.record_uuid
        )
        return self.sees_mission(of) if isinstance(of, Mission) else self.sees_group(of.group)


# Who sees a row of each kind. A model that gets a policy stands here too, or the test fails.
SEES: dict[str, Callable[[Standing, Any], bool]] = {
    "Organisation": lambda who, body: True,
    "Mission": Standing.sees_mission,
    "TaskGroup": Standing.sees_group,
    "SigningLink": Standing.sees_link,
    "PublicationRequest": Standing.sees_request,
    "Emergency": lambda who, emergency: who.sees_request(emergency.request),
    "Release": Standing.sees_release,
    "Withholding": Standing.sees_record,
    "Removal": Standing.sees_removal,
    "PublishedRecord": lambda who, record: True,
    **dict.fromkeys(
        (
            *("AdoptionSet", "ChallengePosition", "ClosingReport", "Commitment", "ConveningException"),
            *("Decision", "ForwardPlanItem", "Meeting", "Review"),
        ),
        lambda who, row: who.sees_group(row.group),
    ),
    "Interest": lambda who, interest: who.sees_group(interest.meeting.group),
    "PositionSection": lambda who, section: who.sees_group(section.position.group),
    "Thread": lambda who, thread: who.sees_group(thread.section.position.group),
    "Suggestion": lambda who, suggestion: who.sees_group(suggestion.thread.section.position.group),
    **dict.fromkeys(
        (
            "Agreement",
            "Consultation",
            "DeclaredInterest",
            "Evidence",
            "Option",
            "TradeOff",
            "Constraint",
            "Dissent",
            "Impact",
        ),
        lambda who, part: who.sees_group(part.decision.group),
    ),
}
PAGES: dict[str, type[models.Model]] = {"group": TaskGroup, "mission": Mission, "position": ChallengePosition}


def test_every_policy_is_looked_at() -> None:
    assert {model.__name__ for model in _policies} == set(SEES)


@pytest.mark.django_db
def test_lists_and_details_agree() -> None:
    with world_at("deliberating") as world:
        other_lead = factories.person("other-lead@example.wales")
        elsewhere = factories.defining_group(of=factories.active_mission(other_lead))
        all_groups = [world.group, factories.group(world.group.mission), elsewhere]
        bundled(world)
        removal_asked(world)
        sent_out_alone(world)
        exception_asked(world)
        tasks.sign_log()
        rows: Rows = {model: list(model._default_manager.all()) for model in _policies}
        assert not [model.__name__ for model, found in rows.items() if not found]
        now = timezone.now()

        @settings(max_examples=LIVES, database=None)
        @given(lives())
        def agree(life: tuple[bool, list[Any], list[Any]]) -> None:
            leads, happened, looked_at = life
            with transaction.atomic():
                user = other_lead if leads else factories.person()
                took_place = []
                for event in happened:
                    with time_machine.travel(now + event[1] * DAY):
                        if live(event, user, all_groups):
                            took_place.append(event)
                for day, active, chance in looked_at:
                    who = Standing(user, rows)
                    for event in took_place:
                        if event[1] <= day:
                            who.happens(event, all_groups)
                    with time_machine.travel(now + day * DAY + HALF_A_DAY, tick=False):
                        look(who, active, chance)
                transaction.set_rollback(True)

        agree()


def live(event: Any, user: User, all_groups: list[TaskGroup]) -> bool:
    """What happens, by its service; False where it is refused: joining twice, or leaving as the only convener."""
    kind, _day, *about = event
    try:
        if kind == "join":
            factories.join(all_groups[about[0]], user.email, about[2], MembershipRole(about[1]))
        elif kind == "leave":
            for seat in all_groups[about[0]].memberships.current().filter(user=user):
                memberships.end_membership(membership=seat, by=seat.group.mission.lead, reason="test")
        elif kind == "give":
            assign_role(user=user, role=PlatformRole(about[0]), by=system_user(), reason="test")
        else:
            for held in RoleAssignment.objects.current().filter(user=user, role=about[0]):
                end_role(assignment=held, by=system_user(), reason="test")
    except (Refused, ValidationError):
        return False
    return True


def look(who: Standing, active: bool, chance: Any) -> None:
    """Some kinds of record, every row of each: the list, one detail, one page."""
    who.user.is_active = active
    who.user.save()
    for model in chance.sample(sorted(_policies, key=lambda model: model.__name__), 3):
        listed = sorted(visible_to(who.user, model).values_list("pk", flat=True))
        expected = [row.pk for row in who.rows[model] if active and SEES[model.__name__](who, row)]
        assert listed == sorted(expected), model
        one = chance.choice(who.rows[model])
        assert bool(can(who.user, "view", one)) == (one.pk in listed), one
    if chance.random() < 0.2:
        look_at_pages(who, active, chance)


def look_at_pages(who: Standing, active: bool, chance: Any) -> None:
    """A page answers exactly those whom the list of groups shows the way to it."""
    client = Client()
    client.force_login(who.user)
    name, model = chance.choice(sorted(PAGES.items()))
    row = chance.choice(who.rows[model])
    page = client.get(reverse(f"workspace:{name}", args=[row.uuid]))
    expected = 200 if SEES[model.__name__](who, row) else 404
    assert page.status_code == (expected if active else 302), row
    shown = client.get(reverse("workspace:groups")).content.decode()
    for group in who.rows[TaskGroup]:
        assert (str(group.uuid) in shown) == (active and who.sees_group(group)), group
