"""The whole story, by clicking, as each person in turn: from a convened group to a decision that bodies review."""

from pathlib import Path

from tests.journeys.conftest import Somebody
from tests.journeys.product import Product
from tests.journeys.story import (
    adopting,
    convening,
    deciding,
    drafting,
    publishing,
    reading,
    refusing,
    removing,
    reporting,
    reviewing,
    texts,
)
from tests.journeys.visitor import Visitor

LANGUAGES = {"convener": "cy", "local": "en", "regional": "cy", "national": "en", "thirdsector": "en"}


def test_from_a_convened_group_to_a_decision_that_anyone_can_check(
    product: Product, member: Somebody, visitor: Somebody, tmp_path: Path
) -> None:
    convening.convene(member("lead", "cy"))
    people = {name: member(name, language) for name, language in LANGUAGES.items()}
    publisher, reader = member("publisher", "cy"), visitor("en")

    _write_the_position(people)
    _publish_the_position(people["convener"], publisher)
    reference = _decide_and_publish(people["convener"], publisher)
    adopting.adopt(people, publisher)
    _correct_and_publish(people["convener"], publisher)
    adopting.answer_again(people, publisher, reader)
    removing.withhold_cost(people["convener"], member("redaction", "cy"))
    reviewing.review(people["convener"], publisher)

    reporting.write_update(member("comms", "cy"))
    reporting.approve_update(publisher, reader)

    for public in (reader, visitor("cy")):
        reading.read_decision(public, reference)
        adopting.read(public)
        removing.read(public)
        reviewing.read(public)
        reading.compare_versions(public)
        reading.check_record(public)
        reading.read_update(public)
        reading.has_no_cookies(public)

    group = refusing.group_address(people["local"])
    refusing.not_found_alike([member("outsider", "en"), people["thirdsector"]], group)
    refusing.reads_but_cannot_change(member("auditor", "en"))
    _the_log_verifies(product, tmp_path)
    uuid = group.rstrip("/").rpartition("/")[2]
    assert texts.GROUP["en"] not in product.letter_to("local@example.wales", f"/{uuid}/")


def _write_the_position(people: dict[str, Visitor]) -> None:
    convener = people["convener"]
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


def _publish_the_position(convener: Visitor, publisher: Visitor) -> None:
    drafting.open_position(convener)
    publishing.request(convener)
    publishing.approve(publisher, "position", [texts.PROBLEM, texts.EVIDENCE_TOGETHER, texts.RESERVATION])
    deciding.move_on(convener)


def _decide_and_publish(convener: Visitor, publisher: Visitor) -> str:
    deciding.start(convener)
    reference = deciding.decide(convener)
    publishing.request(convener)
    publishing.approve(publisher, "decision", [texts.DECISION, texts.REASONS, texts.DISSENT])
    return reference


def _correct_and_publish(convener: Visitor, publisher: Visitor) -> None:
    deciding.correct(convener)
    publishing.request(convener, texts.CHANGE_NOTE)
    publishing.approve(publisher, "correction", [texts.CORRECTED_REASONS, texts.CHANGE_NOTE])


def _the_log_verifies(product: Product, place: Path) -> None:
    """The served log, and an export of it, recomputed from their entries."""
    product.manage("verify_log")
    product.manage("verify_log", "--url", f"{product.url}/log/")
    product.manage("export_log", str(place / "export"))
    product.manage("verify_log", "--dir", str(place / "export"))
