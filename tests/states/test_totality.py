"""The state tables are total: from every state, every action is tried by every role.

An action names its arrow, so from × action is from × to; where the table has no arrow nobody gets from one to the
other. A step is taken exactly when the table has it, its gate is open and the role has the right; otherwise it is
refused with reasons and nothing is written. Who has the right is read from
docs/permissions.yaml, and each gate is tried open and shut.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from core.transitions import Machine, Refused, Transition
from decisions_log.models import DecisionState
from decisions_log.services import decision as decisions
from decisions_log.states import FOLLOW_UP, MACHINE as DECISION
from missions.models import Mission, MissionState
from missions.services import mission as missions
from missions.states import MACHINE as MISSION
from publication import requests
from publication.models import PublicationRequest, RequestState
from taskgroups.models import Stage, TaskGroup
from taskgroups.services import group as groups
from taskgroups.stages import MACHINE as GROUP
from tests import factories
from tests.permissions.world import World, world_at
from tests.writes import tables_written
from tools.permission_matrix import ALLOWED, WAITS, Matrix

pytestmark = pytest.mark.django_db

SHUT, NOT_ALLOWED = "(the gate is shut)", "(no right)"
MATRIX = Matrix.load()
ROWS = {action.name: action for action in MATRIX.actions}


def may(role: str, row: str, time: str) -> bool:
    """Whether docs/permissions.yaml gives the role the right at that time, whatever the gates say."""
    return MATRIX.outcome(ROWS[row], role, time) in (ALLOWED, WAITS)


def actions_of(machine: Machine) -> list[str]:
    return sorted({arrow.action for arrow in machine.transitions})


@dataclass
class Try:
    """One step that somebody asks for: whether they have the right, and the arrow if the table has one."""

    name: str
    right: bool
    arrow: Transition | None
    shut_by: list[str]
    take: Callable[[], Any]
    state: str
    tables: set[str]

    def problem(self) -> str:
        """What is not as it should be; the world is as it was afterwards."""
        with transaction.atomic():
            with tables_written() as written:
                came_of_it, reasons = self._taken()
            transaction.set_rollback(True)
        if self.right and self.arrow and not self.shut_by:
            expected = str(self.arrow.target)
        else:
            expected = SHUT if self.right else NOT_ALLOWED
        if came_of_it != expected:
            return f"{self.name}: expected {expected}, got {came_of_it} {reasons}"
        if came_of_it in (SHUT, NOT_ALLOWED):
            if written or not reasons or not all(reasons):
                return f"{self.name}: {came_of_it}, with reasons {reasons}, written: {written}"
            return "" if not (self.right and self.shut_by) or reasons == self.shut_by else f"{self.name}: {reasons}"
        return "" if self.tables <= set(written) else f"{self.name}: written {written}"

    def _taken(self) -> tuple[str, list[str]]:
        try:
            return str(getattr(self.take(), self.state)), []
        except Refused as refusal:
            return SHUT, refusal.reasons
        except PermissionDenied as refusal:
            return NOT_ALLOWED, [str(refusal)]


def tries(
    world: World, machine: Machine, record: Any, take: Callable[..., Any], row: Callable[[str], str], time: str
) -> Iterator[Try]:
    """Every action of the machine on the record as it stands, by everybody."""
    state = "stage" if isinstance(record, TaskGroup) else "state"
    now = getattr(record, state)
    tables = {record.history.model._meta.db_table} | ({"taskgroups_stagechange"} if state == "stage" else set())
    for action in actions_of(machine):
        arrow = machine.find(now, action)
        shut_by = [str(blocker.reason) for blocker in machine.blockers(arrow, record)] if arrow else []
        for role, by in {**world.people, "nobody": AnonymousUser()}.items():

            def step(action: str = action, by: Any = by) -> Any:
                return take(record, action, by)

            yield Try(
                f"{action} by {role} from {now}", may(role, row(action), time), arrow, shut_by, step, state, tables
            )


def none_wrong(found: Iterable[Try]) -> None:
    wrong = [problem for one in found if (problem := one.problem())]
    assert not wrong, "\n".join(wrong)


def move_group(group: TaskGroup, action: str, by: Any) -> TaskGroup:
    return groups.transition(group=group, action=action, by=by, reason="test")


def row_of_group(action: str) -> str:
    return "Move the group to its next stage" if action not in ("abandon", "close") else "Abandon the work"


@pytest.mark.parametrize("stage", Stage.values)
def test_groups(stage: str) -> None:
    with world_at(stage) as world:
        assert not [step for step in GROUP.available(stage) if GROUP.blockers(step, world.group)]
        none_wrong(tries(world, GROUP, world.group, move_group, row_of_group, stage))


def groups_before_their_gates() -> Iterator[TaskGroup]:
    """The same group as it comes to each stage, with what the gate onwards asks for still missing."""
    group = factories.group(minimum_sectors=9)
    yield group
    group = factories.defining_group()
    yield group
    factories.write_position(group.position)
    factories.sign_position(group.position)
    group = move_group(group, "agree_position", factories.convener(group))
    yield group
    asked = requests.request_publication(record=group.position, by=factories.convener(group))
    requests.refuse(request=asked, by=factories.publisher(), reason="test")
    group = move_group(group, "start_deliberating", factories.convener(group))
    yield group
    factories.decided(group)
    kept = factories.commitment(group)
    group = move_group(group, "start_delivering", factories.convener(group))
    yield group
    factories.keep(kept)
    yield move_group(group, "start_evaluating", factories.convener(group))


def test_groups_before_shut_gates() -> None:
    for group in groups_before_their_gates():
        world = World(group, {"convener": factories.convener(group)})
        onwards = [arrow for arrow in GROUP.available(group.stage) if arrow.action not in ("reopen", "abandon")]
        assert all(GROUP.blockers(arrow, group) for arrow in onwards), group.stage
        none_wrong(tries(world, GROUP, group, move_group, row_of_group, group.stage))


def move_mission(mission: Mission, action: str, by: Any) -> Mission:
    return missions.transition(mission=mission, action=action, by=by, reason="test")


def mission_in(state: str, lead: Any) -> Mission:
    made = factories.ready_mission(lead)
    for action in {"proposed": (), "closed": ("close",), "active": ("activate",)}.get(state, ("activate", state)):
        made = move_mission(made, {"paused": "pause", "achieved": "achieve"}.get(action, action), lead)
    return made


def test_missions() -> None:
    with world_at("convening") as world:
        lead = world.people["mission_lead"]
        for mission in [*(mission_in(state, lead) for state in MissionState.values), factories.mission(lead)]:
            none_wrong(tries(world, MISSION, mission, move_mission, lambda action: "Pause a mission", "convening"))


def move_decision(decision: Any, action: str, by: Any) -> Any:
    return decisions.transition(decision=decision, action=action, by=by, reason="test")


def row_of_decision(action: str) -> str:
    if action == "propose":
        return "Propose a draft decision"
    if action in FOLLOW_UP:
        return "Carry out a decision and review it"
    return "Record a decision, and move it on in any other way"


@pytest.mark.parametrize("complete", [True, False])
def test_decisions(complete: bool) -> None:
    with world_at("deliberating") as world:
        for state in DecisionState.values if complete else ("draft", "proposed"):
            draft = factories.draft_decision(world.group)
            if complete:
                draft = factories.complete(draft)
            elif state == DecisionState.PROPOSED:
                draft = factories.proposal(draft)
            decision = factories.move_to(draft, state)
            none_wrong(tries(world, DECISION, decision, move_decision, row_of_decision, "deliberating"))


ANSWERS: dict[str, tuple[str, Callable[[PublicationRequest, Any], Any]]] = {
    "approve": ("published", lambda asked, by: requests.approve(request=asked, digest=asked.digest, by=by)),
    "return": ("returned", lambda asked, by: requests.return_for_changes(request=asked, by=by, reason="test")),
    "refuse": ("refused", lambda asked, by: requests.refuse(request=asked, by=by, reason="test")),
    "cancel": ("cancelled", lambda asked, by: requests.cancel(request=asked, by=by)),
}
# A request is answered once; whoever answers it again is told so before anything else.
REQUEST = Machine(
    "request", tuple(Transition(action, frozenset({"requested"}), to) for action, (to, _) in ANSWERS.items())
)


def answer(asked: PublicationRequest, action: str, by: Any) -> PublicationRequest:
    ANSWERS[action][1](asked, by)
    return PublicationRequest.objects.get(pk=asked.pk)


def row_of_request(action: str) -> str:
    return "Take back one's own request" if action == "cancel" else "Approve, return or refuse publication"


@pytest.mark.parametrize("state", RequestState.values)
def test_requests_for_publication(state: str) -> None:
    with world_at("deliberating") as world:
        asked = PublicationRequest.objects.get(uuid=world.records["request"])
        for action, (to, _answer) in ANSWERS.items():
            if to == state:
                asked = answer(asked, action, world.people["convener" if action == "cancel" else "publisher"])
        found = tries(world, REQUEST, asked, answer, row_of_request, "deliberating")
        if state != RequestState.REQUESTED:
            found = (replace(one, right=True) for one in found)
        none_wrong(found)
