"""What a decision rests on and who took part in it, from the form to the public page."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from decisions_log.models import Decision
from decisions_log.services.correction import correct
from publication.published.addresses import record_address
from publication.published.comparison import differences
from tests import factories
from tests.decisions.test_pages import date_parts, read, send, signed_in
from tests.factories import both

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision() -> Decision:
    return factories.draft_decision()


@pytest.fixture
def client(decision: Decision) -> Client:
    return signed_in(factories.convener(decision.group))


def test_each_is_added_by_its_form_and_read_on_the_page(decision: Decision, client: Client) -> None:
    today = timezone.localdate()
    texts = {key: text for name in ("how", "said", "changed") for key, text in both(name, f"We {name}").items()}
    forms: dict[str, dict[str, object]] = {
        "evidence": {"kind": "research", "confidence": "low", "link": "example.wales/a", **both("title", "Survey")},
        "consultation": {**date_parts("starts_on", today), **date_parts("ends_on", today), **both("who"), **texts},
        "agreement": {"level": "majority", "votes_for": 3, "votes_against": 0, "abstentions": 0},
        "declared_interest": {
            "organisation": factories.LOCAL,
            "role": "member",
            "handling": "left",
            **both("what", "A post"),
        },
    }
    for name, filled in forms.items():
        assert send(client, filled, f"{name}_new", decision.uuid)[0] == HTTPStatus.FOUND, name
    shown = read(client, "decision", decision.uuid)
    for words in ("https://example.wales/a", "We changed in English", "Votes against: 0", "Left the meeting"):
        assert words in shown


@pytest.mark.parametrize(
    ("name", "filled"),
    [
        ("evidence", {"kind": "research", "confidence": "low", "link": "javascript:alert(1)", **both("title")}),
        ("agreement", {"level": "majority", "votes_for": 3}),
        ("agreement", {"level": "unanimous", "votes_for": 3, "votes_against": 1, "abstentions": 0}),
        (
            "declared_interest",
            {"organisation": factories.LOCAL, "role": "member", "handling": "waiting", **both("what")},
        ),
    ],
)
def test_what_cannot_be_is_refused_and_kept_on_the_page(
    decision: Decision, client: Client, name: str, filled: dict[str, object]
) -> None:
    status, shown = send(client, filled, f"{name}_new", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "govuk-error-summary" in shown
    assert not any(rows.exists() for rows in (decision.evidence, decision.agreements, decision.interests))


def test_a_decision_has_one_level_of_agreement(decision: Decision, client: Client) -> None:
    assert send(client, {"level": "consensus"}, "agreement_new", decision.uuid)[0] == HTTPStatus.FOUND
    status, shown = send(client, {"level": "majority"}, "agreement_new", decision.uuid)
    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "recorded already" in shown


def test_the_public_reads_them_without_a_name_and_what_changed() -> None:
    factories.person("convener@example.wales", last_name="Unmistakable")
    version = factories.published_decision()
    decision = Decision.objects.get(uuid=version.record.uuid)
    public = Client().get(record_address(version.record, language="en")).content.decode()
    for words in ("Survey in English", "What changed because of it", "Votes for: 2", "Interest in English"):
        assert words in public
    convener = factories.convener(decision.group)
    assert convener.email not in public
    assert "Unmistakable" not in public
    counted = {"level": "no_agreement", "votes_for": 1, "votes_against": 1}
    correct(record=decision.agreements.get(), by=convener, values=counted, kind="fact", **both("reason", "Recounted"))
    second = factories.publish(decision, change_note_en="Counted again.", change_note_cy="Cyfrifwyd eto.")
    changed = [item for item in differences("decision", version.content, second.content) if item.changed]
    assert "Recounted in English" in {item.new for item in changed}, "the corrections are new, with their reason"
    assert [(item.old, item.new) for item in changed if item.old] == [
        ("Majority", "No agreement"),
        ("2", "1"),
        ("0", "1"),
    ]
