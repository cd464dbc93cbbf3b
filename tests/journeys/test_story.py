"""The whole story, by clicking, as each person in turn: from a convened group to a decision that anyone can check."""

from tests.journeys.conftest import Somebody
from tests.journeys.product import Product
from tests.journeys.story import convening, deciding, drafting, publishing, texts


def test_from_a_convened_group_to_a_decision_that_anyone_can_check(
    product: Product, member: Somebody, visitor: Somebody
) -> None:
    languages = {"convener": "cy", "local": "en", "regional": "cy", "national": "en", "thirdsector": "en"}
    convening.convene(member("lead", "cy"))
    people = {name: member(name, language) for name, language in languages.items()}
    convener, publisher = people["convener"], member("publisher", "cy")

    convening.start_defining(convener)
    deciding.refused_before_the_problem(convener)
    convening.open_group(people["thirdsector"])
    convening.end_membership(convener, "Bronwen Skyrme")
    drafting.draft(people)
    drafting.write_at_the_same_time(people["national"], people["local"])
    drafting.sign_off(people["local"])
    drafting.sign_off(people["national"])
    drafting.sign_off_by_keyboard(people["regional"])
    drafting.record_reservation(convener)
    drafting.agree(convener)

    drafting.open_position(convener)
    publishing.request(convener)
    publishing.approve(publisher, "position", [texts.PROBLEM, texts.EVIDENCE_TOGETHER, texts.RESERVATION])
    deciding.move_on(convener)

    deciding.start(convener)
    reference = deciding.decide(convener)
    publishing.request(convener)
    publishing.approve(publisher, "decision", [texts.DECISION, texts.REASONS, texts.DISSENT])
    deciding.correct(convener)
    publishing.request(convener, texts.CHANGE_NOTE)
    publishing.approve(publisher, "correction", [texts.CORRECTED_REASONS, texts.CHANGE_NOTE])
    print(reference)
