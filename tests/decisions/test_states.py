"""The state table of decisions is total: every state, every action, every role has one answer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.transitions import Refused
from decisions_log.models import Decision, DecisionState
from decisions_log.services import decision as decisions
from decisions_log.states import ACTION_LABELS, MACHINE
from people.models import PlatformRole, User
from taskgroups.models import MembershipRole
from tests import factories

pytestmark = pytest.mark.django_db

# What follows what, as domain.md section 4 has it; the product's own table is not asked.
TABLE = {
    "draft": {"propose": "proposed", "withdraw": "withdrawn"},
    "proposed": {
        "return_to_draft": "draft",
        "decide": "decided",
        "defer": "deferred",
        "reject": "rejected",
        "withdraw": "withdrawn",
    },
    "decided": {"implement": "implemented", "review": "under_review"},
    "implemented": {"review": "under_review"},
    "deferred": {"propose": "proposed", "withdraw": "withdrawn"},
    "withdrawn": {},
    "rejected": {},
    "under_review": {"confirm": "confirmed", "supersede": "superseded", "reverse": "reversed"},
    "confirmed": {"implement": "implemented", "review": "under_review"},
    "superseded": {},
    "reversed": {},
}
ACTIONS = sorted({action for arrows in TABLE.values() for action in arrows})
ENDS_REVIEW = {"confirm", "supersede", "reverse"}
FOLLOW_UP = {"implement", "review", *ENDS_REVIEW}
MAY = {"convener": set(ACTIONS), "member": {"propose"}, "lead": FOLLOW_UP}


def people(decision: Decision) -> dict[str, User]:
    """One person in each role, and people without one."""
    group = decision.group
    for role in ("citizen_member", "learning_partner", "observer", "secretariat"):
        factories.join(group, f"{role}@example.wales", factories.LOCAL, MembershipRole(role))
    return {
        "convener": factories.convener(group),
        "member": factories.person("local@example.wales"),
        "lead": group.mission.lead,
        "publisher": factories.publisher(),
        "auditor": factories.person("auditor@example.wales", PlatformRole.AUDITOR),
        "outsider": factories.person("outsider@example.wales"),
        **{
            role: factories.person(f"{role}@example.wales")
            for role in ("citizen_member", "learning_partner", "observer", "secretariat")
        },
    }


def tried(decision: Decision, action: str, by: User, successor: Decision | None = None) -> str:
    """The state that the action leads to, or how it was refused; undone afterwards."""
    with transaction.atomic():
        if action in ENDS_REVIEW and decision.state == "under_review":
            factories.review(decision, action)
        try:
            answer = decisions.transition(
                decision=decision, action=action, by=by, reason="test", superseded_by=successor
            ).state
        except Refused:
            answer = "refused"
        except PermissionDenied:
            answer = "forbidden"
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("state", TABLE)
def test_every_action_by_every_role(state: str) -> None:
    decision = factories.move_to(factories.complete(factories.draft_decision()), state)
    roles, successor = people(decision), factories.decided(decision.group)
    assert decision.state == state
    answers = {
        (action, role): tried(decision, action, by, successor) for action in ACTIONS for role, by in roles.items()
    }
    assert answers == {
        (action, role): TABLE[state].get(action, "refused") if action in MAY.get(role, ()) else "forbidden"
        for action in ACTIONS
        for role in roles
    }
    decision.refresh_from_db()
    assert decision.state == state


def test_the_table_names_every_state_and_every_action_has_words() -> None:
    assert set(TABLE) == set(DecisionState.values)
    assert set(ACTION_LABELS) == set(ACTIONS)
    assert not MACHINE.missing_conditions()


def test_a_draft_is_told_everything_that_proposing_asks_for_and_uses_no_reference() -> None:
    draft = factories.draft_decision()
    with pytest.raises(Refused) as refusal:
        factories.move_to(draft, "proposed")
    assert refusal.value.reasons == [
        "Fill in: Decision in one sentence, in Welsh",
        "Fill in: Decision in one sentence, in English",
        "A decision needs two options or more, “do nothing” among them.",
        "Fill in: Reasons in Welsh",
        "Fill in: Reasons in English",
    ]
    edit = reverse("workspace:decision_edit", args=[draft.uuid])
    assert refusal.value.blockers[0].ways[0].url == f"{edit}#id_decision_cy"
    draft.refresh_from_db()
    assert (draft.state, draft.reference) == ("draft", None)
    proposed = factories.move_to(factories.proposal(factories.draft_decision(draft.group)), "proposed")
    assert proposed.reference == f"OPSW-{timezone.localdate().year}-0001"


def test_an_incomplete_decision_is_told_everything_it_lacks() -> None:
    decision = factories.move_to(factories.proposal(factories.draft_decision()), "proposed")
    with pytest.raises(Refused) as refusal:
        decisions.transition(decision=decision, action="decide", by=factories.convener(decision.group), reason="test")
    lacks = " ".join(refusal.value.reasons)
    for words in (
        "option is chosen",
        "trade-off",
        "constraint",
        "review date",
        "How we will know",
        "Plain summary",
    ):
        assert words in lacks
    decision.refresh_from_db()
    assert decision.state == "proposed"


@pytest.mark.parametrize("missing", ["why_not", "options", "trade_offs", "constraints", "reasons_cy", "review_on"])
def test_each_gap_alone_shuts_the_gate(missing: str) -> None:
    decision = factories.complete(factories.draft_decision())
    by = factories.convener(decision.group)
    if missing == "why_not":
        part = decision.options.get(chosen=False)
        part.why_not_cy = ""
        decisions.save_part(part=part, by=by, reason="test")
    elif missing in ("options", "trade_offs", "constraints"):
        decisions.remove_part(part=getattr(decision, missing).last(), by=by, reason="test")
    else:
        value = None if missing == "review_on" else ""
        decisions.revise(decision=decision, by=by, reason="test", **{missing: value})
    with pytest.raises(Refused) as refusal:
        factories.move_to(decision, "decided")
    assert len(refusal.value.reasons) == 1
    decision.refresh_from_db()
    assert decision.state == ("draft" if missing in ("options", "reasons_cy") else "proposed")


def test_a_step_needs_a_reason() -> None:
    decision = factories.draft_decision()
    with pytest.raises(Refused, match="Give a reason"):
        decisions.transition(decision=decision, action="propose", by=factories.convener(decision.group), reason="  ")


def test_a_reference_is_given_once() -> None:
    first = factories.move_to(factories.proposal(factories.draft_decision()), "proposed")
    by = factories.convener(first.group)
    reference = first.reference
    for action in ("return_to_draft", "propose"):
        first = decisions.transition(decision=first, action=action, by=by, reason="test")
    second = factories.move_to(factories.proposal(factories.draft_decision(first.group)), "proposed")
    assert first.reference == reference
    assert second.reference not in (None, reference)
