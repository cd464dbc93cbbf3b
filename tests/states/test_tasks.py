"""Whatever shuts a gate is a task of somebody who can clear it, and the task leads to the place."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.history import recording
from core.transitions import Machine
from decisions_log.services import decision as decisions
from decisions_log.states import MACHINE as DECISION
from missions.models import EvaluationPlan
from missions.states import MACHINE as MISSION
from people.models import User
from publication import requests
from taskgroups.models import Answer, TaskGroup
from taskgroups.services import group as groups, membership as memberships, position as positions
from taskgroups.stages import MACHINE as GROUP
from tests import factories
from tests.factories import LOCAL, NATIONAL, REGIONAL, convener

pytestmark = pytest.mark.django_db

# What covers a reason that is no task of its own.
COVERED = {
    "position_written": "Write the challenge position together",
    "every_body_answered": "Sign off the challenge position, or record a reservation",
    "quorum": "Sign off the challenge position, or record a reservation",
    "closing_report": "Write the closing report",
    "decision_recorded": "Complete the decision and propose it",
}


SIGN = COVERED["quorum"]
CHECK = "Check Welsh and English"


def page(name: str, *args: object) -> str:
    return reverse(f"workspace:{name}", args=args)


def waiting(person: User) -> dict[str, str]:
    """The person's tasks: what each is called, and where it leads."""
    client = Client()
    client.force_login(person)
    return {line.title: line.href for line in client.get(reverse("workspace:home")).context["waiting"]}


def opens(person: User, address: str) -> bool:
    client = Client()
    client.force_login(person)
    return client.get(address.partition("#")[0]).status_code == 200


def everyone_in(group: TaskGroup) -> list[User]:
    members = group.memberships.current().select_related("user")
    return [factories.publisher(), group.mission.lead, *(membership.user for membership in members)]


def untasked(machine: Machine, action: str, record: Any, people: list[User], covered: dict[str, str]) -> Iterator[str]:
    """The conditions that shut the step; raises for a reason that is nobody's task, or that leads nowhere."""
    [arrow] = [arrow for arrow in machine.transitions if arrow.action == action]
    tasks = {person: waiting(person) for person in people}
    for condition in arrow.conditions:
        for blocker in machine.unmet(condition, record):
            ways = {person: way for person in people if (way := blocker.way_of(person))}
            for person, way in ways.items():
                assert opens(person, str(way.url)), (condition, str(blocker.reason), way.url)
            assert ways or opens(people[1], str(blocker.url)), (condition, str(blocker.reason))
            own = [person for person, way in ways.items() if way.task and str(way.task) in tasks[person]]
            other = [person for person in people if covered.get(condition) in tasks[person]]
            assert own or other, (condition, str(blocker.reason), [list(found) for found in tasks.values()])
            yield condition


def tasked(
    machine: Machine, action: str, record: Any, people: Iterable[User], covered: dict[str, str] | None = None
) -> set[str]:
    return set(untasked(machine, action, record, list(people), covered or COVERED))


def leave(group: TaskGroup, slug: str) -> None:
    leaving = group.memberships.current().get(organisation__slug=slug)
    memberships.end_membership(membership=leaving, by=group.mission.lead, reason="test")


def move(group: TaskGroup, action: str) -> TaskGroup:
    return groups.transition(group=group, action=action, by=convener(group), reason="test")


def reserve(group: TaskGroup, slug: str) -> None:
    """Everybody signs off the written position but this body, which records a reservation."""
    factories.sign_position(group.position)
    group.position.refresh_from_db()
    by = group.memberships.current().get(organisation__slug=slug).user
    words = {"text_en": "Not yet", "text_cy": "Ddim eto"}
    positions.answer(position=group.position, version=group.position.version, answer=Answer.RESERVATION, by=by, **words)


def test_every_gate_of_a_group() -> None:
    seen: set[str] = set()
    made = factories.group(terms_of_reference_cy="", required_sectors=["third_sector"], minimum_bodies=9)
    leave(made, NATIONAL)
    with recording(by=made.mission.lead, reason="test"):
        EvaluationPlan.objects.get(mission=made.mission).delete()
    seen |= tasked(GROUP, "start_defining", made, everyone_in(made))

    made = factories.defining_group()
    unwritten = dict.fromkeys(GROUP.condition_names(), COVERED["position_written"])
    seen |= tasked(GROUP, "agree_position", made, everyone_in(made), unwritten)
    factories.write_position(made.position)
    seen |= tasked(GROUP, "agree_position", made, everyone_in(made))
    reserve(made, REGIONAL)
    assert tasked(GROUP, "agree_position", made, everyone_in(made)) == {"quorum"}

    made = factories.agree(made)
    seen |= tasked(GROUP, "start_deliberating", made, everyone_in(made))
    asked = requests.request_publication(record=made.position, by=convener(made))
    answer = {"position_publication": "Approve a publication, or return it"}
    assert tasked(GROUP, "start_deliberating", made, everyone_in(made), answer) == {"position_publication"}
    requests.return_for_changes(request=asked, by=factories.publisher(), reason="test")
    again = {"position_publication": "Change what was returned, and ask again"}
    assert tasked(GROUP, "start_deliberating", made, everyone_in(made), again) == {"position_publication"}
    factories.publish(made.position)
    assert "Start deliberating" in waiting(convener(made))

    made = move(made, "start_deliberating")
    assert "Draft a decision or recommendation" in waiting(convener(made))
    seen |= tasked(GROUP, "start_delivering", made, everyone_in(made))
    draft = factories.draft_decision(made)
    seen |= tasked(GROUP, "start_delivering", made, everyone_in(made))
    decided = factories.move_to(factories.complete(draft), "decided")
    assert "Ask for publication of the decision" in waiting(convener(made))
    factories.publish(decided)
    assert "Ask for publication of the decision" not in waiting(convener(made))

    made = move(made, "start_delivering")
    promised = factories.commitment(made)
    leave(made, LOCAL)
    seen |= tasked(GROUP, "start_evaluating", made, everyone_in(made))
    factories.join(made, "again@example.wales", LOCAL)
    factories.keep(promised)
    made = move(made, "start_evaluating")
    seen |= tasked(GROUP, "close", made, everyone_in(made))
    assert seen == GROUP.condition_names() - {"position_level"}  # the next test


def test_a_language_that_has_not_followed_is_a_task_at_every_gate() -> None:
    made = factories.defining_group()
    position = made.position
    factories.write_position(position)
    position.refresh_from_db()
    people, by = everyone_in(made), convener(made)
    behind = dict.fromkeys(GROUP.condition_names(), SIGN)
    positions.rename(position=position, title_en="Other", title_cy=position.title_cy, by=by, reason="test")
    assert "position_level" in tasked(GROUP, "agree_position", made, people, behind | {"position_level": CHECK})
    assert waiting(by)[CHECK] == waiting(made.mission.lead)[CHECK] == page("languages", "position", position.uuid)
    factories.confirm_languages(position)
    assert CHECK not in waiting(by)
    section = position.sections.first()
    positions.save_section(
        section=section, text_en="New", text_cy=section.text_cy, base_revision=section.revision, by=by, reason="test"
    )
    follow = f"Bring the Welsh up to date: {section}"
    assert "position_level" in tasked(GROUP, "agree_position", made, people, behind | {"position_level": follow})
    assert waiting(by)[follow] == page("section_level", section.uuid)

    draft = factories.complete(factories.draft_decision())
    people = everyone_in(draft.group)
    draft = decisions.revise(decision=draft, by=convener(draft.group), reason="test", question_en="MONTHLY?")
    covered = {"level": CHECK, "consistent": "Complete the decision and propose it"}  # the agreement was about less
    for action in ("propose", "decide"):
        assert "level" in tasked(DECISION, action, draft, people, covered)


def test_a_reservation_that_stops_the_position_is_a_task_of_everybody_who_can_settle_it() -> None:
    made = factories.defining_group()
    factories.write_position(made.position)
    reserve(made, NATIONAL)
    national = made.memberships.get(organisation__slug=NATIONAL).user
    address = page("position", made.position.uuid)
    assert waiting(national)["Look again at your organisation’s answer"] == f"{address}#answer"
    assert waiting(convener(made))["Settle what stops the position"] == address
    assert waiting(made.mission.lead)["Settle what stops the position"] == page("group_rules", made.uuid)
    client = Client()
    client.force_login(national)
    words = client.get(address).content.decode()
    assert "By its rules the group cannot agree the position without your sign-off." in words
    assert "The group can go on" not in words
    assert f'href="{address}"' not in words.partition("<main")[2]
    factories.join(made, "second@example.wales", "natural-resources-wales")
    words = client.get(address).content.decode()
    assert "The group can agree the position without your sign-off." in words


def test_every_gate_of_a_mission() -> None:
    made = factories.mission(outcome_cy="")
    assert tasked(MISSION, "activate", made, [factories.publisher(), made.lead]) == {
        "outcome",
        "measures",
        "accountable_bodies",
        "evaluation_plan",
    }
    ready = factories.ready_mission(made.lead)
    assert "Make the mission active" in waiting(ready.lead)
    active = factories.active_mission(made.lead)
    asks = reverse("workspace:request_publication", args=["mission", active.uuid])
    assert waiting(active.lead)["Ask for publication of the mission"] == asks


def test_every_gate_of_a_decision() -> None:
    draft = factories.draft_decision()
    people = everyone_in(draft.group)
    complete = dict.fromkeys(DECISION.condition_names(), "Complete the decision and propose it")
    seen = {
        condition for action in ("propose", "decide") for condition in tasked(DECISION, action, draft, people, complete)
    }
    early = factories.complete(factories.draft_decision(draft.group))
    before = timezone.localdate() - datetime.timedelta(days=3)  # of the position, and of the end of its consultation
    early = decisions.revise(decision=early, by=convener(draft.group), reason="test", decided_on=before)
    contradicting = tasked(DECISION, "decide", early, people, complete)
    assert contradicting >= {"dated", "consistent"}
    seen |= contradicting
    factories.move_to(factories.complete(draft), "decided")
    draft.refresh_from_db()
    under_review = decisions.transition(decision=draft, action="review", by=convener(draft.group), reason="test")
    review = dict.fromkeys(DECISION.condition_names(), "Write the review of the decision")
    for action in ("confirm", "supersede", "reverse"):
        seen |= tasked(DECISION, action, under_review, people, review)
    found = factories.review(under_review, "confirm")
    for action in ("supersede", "reverse"):
        seen |= tasked(DECISION, action, found.decision, people, review)
    factories.review(under_review, "reverse")
    seen |= tasked(DECISION, "confirm", found.decision, people, review)
    never = {"question", "level"}  # it cannot be saved without its question; languages have a test of their own
    assert DECISION.condition_names() - seen <= never
