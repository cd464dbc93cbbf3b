"""The time line of a mission: what was published of it, its groups and their bodies, and nothing of what was not."""

import pytest
from django.test import Client

from decisions_log.adoption.services import record_adoption
from decisions_log.models import AdoptionOutcome
from publication.published import pages
from tests import factories
from tests.public.story import corrected

NOTE = {"change_note_en": "More time.", "change_note_cy": "Rhagor o amser."}


@pytest.mark.django_db
def test_what_happened_across_groups_and_bodies(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    group = factories.agreed_group()
    mission = group.mission
    factories.publish(mission)
    factories.publish(group)
    decision = factories.decided(group)
    first = factories.publish(decision)
    record_adoption(
        decision=decision,
        by=factories.member(group),
        outcome=AdoptionOutcome.ADOPTED,
        decided_on=decision.decided_on,
    )
    factories.publish(decision.adoption_set)
    corrected(first)
    factories.publish(factories.reviewed(decision))
    factories.publish(factories.extend(group), **NOTE)
    other = factories.group(of=mission)
    factories.publish(other)
    factories.published_mission()  # of another mission
    factories.requested(factories.decided(group, **factories.both("title", "KANARI")))

    address = f"/en/missions/{mission.slug_en}/timeline/"
    response = client.get(address)
    told = [(event.version.record.kind, event.happened) for event in response.context["events"]]
    assert told == [
        ("task_group", "Published"),
        ("task_group", "New version"),
        ("review", "Published"),
        ("decision", "New version"),
        ("adoption_set", "Published"),
        ("decision", "Published"),
        ("task_group", "Published"),
        ("mission", "Published"),
    ]
    shown = response.content.decode()
    assert "KANARI" not in shown
    assert "The cost was wrong &amp; is mended." in shown
    assert "More time, until" in shown
    assert "Pembrokeshire County Council: Adopted" in shown
    assert "State: Recommended" in shown
    assert "Was it achieved? Partly achieved" in shown
    assert "The review proposes: Confirm the decision" in shown
    assert "Position agreed, from" in shown

    def found(query: str) -> list[str]:
        return [event.version.record.kind for event in client.get(f"{address}?{query}").context["events"]]

    assert found("kind=decision") == ["decision", "decision"]
    assert found(f"kind=adoption_set&body={factories.NATIONAL}") == ["adoption_set"]
    factories.join(other, "powys@example.wales", "powys-council")
    factories.publish(other, **NOTE)
    assert found("body=powys-council") == ["task_group", "task_group"]
    assert "There is a problem" in client.get(f"{address}?kind=nonsense").content.decode()
    welsh = client.get(f"/cy/cenadaethau/{mission.slug_cy}/llinell-amser/").content.decode()
    assert "Llinell amser" in welsh
    assert "Mabwysiadwyd" in welsh
    monkeypatch.setattr(pages, "PER_PAGE", 3)
    assert found("page=3") == ["decision", "task_group", "mission"]
    assert address in client.get(f"/en/missions/{mission.slug_en}/").content.decode()
    assert client.get("/en/missions/none/timeline/").status_code == 404
