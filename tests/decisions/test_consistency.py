"""What the parts of a record must not say against each other, as a table over every rule."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from decisions_log.consistency import RULES, contradictions_in, voters
from decisions_log.models import Decision, DeclaredInterest, Dissent
from decisions_log.services import decision as decisions
from tests import factories

pytestmark = pytest.mark.django_db


def plain() -> Decision:
    """A complete draft of a group of three, without dissent and without an interest: three people may vote."""
    decision = factories.complete(factories.draft_decision())
    by = factories.convener(decision.group)
    for part in (*decision.dissents.all(), *decision.interests.all()):
        decisions.remove_part(part=part, by=by, reason="test")
    return decision


def agreement(decision: Decision, level: str, votes: tuple[Any, Any, Any] = ("", "", "")) -> tuple[int, str]:
    """Send the form of the level of agreement: the status, and what the page says."""
    client = Client()
    client.force_login(factories.convener(decision.group))
    with override("en"):
        address = reverse("workspace:agreement_edit", args=[decision.uuid, decision.agreements.get().uuid])
    names = ("votes_for", "votes_against", "abstentions")
    response = client.post(address, {"level": level, **dict(zip(names, votes, strict=True))})
    return response.status_code, response.content.decode()


def dissent(kind: str) -> Callable[[Decision], None]:
    def record(decision: Decision) -> None:
        part = Dissent(decision=decision, organisation=factories.body(), kind=kind, **factories.both("text"))
        decisions.save_part(part=part, by=factories.convener(decision.group), reason="test")

    return record


def interest(decision: Decision) -> None:
    part = DeclaredInterest(
        decision=decision, organisation=factories.body(), role="member", handling="left", **factories.both("what")
    )
    decisions.save_part(part=part, by=factories.convener(decision.group), reason="test")


def nothing(decision: Decision) -> None:
    pass


@pytest.mark.parametrize(
    ("level", "votes", "first", "problem"),
    [
        ("majority", (2, 1, 0), nothing, ""),
        ("majority", (3, 9, 0), nothing, "A majority needs more votes for than against"),
        ("majority", (1, 1, 1), nothing, "A majority needs more votes for than against"),
        ("majority", (2, 2, 0), nothing, "4 votes are counted, and 3 people could vote"),
        ("majority", (2, 1, 0), interest, "3 votes are counted, and 2 people could vote"),
        ("majority", (-1, 0, 0), nothing, "greater than or equal to 0"),
        ("majority", (2, "", 0), nothing, "Give all three counts"),
        ("majority", (0, 0, 0), nothing, "Nobody voted"),
        ("unanimous", (3, 0, 0), nothing, ""),
        ("unanimous", ("", "", ""), nothing, ""),
        ("unanimous", (2, 1, 0), nothing, "It was not unanimous"),
        ("unanimous", (2, 0, 1), nothing, "It was not unanimous"),
        ("unanimous", (3, 0, 0), dissent("reservation"), "Dissent is recorded, so it was not unanimous"),
        ("consensus", ("", "", ""), dissent("reservation"), ""),
        ("consensus", ("", "", ""), dissent("objection"), "Somebody objected, so it was not consensus"),
        ("consensus", (2, 1, 0), nothing, "Somebody objected, so it was not consensus"),
        ("no_agreement", (1, 2, 0), nothing, ""),
        ("no_agreement", (2, 1, 0), nothing, "there was a majority"),
    ],
)
def test_votes_agree_with_the_level(
    level: str, votes: tuple[Any, Any, Any], first: Callable[[Decision], None], problem: str
) -> None:
    decision = plain()
    assert voters(decision) == 3
    first(decision)
    status, shown = agreement(decision, level, votes)
    assert (status, problem in shown) == (HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.FOUND, True)


def test_an_organisation_can_always_dissent_and_the_level_of_agreement_has_to_follow() -> None:
    decision = plain()
    assert agreement(decision, "unanimous")[0] == HTTPStatus.FOUND
    decision = factories.move_to(decision, "proposed")
    dissent("objection")(decision)
    said = [str(found.message) for found in contradictions_in(decision)]
    assert said == ["Dissent is recorded, so it was not unanimous. Choose another level of agreement."]
    status, shown = agreement(decision, "majority", (2, 1, 0))
    assert status == HTTPStatus.FOUND, "the convener may correct it while the text is frozen"
    assert contradictions_in(decision) == []


def test_agreement_to_another_text_does_not_count() -> None:
    decision = plain()
    assert contradictions_in(decision) == []
    by = factories.convener(decision.group)
    decision = decisions.revise(decision=decision, by=by, reason="test", **factories.both("decision", "Something else"))
    assert [str(found.message) for found in contradictions_in(decision)] == [
        "The text has changed since the level of agreement was recorded. Check it and save it again."
    ]
    assert agreement(decision, "majority", (2, 0, 1))[0] == HTTPStatus.FOUND
    assert contradictions_in(decision) == []


def outsider_dissents(decision: Decision) -> None:
    part = Dissent(decision=decision, organisation=factories.body("llais"), kind="objection", **factories.both("text"))
    decisions.save_part(part=part, by=factories.convener(decision.group), reason="test")


def outsider_declares(decision: Decision) -> None:
    part = DeclaredInterest(
        decision=decision,
        organisation=factories.body("llais"),
        role="member",
        handling="left",
        **factories.both("what"),
    )
    decisions.save_part(part=part, by=factories.convener(decision.group), reason="test")


def another_role(decision: Decision) -> None:
    part = DeclaredInterest(
        decision=decision, organisation=factories.body(), role="observer", handling="left", **factories.both("what")
    )
    decisions.save_part(part=part, by=factories.convener(decision.group), reason="test")


def same_title(decision: Decision) -> None:
    option = decision.options.last()
    option.title_en = "do it IN English"
    decisions.save_part(part=option, by=factories.convener(decision.group), reason="test")


def chosen_with_why_not(decision: Decision) -> None:
    option = decision.options.get(chosen=True)
    option.why_not_en = option.why_not_cy = "Too dear"
    decisions.save_part(part=option, by=factories.convener(decision.group), reason="test")


def consultation_to_come(decision: Decision) -> None:
    part = decision.consultations.get()
    part.starts_on = part.ends_on = timezone.localdate() + timedelta(days=1)
    decisions.save_part(part=part, by=factories.convener(decision.group), reason="test")


@pytest.mark.parametrize(
    ("act", "field", "problem"),
    [
        (outsider_dissents, "organisation", "not in the group"),
        (outsider_declares, "organisation", "not in the group"),
        (another_role, "role", "nobody with this role"),
        (same_title, "title_en", "Two options have this title"),
        (chosen_with_why_not, "why_not_cy", "is chosen, and says why it was not"),
        (consultation_to_come, "starts_on", "has not begun"),
    ],
)
def test_a_part_that_contradicts_the_record_is_refused_at_its_field(
    act: Callable[[Decision], None], field: str, problem: str
) -> None:
    decision = plain()
    with pytest.raises(ValidationError) as error:
        act(decision)
    assert problem in error.value.message_dict[field][0]


def test_every_rule_has_its_own_name() -> None:
    assert len({check.__name__ for check in RULES}) == len(RULES)
