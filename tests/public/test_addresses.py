"""Addresses as people type them, and methods as programs use them."""

import pytest
from django.test import Client

from decisions_log.models import Decision
from publication import tasks
from tests import factories

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/en/",
    "/cy/",
    "/en/decisions/",
    "/cy/penderfyniadau/",
    "/en/missions/",
    "/en/open-log/",
    "/api/v1/",
    "/log/checkpoint",
]


@pytest.fixture
def decision() -> Decision:
    decision = factories.decided()
    factories.publish(decision.group.mission)
    factories.publish(decision)
    tasks.sign_log()
    return decision


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("/en/decisions/{lower}/", "/en/decisions/{ref}/"),
        ("/cy/penderfyniadau/{lower}/", "/cy/penderfyniadau/{ref}/"),
        ("/cy/decisions/{ref}/", "/cy/penderfyniadau/{ref}/"),
        ("/en/penderfyniadau/{ref}/", "/en/decisions/{ref}/"),
        ("/cy/decisions/?state=decided", "/cy/penderfyniadau/?state=decided"),
        ("/en/decisions/{lower}/versions/1/", "/en/decisions/{ref}/versions/1/"),
        ("/en/missions/{mission_cy}/", "/en/missions/{mission_en}/"),
    ],
)
def test_an_address_in_other_capitals_or_words_leads_to_the_right_one(
    client: Client, decision: Decision, typed: str, right: str
) -> None:
    mission = decision.group.mission
    words = {
        "ref": decision.reference,
        "lower": str(decision.reference).lower(),
        "mission_en": mission.slug_en,
        "mission_cy": mission.slug_cy,
    }
    answer = client.get(typed.format(**words))
    assert (answer.status_code, answer["Location"]) == (301, right.format(**words))
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "absent", ["/en/decisions/OPSW-1999-0001/", "/cy/decisions/opsw-1999-0001/x/", "/en/nothing/", "/cy/nothing/"]
)
def test_what_is_absent_is_not_redirected_for_ever(client: Client, decision: Decision, absent: str) -> None:
    answer = client.get(absent, follow=True)
    assert answer.status_code == 404


def test_a_draft_has_no_address_in_any_spelling(client: Client) -> None:
    draft = factories.decided()
    assert client.get(f"/en/decisions/{str(draft.reference).lower()}/").status_code == 404


@pytest.mark.parametrize("query", ["state=rejected", "state=x", "year=1900", "mission=x", "dimension=x", "body=x"])
def test_an_unknown_filter_finds_nothing_and_says_so(client: Client, decision: Decision, query: str) -> None:
    page = client.get(f"/en/decisions/?{query}").content.decode()
    assert decision.reference not in page
    assert decision.reference in client.get("/en/decisions/").content.decode()


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_what_only_reads_answers_405(address: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.generic(method, address, b"a=1", "application/x-www-form-urlencoded").status_code == 405


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/decisions.json", "/log/checkpoint", "/log/vkey"])
def test_pages_of_any_site_may_read_the_open_data(client: Client, decision: Decision, address: str) -> None:
    first = client.get(address)
    answers = [
        first,
        client.options(address),
        client.get(address, headers={"If-None-Match": first.headers.get("ETag", "")}),
    ]
    assert [answer["Access-Control-Allow-Origin"] for answer in answers] == ["*", "*", "*"]
    assert answers[1].status_code == 204


def test_errors_of_the_open_data_are_json_in_both_languages(client: Client) -> None:
    for answer in (client.get("/api/v1/nothing/"), client.post("/api/v1/")):
        assert answer["Content-Type"].startswith("application/json")
        assert set(answer.json()["message"]) == {"cy", "en"}
