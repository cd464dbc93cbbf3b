"""Members write a decision in the workspace, page by page."""

import datetime
import uuid
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from decisions_log.models import Decision, DecisionState
from people.models import PlatformRole
from taskgroups.models import MembershipRole, TaskGroup
from taskgroups.services import membership as memberships
from tests import factories
from tests.factories import LOCAL, both, complete, convener, draft_decision, move_to, person
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def page(name: str, *args: object, language: str = "en") -> str:
    with override(language):
        return reverse(f"workspace:{name}", args=args)


def read(client: Client, name: str, *args: object, status: int = HTTPStatus.OK, language: str = "en") -> str:
    response = client.get(page(name, *args, language=language))
    assert response.status_code == status
    return response.content.decode()


def send(client: Client, data: dict[str, object], name: str, *args: object) -> tuple[int, str]:
    """The status of sending a form, and what the page that one ends on says."""
    response = client.post(page(name, *args), data)
    shown = client.get(response["Location"]) if response.status_code == HTTPStatus.FOUND else response
    return response.status_code, shown.content.decode()


def date_parts(name: str, day: datetime.date) -> dict[str, object]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


TEXTS = (
    "title",
    "question",
    "decision",
    "summary",
    "reasons",
    "authority",
    "cost",
    "success_measure",
    "no_constraints",
)


def all_texts(**changes: object) -> dict[str, object]:
    """The form of a decision's own texts, filled in."""
    texts = {key: value for name in TEXTS[:-1] for key, value in both(name).items()}
    return {**texts, "decision_maker_kind": "task_group", **changes}


def test_the_whole_record_is_written_by_filling_in_forms() -> None:
    group = factories.agreed_group()
    client = signed_in(convener(group))
    status, shown = send(client, {**both("title", "A new start"), **both("question")}, "decision_new", group.uuid)
    assert status == HTTPStatus.FOUND
    assert "A new start in English" in shown
    assert "No trade-off is recorded." in read(client, "decision", Decision.objects.get().uuid)
    at = Decision.objects.get().uuid
    today = timezone.localdate()
    texts = all_texts(**date_parts("review_on", today + datetime.timedelta(days=90)), legal_note="Secret advice")
    assert send(client, texts, "decision_edit", at)[0] == HTTPStatus.FOUND
    for number in range(2):
        option = {**both("title", f"Option {number}"), **both("summary")}
        told = {"chosen": "on"} if number else both("why_not")
        assert send(client, option | told, "option_new", at)[0] == HTTPStatus.FOUND
    texts = {key: value for name in ("gain", "give_up", "bearer", "period") for key, value in both(name).items()}
    trade = {"dimension": "rural_urban", "position": "balanced", **texts}
    assert send(client, trade, "trade_off_new", at)[0] == HTTPStatus.FOUND
    constraint = {"kind": "legal", "hardness": "fixed", **both("text", "The law")}
    assert send(client, constraint, "constraint_new", at)[0] == HTTPStatus.FOUND
    dissent = {"organisation": LOCAL, "kind": "objection", **both("text", "We disagree")}
    assert send(client, dissent, "dissent_new", at)[0] == HTTPStatus.FOUND
    for impact in Decision.objects.get().impacts.all():
        answers = {key: value for name in impact.prompts for key, value in both(name).items()}
        effect = {"direction": "mixed", **answers}
        assert send(client, effect, "impact_edit", at, impact.uuid)[0] == HTTPStatus.FOUND
    shown = read(client, "decision", at)
    for words in ("Option 1 in English", "The law in English", "We disagree in English", "reasons yn Gymraeg"):
        assert words in shown
    for action in ("propose", "decide"):
        status, shown = send(client, {"action": action, "reason": "Agreed at the meeting"}, "decision_state", at)
        assert status == HTTPStatus.FOUND
    assert Decision.objects.get().state == DecisionState.DECIDED
    assert "Request publication" in shown


def test_before_a_position_is_agreed_the_page_says_what_is_missing_and_where() -> None:
    group = factories.defining_group()
    client = signed_in(convener(group))
    shown = read(client, "decision_new", group.uuid)
    assert "Problem first" in shown
    assert page("position", group.position.uuid) in shown
    assert '<form method="post" novalidate>' not in shown
    status, shown = send(client, {**both("title"), **both("question")}, "decision_new", group.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Problem first" in shown
    assert not Decision.objects.exists()
    assert "Problem first" in read(client, "group", group.uuid)


def test_bad_input_keeps_what_was_typed_and_changes_nothing() -> None:
    decision = draft_decision()
    client = signed_in(convener(decision.group))
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    typed = all_texts(**date_parts("decided_on", tomorrow), reasons_en="Kept words", title_cy="")
    status, shown = send(client, typed, "decision_edit", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Kept words" in shown
    status, shown = send(client, typed | {"title_cy": "Teitl"}, "decision_edit", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "in the future" in shown
    assert "Kept words" in shown
    decision.refresh_from_db()
    assert (decision.reasons_en, decision.decided_on) == ("", None)


def test_a_constraint_without_who_could_change_it_is_told_so_at_the_field() -> None:
    decision = draft_decision()
    typed = {"kind": "legal", "hardness": "negotiable", **both("text")}
    status, shown = send(signed_in(convener(decision.group)), typed, "constraint_new", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'href="#id_changeable_by_cy"' in shown
    assert not decision.constraints.exists()


def test_a_body_that_is_not_in_the_register_is_refused() -> None:
    decision = draft_decision()
    typed = {"organisation": "no-such-body", "kind": "objection", **both("text")}
    status, shown = send(signed_in(convener(decision.group)), typed, "dissent_new", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "no-such-body" in shown


def test_two_who_write_at_once_see_both_texts_and_the_second_resolves_it() -> None:
    decision = draft_decision()
    first, second = signed_in(convener(decision.group)), signed_in(person("local@example.wales"))
    opened = decision.latest_history_id()
    theirs = all_texts(reasons_en="Their words", based_on=opened)
    assert send(first, theirs, "decision_edit", decision.uuid)[0] == HTTPStatus.FOUND
    ours = all_texts(reasons_en="Our words", based_on=opened)
    status, shown = send(second, ours, "decision_edit", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Somebody changed this while you were writing" in shown
    assert "Their" in shown
    assert "Our words</textarea>" in shown
    newest = Decision.objects.get().latest_history_id()
    assert f'name="based_on" value="{newest}"' in shown
    assert send(second, ours | {"based_on": newest}, "decision_edit", decision.uuid)[0] == HTTPStatus.FOUND
    assert Decision.objects.get().reasons_en == "Our words"


def test_removing_is_confirmed_with_a_reason() -> None:
    decision = complete(draft_decision())
    client = signed_in(convener(decision.group))
    part = decision.options.last()
    assert "Remove this option?" in read(client, "option_remove", decision.uuid, part.uuid)
    assert decision.options.count() == 2
    assert (
        send(client, {"reason": " "}, "option_remove", decision.uuid, part.uuid)[0] == HTTPStatus.UNPROCESSABLE_ENTITY
    )
    status, shown = send(client, {"reason": "Out of scope"}, "option_remove", decision.uuid, part.uuid)
    assert status == HTTPStatus.FOUND
    assert decision.options.count() == 1
    assert "Out of scope" in read(client, "decision_history", decision.uuid)
    read(client, "option_remove", decision.uuid, part.uuid, status=HTTPStatus.NOT_FOUND)


def test_a_frozen_decision_says_so_and_offers_no_change() -> None:
    decision = move_to(complete(draft_decision()), DecisionState.PROPOSED)
    client = signed_in(convener(decision.group))
    shown = read(client, "decision", decision.uuid)
    assert "The text is frozen because it is proposed" in shown
    assert page("decision_edit", decision.uuid) not in shown
    assert page("option_new", decision.uuid) not in shown
    assert page("dissent_new", decision.uuid) in shown
    assert "frozen" in read(client, "decision_edit", decision.uuid, status=HTTPStatus.FORBIDDEN)


def test_words_typed_while_it_was_frozen_are_kept() -> None:
    decision = complete(draft_decision())
    client = signed_in(convener(decision.group))
    read(client, "decision_edit", decision.uuid)
    move_to(decision, DecisionState.PROPOSED)
    status, _shown = send(client, all_texts(reasons_en="Too late"), "decision_edit", decision.uuid)
    assert status == HTTPStatus.FORBIDDEN
    decision.refresh_from_db()
    assert decision.reasons_en == "reasons in English"


def test_a_gate_that_is_shut_says_everything_it_needs() -> None:
    decision = move_to(factories.proposal(draft_decision()), DecisionState.PROPOSED)
    client = signed_in(convener(decision.group))
    status, shown = send(client, {"action": "decide", "reason": "Now"}, "decision_state", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    for words in ("No option is chosen", "No trade-off is recorded", "There is no review date", "Now</textarea>"):
        assert words in shown


def test_the_history_names_no_one_for_unnamed_dissent() -> None:
    decision = draft_decision()
    member = person("local@example.wales", last_name="Unmistakable")
    unnamed = {"kind": "objection", **both("text", "Whispered")}
    assert send(signed_in(member), unnamed, "dissent_new", decision.uuid)[0] == HTTPStatus.FOUND
    shown = read(signed_in(convener(decision.group)), "decision_history", decision.uuid)
    assert "Whispered" in shown
    assert "Unmistakable" not in shown
    assert "Unnamed" in shown


def test_what_somebody_may_not_do_is_not_offered_and_is_refused() -> None:
    decision = complete(draft_decision())
    citizen = factories.join(decision.group, "citizen@example.wales", LOCAL, MembershipRole.CITIZEN_MEMBER).user
    client = signed_in(citizen)
    shown = read(client, "decision", decision.uuid)
    for name in ("decision_edit", "option_new", "dissent_new", "decision_state"):
        assert page(name, decision.uuid) not in shown
        read(client, name, decision.uuid, status=HTTPStatus.FORBIDDEN)
    part = decision.options.first()
    for name in ("option_edit", "option_remove"):
        assert page(name, decision.uuid, part.uuid) not in shown
        read(client, name, decision.uuid, part.uuid, status=HTTPStatus.FORBIDDEN)


ADDRESSES = ("decision", "decision_edit", "decision_state", "decision_history", "option_new", "dissent_new")


@pytest.mark.parametrize("who", ["outsider", "former", "publisher"])
def test_hidden_and_absent_are_the_same_page(who: str) -> None:
    decision = complete(draft_decision())
    if who == "former":
        user = person("local@example.wales")
        membership = decision.group.memberships.get(user=user)
        memberships.end_membership(membership=membership, by=convener(decision.group), reason="test")
    else:
        user = person(f"{who}@example.wales", *([PlatformRole.PUBLISHER] if who == "publisher" else []))
    client = signed_in(user)
    for name in ADDRESSES:
        hidden = client.get(page(name, decision.uuid))
        absent = client.get(page(name, uuid.uuid4()))
        assert hidden.status_code == absent.status_code == HTTPStatus.NOT_FOUND
        assert "title in English" not in hidden.content.decode()


def test_a_part_is_found_only_below_its_own_decision() -> None:
    decision = complete(draft_decision())
    other = draft_decision(decision.group)
    client = signed_in(convener(decision.group))
    read(client, "option_edit", other.uuid, decision.options.first().uuid, status=HTTPStatus.NOT_FOUND)
    read(client, "trade_off_edit", decision.uuid, decision.options.first().uuid, status=HTTPStatus.NOT_FOUND)


def test_every_page_speaks_welsh_too_and_is_never_stored() -> None:
    decision = complete(draft_decision())
    client = signed_in(convener(decision.group))
    for name in ADDRESSES:
        response = client.get(page(name, decision.uuid, language="cy"))
        assert response.status_code == HTTPStatus.OK
        assert 'lang="cy"' in response.content.decode()
        assert "no-store" in response["Cache-Control"]


def test_the_panel_of_a_group_shows_its_decisions_and_starts_one() -> None:
    decision = draft_decision()
    group: TaskGroup = decision.group
    shown = read(signed_in(convener(group)), "group", group.uuid)
    assert page("decision", decision.uuid) in shown
    assert page("decision_new", group.uuid) in shown
    observer = factories.join(group, "observer@example.wales", LOCAL, MembershipRole.OBSERVER).user
    assert page("decision_new", group.uuid) not in read(signed_in(observer), "group", group.uuid)


def test_a_reason_is_asked_once_it_is_decided() -> None:
    decision = factories.decided()
    client = signed_in(convener(decision.group))
    dates = date_parts("decided_on", decision.decided_on) | date_parts("review_on", decision.review_on)
    texts = all_texts(**dates, **both("short_notice"), cost_en="Two pounds")
    status, shown = send(client, texts, "decision_edit", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Choose what kind of correction this is." in shown
    assert "Enter why this is corrected, in Welsh and in English." in shown
    why = {"correction": "fact", **both("correction_reason", "A wrong sum")}
    status, shown = send(client, texts | why, "decision_edit", decision.uuid)
    assert status == HTTPStatus.FOUND, shown
    correction = Decision.objects.get().corrections.get()
    assert (correction.after_en, correction.reason_en) == ("Two pounds", "A wrong sum in English")
