"""A draft that starts from the words of an earlier decision, and what a record still needs, part by part."""

import uuid
from http import HTTPStatus

import pytest

from core.transitions import Refused
from decisions_log.models import Decision
from decisions_log.services import decision as decisions
from decisions_log.services.correction import correct
from decisions_log.services.earlier import start_from
from people.models import User
from taskgroups.models import TaskGroup
from tests import factories
from tests.decisions.test_pages import page, read, signed_in
from tests.factories import both

pytestmark = pytest.mark.django_db


def _group_of_a_stranger() -> tuple[TaskGroup, User]:
    """A group of another mission, and a member who is in no other."""
    of = factories.agreed_group(of=factories.active_mission(factories.person("other-lead@example.wales")))
    return of, factories.join(of, "stranger@example.wales", factories.LOCAL).user


def started_from(source: Decision, of: TaskGroup) -> Decision:
    """A decision that the convener of the group starts on the page, with the words of `source`."""
    client = signed_in(factories.convener(of))
    address = f"{page('decision_new', of.uuid)}?earlier={source.uuid}"
    assert "title in English" in client.get(address).content.decode()
    assert client.post(address, {**both("title", "Again"), **both("question")}).status_code == HTTPStatus.FOUND
    return Decision.objects.latest("pk")


def test_the_words_come_over_and_nothing_that_was_decided_does() -> None:
    source = factories.complete(factories.draft_decision())
    made = started_from(source, source.group)
    assert [str(option) for option in made.options.all()] == [str(option) for option in source.options.all()]
    assert not made.options.filter(chosen=True).exists()
    assert {(row.dimension, row.gain_cy) for row in made.trade_offs.all()} == {
        ("prevention_response", "gain yn Gymraeg")
    }
    assert made.constraints.get().text_en == "Money in English"
    assert made.evidence.get().title_en == "Survey in English"
    left_behind = (made.dissents, made.agreements, made.interests, made.consultations)
    assert not any(rows.exists() for rows in left_behind)
    assert (made.reasons_en, made.decided_on, made.legal_note) == ("", None, "")
    shown = read(signed_in(factories.convener(source.group)), "decision", made.uuid)
    assert shown.count("The same words stand in another decision") == made.impacts.count() == 4


def test_a_stranger_starts_from_what_is_published_and_from_nothing_else() -> None:
    private = factories.complete(factories.draft_decision())
    elsewhere, stranger = _group_of_a_stranger()
    client = signed_in(stranger)
    assert str(private.uuid) not in read(client, "decision_new", elsewhere.uuid)
    texts = {**both("title"), **both("question")}
    for unknown in (private.uuid, uuid.uuid4(), "nonsense"):
        address = f"{page('decision_new', elsewhere.uuid)}?earlier={unknown}"
        assert client.post(address, texts).status_code == HTTPStatus.NOT_FOUND
    with pytest.raises(Refused):
        start_from(source=private.uuid, group=elsewhere, by=stranger, reason="test", **texts)
    assert Decision.objects.count() == 1


def test_later_words_of_a_published_decision_stay_with_its_group() -> None:
    source = Decision.objects.get(uuid=factories.published_decision().record.uuid)
    correct(
        record=source.options.first(),
        by=factories.convener(source.group),
        values={"summary_en": "Not published yet"},
        kind="translation",
        **both("reason"),
    )
    elsewhere, stranger = _group_of_a_stranger()
    texts = {**both("title"), **both("question")}
    made = start_from(source=source.uuid, group=elsewhere, by=stranger, reason="test", **texts)
    assert made.options.first().summary_en == "summary in English"


def test_the_contents_say_what_each_part_still_needs_and_where() -> None:
    decision = factories.draft_decision()
    client = signed_in(factories.convener(decision.group))
    shown = read(client, "decision", decision.uuid)
    assert "Still needed: 4" in shown
    for name in ("trade_off_new", "constraint_new", "option_new"):
        assert f'href="{page(name, decision.uuid)}">' in shown
    factories.complete(decision)
    shown = read(client, "decision", decision.uuid)
    assert "Still needed" not in shown
    assert "Complete" in shown


@pytest.mark.parametrize("kind", ["minister", "cabinet"])
def test_where_responsibility_is_collective_no_dissent_is_recorded_or_published(kind: str) -> None:
    decision = factories.complete(factories.draft_decision())
    assert decision.dissents.exists()
    by = factories.convener(decision.group)
    decision = decisions.revise(decision=decision, by=by, reason="test", decision_maker_kind=kind)
    client = signed_in(by)
    assert "Collective responsibility" in read(client, "dissent_new", decision.uuid, status=HTTPStatus.FORBIDDEN)
    assert page("dissent_new", decision.uuid) not in read(client, "decision", decision.uuid)
    factories.publish(decision.group.mission)
    factories.publish(decision.group.position)
    version = factories.publish(factories.move_to(decision, "decided"))
    assert "dissents" not in version.content
    assert "Dissent in English" not in str(version.content)
    public = client.get(f"/en/decisions/{version.record.slug_en}/").content.decode()
    assert "dissent is not published" in public
