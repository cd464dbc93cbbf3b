"""A mission lead sets up a mission in the workspace."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from missions.models import Mission, MissionState
from people.models import PlatformRole
from tests.factories import LOCAL, NATIONAL, active_mission, body, mission, person
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def date_parts(name: str, day: datetime.date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def filled_in(**changes: object) -> dict[str, object]:
    """The form of a mission, filled in well but for `changes`."""
    today = timezone.localdate()
    return {
        "title_cy": "Cartrefi cynnes",
        "title_en": "Warm homes",
        "sponsor": body(NATIONAL).slug,
        "wellbeing_goals": ["healthier"],
        **date_parts("starts_on", today),
        **date_parts("ends_on", today + datetime.timedelta(days=400)),
        **changes,
    }


def test_a_mission_is_proposed_with_an_address_from_its_titles() -> None:
    lead = person(None, PlatformRole.MISSION_LEAD)
    response = signed_in(lead).post(reverse("workspace:mission_new"), filled_in())
    made = Mission.objects.get()
    assert response.headers["Location"] == reverse("workspace:mission", args=[made.uuid])
    assert (made.slug_en, made.slug_cy, made.lead, made.state) == ("warm-homes", "cartrefi-cynnes", lead, "proposed")


def test_missions_are_set_by_mission_leads_and_administrators_alone() -> None:
    client = signed_in(person())
    for response in (
        client.get(reverse("workspace:mission_new")),
        client.post(reverse("workspace:mission_new"), filled_in()),
    ):
        assert response.status_code == 403
        assert "Only a mission lead or an administrator" in response.content.decode()
    assert "Propose a mission" not in client.get(reverse("workspace:missions")).content.decode()
    assert not Mission.objects.exists()


def test_a_title_that_is_taken_still_gives_an_address_of_its_own() -> None:
    client = signed_in(person(None, PlatformRole.MISSION_LEAD))
    for _time in range(2):
        client.post(reverse("workspace:mission_new"), filled_in())
    assert set(Mission.objects.values_list("slug_en", flat=True)) == {"warm-homes", "warm-homes-2"}


def test_an_administrator_proposes_a_mission_for_somebody_else_and_nobody_else_does() -> None:
    lead, administrator = person("lead@example.wales"), person(None, PlatformRole.ADMINISTRATOR)
    refused = signed_in(person(None, PlatformRole.MISSION_LEAD)).post(
        reverse("workspace:mission_new"), filled_in(lead=lead.email)
    )
    assert (refused.status_code, Mission.objects.count()) == (422, 0)
    signed_in(administrator).post(reverse("workspace:mission_new"), filled_in(lead=lead.email))
    assert Mission.objects.get().lead == lead


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sponsor": "ministry-of-nowhere"}, "There is no organisation “ministry-of-nowhere” in the register"),
        ({"ends_on_year": "1999"}, "The mission must end after it starts."),
        ({"ends_on_month": "13"}, "There is no month 13"),
        ({"lead": "nobody@example.wales"}, "Nobody has an account with the address nobody@example.wales"),
        ({"title_en": "x" * 201}, "200"),
    ],
)
def test_bad_input_is_explained_what_was_typed_is_kept_and_nothing_changes(
    changes: dict[str, str], message: str
) -> None:
    page = signed_in(person(None, PlatformRole.MISSION_LEAD)).post(
        reverse("workspace:mission_new"), filled_in(**changes)
    )
    assert page.status_code == 422
    assert message in page.content.decode()
    assert "Cartrefi cynnes" in page.content.decode()
    assert Mission.objects.count() == 0


def test_a_mission_page_says_what_its_next_state_needs_and_links_to_where_it_is_cleared() -> None:
    made = mission(outcome_cy="")
    page = signed_in(made.lead).get(reverse("workspace:mission", args=[made.uuid])).content.decode()
    for reason, place in (
        ("The outcome is not written in both languages.", "mission_edit"),
        ("No local body answers for the mission.", "mission_accountable"),
        ("There is no evaluation plan with a learning partner.", "mission_evaluation"),
    ):
        assert reason in page
        assert reverse(f"workspace:{place}", args=[made.uuid]) in page


def test_a_step_that_is_shut_is_refused_with_every_reason_and_an_open_one_is_taken() -> None:
    shut, ready = mission(), active_mission()
    client = signed_in(ready.lead)
    taken = {"action": "activate", "reason": "We are ready."}
    page = client.post(reverse("workspace:mission_state", args=[shut.uuid]), taken)
    assert page.status_code == 422
    assert page.content.decode().count("No regional body answers for the mission.") > 1  # the summary and the gate
    assert "We are ready." in page.content.decode()
    response = client.post(
        reverse("workspace:mission_state", args=[ready.uuid]), {"action": "pause", "reason": "The winter."}
    )
    assert response.status_code == 302
    shut.refresh_from_db()
    ready.refresh_from_db()
    assert (shut.state, ready.state) == (MissionState.PROPOSED, MissionState.PAUSED)
    assert ready.history.first().history_change_reason == "The winter."


def test_bodies_and_the_evaluation_plan_are_added_and_a_body_only_once() -> None:
    made = mission()
    client = signed_in(made.lead)
    address = reverse("workspace:mission_accountable", args=[made.uuid])
    share = {"organisation": body(LOCAL).slug, "share_cy": "Gofal", "share_en": "Care"}
    assert client.post(address, share).status_code == 302
    again = client.post(address, share)
    assert (again.status_code, made.accountabilities.count()) == (422, 1)
    assert "This body answers for the mission already." in again.content.decode()
    client.post(
        reverse("workspace:mission_evaluation", args=[made.uuid]),
        {
            "questions_cy": "Pam?",
            "questions_en": "Why?",
            "methods_cy": "Gwrando",
            "methods_en": "Listening",
            "learning_partner": body("wales-centre-for-public-policy").slug,
            **date_parts("findings_due_on", timezone.localdate()),
        },
    )
    made.refresh_from_db()
    assert made.evaluation_plan.methods.cy == "Gwrando"


def test_editing_keeps_the_address_and_records_who_did_it() -> None:
    made = mission(title_en="Warm homes", slug_en="warm-homes")
    client = signed_in(made.lead)
    client.post(reverse("workspace:mission_edit", args=[made.uuid]), filled_in(title_en="Warmer homes"))
    made.refresh_from_db()
    assert (made.title_en, made.slug_en) == ("Warmer homes", "warm-homes")
    assert made.history.first().history_user == made.lead


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_mission_that_is_hidden_looks_like_one_that_never_was(language: str) -> None:
    made, client = mission(), signed_in(person("outsider@example.wales"))
    with override(language):
        for name in ("mission", "mission_edit", "mission_accountable", "mission_evaluation", "mission_state"):
            pages = []
            for identifier in (made.uuid, uuid.uuid4()):
                page = client.get(reverse(f"workspace:{name}", args=[identifier]))
                assert page.status_code == 404
                pages.append(page.content.replace(str(identifier).encode(), b"identifier"))
            assert pages[0] == pages[1]


def test_an_auditor_reads_and_changes_nothing() -> None:
    made, client = mission(), signed_in(person(None, PlatformRole.AUDITOR))
    assert client.get(reverse("workspace:mission", args=[made.uuid])).status_code == 200
    page = client.post(reverse("workspace:mission_edit", args=[made.uuid]), filled_in())
    assert page.status_code == 403
    assert "Your role does not allow this." in page.content.decode()
    assert made.title_en == Mission.objects.get().title_en


def test_no_response_of_the_workspace_is_stored() -> None:
    made = mission()
    for client in (signed_in(made.lead), signed_in(person()), Client()):
        for address in (reverse("workspace:missions"), reverse("workspace:mission", args=[made.uuid])):
            assert "no-store" in client.get(address).headers["Cache-Control"]
