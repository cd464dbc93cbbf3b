"""A mission says how people will see whether it works, before it is active, and everyone can read it."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.transitions import Refused
from missions.models import Accountability, Measure, Mission
from missions.services import mission as services
from people.services.accounts import appoint, system_user
from public.open_data import addresses
from publication import requests
from publication.published.addresses import record_address
from tests.factories import LOCAL, NATIONAL, active_mission, body, both, measure, publish, ready_mission

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def client_of(made: Mission) -> Client:
    client = Client()
    client.force_login(made.lead)
    return client


def typed(**changes: Any) -> dict[str, Any]:
    """A measure as it is typed, in three short inputs for each date."""
    due = timezone.localdate() + 600 * DAY
    form = {
        "kind": "experience",
        **both("text", "Did you feel safe?"),
        **both("unit", "Out of 100"),
        **both("target", "90"),
    }
    form |= {"due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year}
    form |= {f"baseline_due_on_{part}": getattr(timezone.localdate() + DAY, part) for part in ("day", "month", "year")}
    return {**form, **changes}


def add(made: Mission, **changes: Any) -> HttpResponse:
    return client_of(made).post(reverse("workspace:measure_new", args=[made.uuid]), typed(**changes))


MISSING = "No measure says how it was for people."
NO_PROMISE = {f"baseline_due_on_{part}": "" for part in ("day", "month", "year")}


def activated(made: Mission) -> list[str]:
    """Why the mission cannot be made active; nothing when it was."""
    try:
        services.transition(mission=made, action="activate", by=made.lead, reason="test")
    except Refused as refusal:
        return refusal.reasons
    return []


def test_an_outcome_that_nobody_could_measure_does_not_become_active() -> None:
    made = ready_mission()
    for row in made.measures.all():
        services.remove_part(part=row, by=made.lead, reason="test")
    outcome = "No measure says how people will see that the outcome is reached."
    assert activated(made) == [outcome, MISSING]
    page = client_of(made).get(reverse("workspace:mission", args=[made.uuid])).content.decode()
    assert outcome in page
    assert reverse("workspace:measure_new", args=[made.uuid]) in page
    measure(made)
    assert activated(made) == [MISSING]
    assert add(made).status_code == 302
    assert activated(made) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (NO_PROMISE, "Enter where it stands now, in Welsh and English, or the day by which it will be measured."),
        ({**NO_PROMISE, "baseline_en": "6 days"}, "Enter where it stands now"),
        ({**both("baseline", "6 days")}, "Enter where it stands now"),  # a figure and a promise of one
        ({"baseline_due_on_year": "2020"}, "Enter a day to come"),
        ({"unit_en": ""}, "Fill in this field."),
        ({"target_cy": ""}, "Fill in this field."),
        ({"due_on_day": "", "due_on_month": "", "due_on_year": ""}, "Enter a day, a month and a year."),
        ({"kind": "vibes"}, "vibes"),
    ],
)
def test_a_measure_that_says_too_little_is_explained_and_kept(changes: dict[str, Any], says: str) -> None:
    made = ready_mission()
    before = made.measures.count()
    response = add(made, **changes)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert "Did you feel safe? in English" in response.content.decode()
    assert made.measures.count() == before


def test_measures_the_evaluation_plan_and_the_leads_office_are_public_in_every_form() -> None:
    made = ready_mission()
    appoint(
        user=made.lead,
        organisation=body(NATIONAL),
        starts_on=timezone.localdate(),
        by=system_user(),
        reason="test",
        **both("title", "Director of care"),
    )
    first = made.measures.get(kind="performance")
    services.revise_part(part=first, by=made.lead, reason="test", baseline_due_on=None, **both("baseline", "6 days"))
    services.transition(mission=made, action="activate", by=made.lead, reason="test")
    version = publish(made)
    said = {
        "en": ("6 days in English", "questions in English", "methods in English", "independence in English"),
        "cy": ("6 days yn Gymraeg", "questions yn Gymraeg", "methods yn Gymraeg", "independence yn Gymraeg"),
    }
    office = {"en": "Director of care in English", "cy": "Director of care yn Gymraeg"}
    data = Client().get(addresses.version_data(version, "json")).content.decode()
    table = Client().get(addresses.version_data(version, "csv"))
    values = {row["value"] for row in csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))}
    for language, words in said.items():
        with override(language):
            page = Client().get(record_address(version.record)).content.decode()
        for text in (*words, office[language]):
            assert text in page
            assert text in data
            assert text in values
    assert made.lead.email not in data
    assert str(made.lead) not in data


def test_a_mission_from_before_shows_what_it_has_and_says_what_is_missing_at_its_next_publication() -> None:
    made = active_mission()
    publish(made)
    for row in made.measures.all():
        services.remove_part(part=row, by=made.lead, reason="test")
    page = client_of(made).get(reverse("workspace:mission", args=[made.uuid])).content.decode()
    assert "No measure has been entered yet." in page
    with pytest.raises(Refused) as refusal:
        requests.request_publication(record=made, by=made.lead, **both("change_note"))
    assert MISSING in refusal.value.reasons


def test_a_wrong_accountable_body_is_corrected_and_removed_and_the_public_reads_it_in_a_new_version() -> None:
    made = active_mission()
    first = publish(made)
    client, row = client_of(made), made.accountabilities.get(organisation__slug=LOCAL)
    edit = reverse("workspace:accountable_edit", args=[made.uuid, row.uuid])
    wrong = {"organisation": NATIONAL, "share_cy": "Gofal", "share_en": "Care"}
    assert "This body answers for the mission already." in client.post(edit, wrong).content.decode()
    right = {"organisation": body("powys-council").slug, "share_cy": "Gofal", "share_en": "Care"}
    stale = client.post(edit, {**right, "based_on": "0"})
    assert (stale.status_code, "Somebody changed this" in stale.content.decode()) == (422, True)
    assert client.post(edit, {**right, "based_on": row.latest_history_id()}).status_code == 302
    remove = reverse("workspace:accountable_remove", args=[made.uuid, made.accountabilities.last().uuid])
    assert client.post(remove, {"reason": ""}).status_code == 422
    assert client.post(remove, {"reason": "It never agreed."}).status_code == 302
    assert client.post(remove, {"reason": "Twice."}).status_code == 404
    assert Accountability.history.filter(history_change_reason="It never agreed.", history_type="-").exists()
    services.hold_accountable(mission=made, organisation=body(NATIONAL), by=made.lead, reason="test", **both("share"))
    second = publish(made, **both("change_note"))
    slugs = [[row["organisation"]["slug"] for row in version.content["accountable"]] for version in (first, second)]
    assert LOCAL in slugs[0]
    assert "powys-council" in slugs[1]
    assert LOCAL not in slugs[1]


def test_a_measure_is_corrected_and_removed() -> None:
    made = ready_mission()
    row = made.measures.get(kind="experience")
    client = client_of(made)
    edit = reverse("workspace:measure_edit", args=[made.uuid, row.uuid])
    assert client.post(edit, typed(**both("text", "Another question"))).status_code == 302
    row.refresh_from_db()
    assert row.text_en == "Another question in English"
    remove = reverse("workspace:measure_remove", args=[made.uuid, row.uuid])
    assert client.post(remove, {"reason": "Entered twice."}).status_code == 302
    assert not Measure.objects.filter(pk=row.pk).exists()
