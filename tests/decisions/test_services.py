"""What may be written in a decision, by whom and when."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from time_machine import TimeMachineFixture

from core.transitions import Refused
from decisions_log.models import Constraint, Decision, DecisionState, Dissent, Option
from decisions_log.services import decision as decisions
from tests import factories

pytestmark = pytest.mark.django_db


def option(of: Decision, title: str = "Option", **values: object) -> Option:
    return Option(decision=of, **factories.both("title", title), **factories.both("summary"), **values)


def test_problem_first_says_what_is_missing_and_where() -> None:
    group = factories.defining_group()
    with pytest.raises(Refused) as refusal:
        factories.draft_decision(group)
    first, *missing = refusal.value.blockers
    assert "Problem first" in str(first.reason)
    assert len(missing) == 14  # eight sections unwritten, three bodies and three levels without an answer
    convener = factories.convener(group)
    assert all(blocker.seen_by(convener).url for blocker in missing)
    assert not Decision.objects.exists()


def test_problem_first_in_a_group_that_is_still_convening() -> None:
    group = factories.group(terms_of_reference_en="", terms_of_reference_cy="")
    with pytest.raises(Refused) as refusal:
        factories.draft_decision(group)
    assert "terms of reference" in refusal.value.reasons[1]


def test_a_service_never_writes_what_people_do_not_write() -> None:
    decision = factories.draft_decision()
    with pytest.raises(TypeError, match="state"):
        decisions.revise(decision=decision, by=factories.convener(decision.group), reason="test", state="decided")
    with pytest.raises(TypeError, match="reference"):
        factories.draft_decision(decision.group, reference="OPSW-2026-9999")


def test_members_write_the_draft_and_the_convener_corrects_what_is_decided() -> None:
    decision = factories.draft_decision()
    member = factories.person("local@example.wales")
    decision = decisions.revise(decision=decision, by=member, reason="test", reasons_en="Ours")
    assert decision.reasons_en == "Ours"
    decision = factories.move_to(factories.complete(decision), DecisionState.DECIDED)
    with pytest.raises(PermissionDenied):
        decisions.revise(decision=decision, by=member, reason="test", reasons_en="Mine")
    by = factories.convener(decision.group)
    with pytest.raises(Refused, match="corrected, not rewritten"):
        decisions.revise(decision=decision, by=by, reason="test", reasons_en="New")
    assert factories.correct(decision, reasons_en="New").reasons_en == "New"


@pytest.mark.parametrize("state", [DecisionState.PROPOSED, DecisionState.WITHDRAWN, DecisionState.UNDER_REVIEW])
def test_frozen_states(state: DecisionState) -> None:
    decision = factories.move_to(factories.complete(factories.draft_decision()), state)
    by = factories.convener(decision.group)
    with pytest.raises(PermissionDenied, match="frozen"):
        decisions.revise(decision=decision, by=by, reason="test", reasons_en="Changed")
    with pytest.raises(PermissionDenied, match="frozen"):
        decisions.save_part(part=option(decision), by=by, reason="test")
    with pytest.raises(PermissionDenied, match="frozen"):
        decisions.remove_part(part=decision.options.first(), by=by, reason="test")
    decision.refresh_from_db()
    assert decision.reasons_en == "reasons in English"
    assert decision.options.count() == 2


def test_dissent_can_be_recorded_while_the_text_is_frozen() -> None:
    decision = factories.move_to(factories.complete(factories.draft_decision()), DecisionState.PROPOSED)
    dissent = Dissent(decision=decision, kind="objection", **factories.both("text"))
    decisions.save_part(part=dissent, by=factories.person("local@example.wales"), reason="test")
    assert decision.dissents.count() == 2


def test_dissent_belongs_to_the_body_that_wrote_it() -> None:
    decision = factories.draft_decision()
    ours, theirs = factories.body(factories.LOCAL), factories.body(factories.NATIONAL)
    local, national = factories.person("local@example.wales"), factories.person("national@example.wales")

    def dissent(body: object) -> Dissent:
        return Dissent(decision=decision, organisation=body, kind="objection", **factories.both("text"))

    with pytest.raises(PermissionDenied, match="body it belongs to"):
        decisions.save_part(part=dissent(theirs), by=local, reason="test")
    kept = decisions.save_part(part=dissent(ours), by=local, reason="test")
    with pytest.raises(PermissionDenied, match="body it belongs to"):
        decisions.remove_part(part=kept, by=national, reason="test")
    kept.organisation = theirs
    with pytest.raises(PermissionDenied, match="body it belongs to"):
        decisions.save_part(part=kept, by=national, reason="test")
    unnamed = decisions.save_part(part=dissent(None), by=local, reason="test")
    with pytest.raises(PermissionDenied, match="body it belongs to"):
        decisions.remove_part(part=unnamed, by=national, reason="test")
    decisions.remove_part(part=unnamed, by=local, reason="test")
    decisions.remove_part(part=kept, by=factories.convener(decision.group), reason="test")
    assert not decision.dissents.exists()


def test_choosing_an_option_unchooses_the_other() -> None:
    """What was written about the two is left to people: the service says which reason to take out, which to write."""
    decision = factories.complete(factories.draft_decision())
    by = factories.convener(decision.group)
    chosen, other = decision.options.all()
    other.chosen = True
    with pytest.raises(ValidationError) as error:
        decisions.save_part(part=other, by=by, reason="Better")
    assert error.value.message_dict == {
        "why_not_cy": ["This option is chosen, and says why it was not. Remove the reason."]
    }
    assert [row.chosen for row in decision.options.all()] == [True, False]
    other.why_not_en = other.why_not_cy = ""
    decisions.save_part(part=other, by=by, reason="Better")
    assert [row.chosen for row in decision.options.all()] == [False, True]
    assert chosen.history.first().history_change_reason == "Better"
    decision = factories.move_to(decision, DecisionState.PROPOSED)
    with pytest.raises(Refused) as refusal:
        decisions.transition(decision=decision, action="decide", by=by, reason="test")
    assert refusal.value.reasons == [
        "Not said in both languages why this option was not chosen: Do it in English",
        "The text has changed since the level of agreement was recorded. Check it and save it again.",
    ]


def test_a_constraint_that_somebody_could_change_names_them() -> None:
    decision = factories.draft_decision()
    part = Constraint(decision=decision, kind="legal", hardness="negotiable", **factories.both("text"))
    with pytest.raises(ValidationError, match="who could change"):
        decisions.save_part(part=part, by=factories.convener(decision.group), reason="test")


def test_two_writers_do_not_overwrite_each_other() -> None:
    decision = factories.draft_decision()
    by = factories.convener(decision.group)
    opened = decision.latest_history_id()
    decisions.revise(decision=decision, by=factories.person("local@example.wales"), reason="test", reasons_en="Theirs")
    with pytest.raises(Refused, match="while you were writing"):
        decisions.revise(decision=decision, by=by, reason="test", based_on=opened, reasons_en="Ours")
    decision.refresh_from_db()
    assert decision.reasons_en == "Theirs"


def test_a_part_that_was_removed_does_not_come_back() -> None:
    decision = factories.complete(factories.draft_decision())
    by = factories.convener(decision.group)
    part = decision.options.first()
    decisions.remove_part(part=decision.options.first(), by=by, reason="test")
    with pytest.raises(Refused, match="removed this part"):
        decisions.save_part(part=part, by=by, reason="test")
    with pytest.raises(Refused, match="removed this part"):
        decisions.remove_part(part=part, by=by, reason="test")
    assert decision.options.count() == 1


def test_a_part_cannot_be_moved_to_another_decision() -> None:
    decision = factories.complete(factories.draft_decision())
    other = factories.draft_decision(decision.group)
    part = decision.options.first()
    part.decision = other
    with pytest.raises(Refused, match="removed this part"):
        decisions.save_part(part=part, by=factories.convener(decision.group), reason="test")
    assert decision.options.count() == 2


@pytest.mark.parametrize(
    ("dates", "field", "message"),
    [
        ({"decided_on": datetime.timedelta(days=1)}, "decided_on", "in the future"),
        ({"decided_on": datetime.timedelta(0), "review_on": datetime.timedelta(0)}, "review_on", "after the date"),
        (
            {"decided_on": datetime.timedelta(0), "review_on": datetime.timedelta(days=-9)},
            "review_on",
            "after the date",
        ),
    ],
)
def test_dates_that_cannot_be(dates: dict[str, datetime.timedelta], field: str, message: str) -> None:
    decision = factories.draft_decision()
    values = {name: timezone.localdate() + away for name, away in dates.items()}
    with pytest.raises(ValidationError) as error:
        decisions.revise(decision=decision, by=factories.convener(decision.group), reason="test", **values)
    assert message in error.value.message_dict[field][0]
    assert len(error.value.messages) == 1
    decision.refresh_from_db()
    assert decision.decided_on is None


def test_a_review_date_that_passed_before_the_decision_was_made_stops_it() -> None:
    decision = factories.complete(factories.draft_decision())
    by = factories.convener(decision.group)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    decision = decisions.revise(decision=decision, by=by, reason="test", decided_on=None, review_on=yesterday)
    decision = factories.move_to(decision, DecisionState.PROPOSED)
    with pytest.raises(Refused) as refusal:
        decisions.transition(decision=decision, action="decide", by=by, reason="test")
    assert refusal.value.reasons == ["The review date must be after the date of the decision."]
    decision.refresh_from_db()
    assert (decision.state, decision.decided_on) == (DecisionState.PROPOSED, None)


def test_the_date_given_with_the_step_is_the_date_of_the_decision() -> None:
    draft = factories.complete(factories.draft_decision())
    by = factories.convener(draft.group)
    decisions.remove_part(part=draft.consultations.get(), by=by, reason="test")
    decision = factories.move_to(draft, DecisionState.PROPOSED)
    day = timezone.localdate() - datetime.timedelta(days=3)
    act: dict[str, Any] = {"decision": decision, "action": "decide", "by": by, "reason": "test", "decided_on": day}
    with pytest.raises(Refused) as refusal:
        decisions.transition(**act)
    assert len(refusal.value.reasons) == 1
    assert "the challenge position was agreed on" in refusal.value.reasons[0]
    decision = decisions.transition(**act, **factories.both("early_date", "Decided before"))
    assert decision.decided_on == day


def test_in_a_group_that_has_ended_it_is_the_end_that_forbids(time_machine: TimeMachineFixture) -> None:
    group = factories.agreed_group()
    time_machine.move_to(group.ends_on + datetime.timedelta(days=2))
    assert decisions.problem_first(group) == []
    with pytest.raises(PermissionDenied, match="time limit"):
        factories.draft_decision(group)
