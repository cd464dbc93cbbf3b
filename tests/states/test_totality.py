"""The state tables are total: every state and every action has one answer, and a shut gate changes nothing."""

import pytest

from core.transitions import Refused
from decisions_log.services import decision as decisions
from missions.models import MissionState
from missions.services import mission as missions
from missions.states import MACHINE as MISSION
from taskgroups.models import Stage, StageChange
from taskgroups.services import group as groups, membership as memberships
from taskgroups.stages import MACHINE as GROUP
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("action", sorted({t.action for t in MISSION.transitions}))
def test_every_action_on_a_proposed_and_an_active_mission(action: str) -> None:
    for made, state in ((factories.mission(), "proposed"), (factories.active_mission(), "active")):
        arrow = MISSION.find(state, action)
        if arrow is None or MISSION.blockers(arrow, made):
            with pytest.raises(Refused):
                missions.transition(mission=made, action=action, by=made.lead, reason="test")
            made.refresh_from_db()
            assert made.state == state
        else:
            assert missions.transition(mission=made, action=action, by=made.lead, reason="test").state == arrow.target


@pytest.mark.parametrize("action", sorted({t.action for t in GROUP.transitions}))
@pytest.mark.parametrize("state", ["convening", "defining", "position_agreed"])
def test_every_action_at_the_early_stages(state: str, action: str) -> None:
    make = {
        "convening": factories.group,
        "defining": factories.defining_group,
        "position_agreed": factories.agreed_group,
    }
    made = make[state]()
    steps = StageChange.objects.count()
    arrow = GROUP.find(state, action)
    if arrow is None or GROUP.blockers(arrow, made):
        with pytest.raises(Refused) as refusal:
            groups.transition(group=made, action=action, by=factories.convener(made), reason="test")
        assert all(refusal.value.reasons)
        made.refresh_from_db()
        assert made.stage == state
        assert StageChange.objects.count() == steps
    else:
        moved = groups.transition(group=made, action=action, by=factories.convener(made), reason="test")
        assert moved.stage == arrow.target
        assert StageChange.objects.count() == steps + 1


def test_the_whole_way_to_closed() -> None:
    group = factories.agreed_group()
    by = factories.convener(group)
    with pytest.raises(Refused, match="neither published"):
        groups.transition(group=group, action="start_deliberating", by=by, reason="test")
    factories.publish(group.position)
    groups.transition(group=group, action="start_deliberating", by=by, reason="test")
    with pytest.raises(Refused, match="No decision"):
        groups.transition(group=group, action="start_delivering", by=by, reason="test")
    decision = factories.complete(factories.draft_decision(group))
    for action in ("propose", "decide"):
        decision = decisions.transition(decision=decision, action=action, by=by, reason="test")
    for action in ("start_delivering", "start_evaluating"):
        group = groups.transition(group=group, action=action, by=by, reason="test")
    with pytest.raises(Refused, match="closing report"):
        groups.transition(group=group, action="close", by=by, reason="test")
    texts = {
        key: text for name in ("aim", "result", "learning", "successor") for key, text in factories.both(name).items()
    }
    groups.report_closing(group=group, by=by, reason="test", **texts)
    group = groups.transition(group=group, action="close", by=by, reason="test")
    assert group.stage == Stage.CLOSED
    assert [change.to_stage for change in group.stage_changes.all()][-1] == Stage.CLOSED


def test_a_mission_becomes_active_only_when_it_can_be_held_to_account() -> None:
    made = factories.mission()
    with pytest.raises(Refused) as refusal:
        missions.transition(mission=made, action="activate", by=made.lead, reason="test")
    assert len(refusal.value.reasons) == 4  # three levels and the evaluation plan
    assert made.state == MissionState.PROPOSED


def test_a_group_may_not_start_defining_without_all_levels() -> None:
    group = factories.group()
    membership = group.memberships.get(level="national")
    memberships.end_membership(membership=membership, by=group.mission.lead, reason="test")
    with pytest.raises(Refused, match="national"):
        groups.transition(group=group, action="start_defining", by=group.mission.lead, reason="test")
