"""Filters and pages of the list of decisions, and the cost of every list."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.dates import WALES
from public.views import log_pages
from publication.published import pages
from publication.published.models import PublishedVersion
from tests import factories
from tests.public.story import corrected


@pytest.fixture
def two(db: None) -> list[PublishedVersion]:
    """Two decisions of two missions, one of them sponsored by another body."""
    made = []
    for sponsor in ("welsh-government", "public-health-wales"):
        group = factories.agreed_group(of=factories.active_mission(sponsor=factories.body(sponsor)))
        factories.publish(group.mission)
        made.append(factories.publish(factories.decided(group)))
    return made


def found(client: Client, query: str) -> list[str]:
    """References of the decisions that a query finds, in order."""
    page = client.get(f"/en/decisions/?{query}").context["rows"]
    return [reviewing.decision.record.slug_en for reviewing, _mission in page]


def test_decisions_are_narrowed_by_what_is_asked(client: Client, two: list[PublishedVersion]) -> None:
    first, second = (version.record.slug_en for version in two)
    year = two[0].content["decided_on"][:4]
    assert found(client, "") == [second, first]
    assert found(client, f"mission={two[0].mission}") == [first]
    assert found(client, "body=public-health-wales") == [second]
    assert found(client, f"body=public-health-wales&mission={two[0].mission}") == []
    assert found(client, "state=decided") == [second, first]
    assert found(client, "dimension=prevention_response") == [second, first]
    assert found(client, "dimension=rural_urban") == []
    assert found(client, f"year={year}&state=decided&dimension=prevention_response&body=hywel-dda-uhb") == [
        second,
        first,
    ]


def test_a_filter_looks_at_the_newest_version_only(client: Client, db: None) -> None:
    with time_machine.travel(datetime.datetime(2025, 12, 31, 9, tzinfo=WALES)):
        group = factories.agreed_group()
        factories.publish(group.mission)
        two = [factories.publish(factories.decided(group)) for _number in range(2)]
    first, second = (version.record.slug_en for version in two)
    with time_machine.travel(datetime.datetime(2026, 1, 2, 9, tzinfo=WALES)):
        assert found(client, "year=2025") == [second, first]
        corrected(two[0], decided_on=datetime.date(2026, 1, 1))
        assert found(client, "year=2026") == [first]
        assert found(client, "year=2025") == [second]


def test_the_page_says_how_many_and_keeps_what_was_chosen(client: Client, two: list[PublishedVersion]) -> None:
    page = client.get("/cy/penderfyniadau/?state=decided").content.decode()
    assert '<option value="decided" selected>' in page
    assert "2</h2>" in page


@pytest.mark.parametrize("query", ["state=nonsense", "year=20x6", "mission=1", "body=nobody", "dimension='--"])
def test_a_choice_that_is_none_is_named_and_finds_nothing(
    client: Client, decision: PublishedVersion, query: str
) -> None:
    assert found(client, "") == [decision.record.slug_en]
    response = client.get(f"/en/decisions/?{query}")
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert response.context["rows"] == []


def test_pages_of_a_list_keep_the_filter(
    client: Client, two: list[PublishedVersion], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PER_PAGE", 1)
    page = client.get("/en/decisions/?state=decided").content.decode()
    assert "?state=decided&amp;page=2" in page
    assert found(client, "state=decided&page=2") == [two[0].record.slug_en]
    assert found(client, "page=99") == [two[0].record.slug_en]
    assert found(client, "page=x") == [two[1].record.slug_en]


def test_welsh_lists_follow_the_welsh_alphabet(client: Client, db: None) -> None:
    for title in ("Llanelli", "Lwc", "Chwarae", "Cyswllt"):
        factories.published_mission(title_cy=title, title_en=title)
    ordered = [version.title.cy for version in client.get("/cy/cenadaethau/").context["missions"]]
    assert ordered == ["Cyswllt", "Chwarae", "Lwc", "Llanelli"]
    ordered = [version.title.en for version in client.get("/en/missions/").context["missions"]]
    assert ordered == ["Chwarae", "Cyswllt", "Llanelli", "Lwc"]


def test_the_open_log_shows_every_signed_entry_newest_first(
    client: Client, two: list[PublishedVersion], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_pages, "PER_PAGE", 3)
    pages = [client.get(f"/en/open-log/?page={number}").context["rows"] for number in (1, 2)]
    assert [[row["entry"].index for row in rows] for rows in pages] == [[3, 2, 1], [0]]
    assert pages[0][0]["href"] == f"/en/decisions/{two[1].record.slug_en}/versions/1/"


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_no_page_asks_more_of_the_database_when_more_is_published(client: Client, db: None) -> None:
    group = factories.agreed_group()
    factories.publish(group.mission)
    factories.publish(group.position)
    decision = factories.publish(factories.decided(group))
    gave_up = factories.abandoned_group(factories.group(of=group.mission))
    item = factories.plan_item(group)
    for published in (group, gave_up, gave_up.closing_report, item):
        factories.publish(published)
    record, mission = decision.record, group.mission
    pages = [
        "/en/missions/",
        f"/en/missions/{mission.slug_en}/",
        f"/en/missions/{mission.slug_en}/timeline/",
        f"/en/missions/{mission.slug_en}/timeline/?kind=decision&body={factories.LOCAL}",
        "/en/decisions/",
        f"/en/decisions/?mission={mission.uuid}&state=decided",
        f"/en/decisions/{record.slug_en}/",
        f"/en/decisions/{record.slug_en}/versions/1/",
        "/en/challenge-positions/",
        f"/en/challenge-positions/{group.position.reference}/",
        "/en/task-groups/",
        f"/en/task-groups/{group.slug_en}/",
        f"/en/task-groups/{gave_up.slug_en}/",
        "/en/closing-reports/",
        f"/en/closing-reports/{gave_up.slug_en}/",
        "/en/forward-plan/",
        "/en/forward-plan.ics",
        f"/en/forward-plan/{item.reference}/",
        "/en/open-log/",
        "/en/open-log/verify/",
        "/sitemap.xml",
    ]
    client.get("/sitemap.xml")  # Django remembers the site from the first time on
    few = {page: queries(client, page) for page in pages}
    corrected(decision)
    for _more in range(3):
        factories.publish(factories.decided(group))
        factories.published_decision()
        more = factories.abandoned_group(factories.group(of=group.mission))
        factories.publish(more)
        factories.publish(more.closing_report)
        factories.publish(factories.plan_item(group))
    factories.join(group, "another@example.wales", "ceredigion-council")
    note = {"change_note_en": "More time.", "change_note_cy": "Rhagor o amser."}
    factories.publish(factories.extend(group), **note)
    assert {page: queries(client, page) for page in pages} == few
