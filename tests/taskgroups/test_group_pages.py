"""Conveners and mission leads run a group in the workspace."""

import datetime
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.history import recording
from missions.models import Mission
from people.models import Organisation, PlatformRole
from people.services.accounts import system_user
from taskgroups.models import Membership, MembershipRole, Stage, TaskGroup
from taskgroups.services import membership as services
from tests.factories import LOCAL, NATIONAL, REGIONAL, active_mission, body, convener, defining_group, group, person
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def date_parts(name: str, day: datetime.date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def filled_in(**changes: object) -> dict[str, object]:
    """The form that convenes a group, filled in well but for `changes`."""
    today = timezone.localdate()
    return {
        "name_cy": "Adref o'r ysbyty",
        "name_en": "Home from hospital",
        "purpose_cy": "Deall y broblem",
        "purpose_en": "Understand the problem",
        "minimum_sectors": 2,
        **date_parts("starts_on", today),
        **date_parts("ends_on", today + datetime.timedelta(days=200)),
        **changes,
    }


def convene(of: Mission, **changes: object) -> str:
    """What the page of the form says after it was sent; the address it leads to when a group was convened."""
    response = signed_in(of.lead).post(reverse("workspace:group_new", args=[of.uuid]), filled_in(**changes))
    return response.headers.get("Location") or response.content.decode()


def test_a_lead_convenes_a_group_and_is_led_to_its_members() -> None:
    location = convene(active_mission())
    made = TaskGroup.objects.get()
    assert location == reverse("workspace:group_members", args=[made.uuid])
    assert (made.slug_en, made.slug_cy, made.stage) == ("home-from-hospital", "adref-or-ysbyty", Stage.CONVENING)


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ends_on_day": "", "ends_on_month": "", "ends_on_year": ""}, "Enter a day, a month and a year."),
        ({"starts_on_year": "2100"}, "The end date must be after the start date."),
        ({"starts_on_year": "2020", "ends_on_year": "2021"}, "The end date is in the past"),
        ({"ends_on_day": "31", "ends_on_month": "2"}, "Enter a day from 1 to 28"),
    ],
)
def test_a_group_without_a_sound_end_date_is_not_convened(language: str, changes: dict[str, str], message: str) -> None:
    of = active_mission()
    with override(language):
        page = convene(of, **changes)
    assert "Deall y broblem" in page
    assert TaskGroup.objects.count() == 0
    assert (message in page) == (language == "en")


def test_a_group_needs_an_active_mission() -> None:
    of = active_mission()
    signed_in(of.lead).post(
        reverse("workspace:mission_state", args=[of.uuid]), {"action": "pause", "reason": "The winter."}
    )
    assert "A task group can be convened for an active mission only." in convene(of)
    assert TaskGroup.objects.count() == 0


def test_the_dates_of_a_group_under_way_are_not_edited() -> None:
    made = defining_group()
    client, before = signed_in(convener(made)), made.ends_on
    page = client.get(reverse("workspace:group_edit", args=[made.uuid])).content.decode()
    assert "ends_on" not in page
    client.post(reverse("workspace:group_edit", args=[made.uuid]), filled_in(name_en="Home again"))
    made.refresh_from_db()
    assert (made.name_en, made.ends_on) == ("Home again", before)


def test_members_are_added_by_address_and_body() -> None:
    made, newcomer = group(), person("newcomer@example.wales")
    client, address = signed_in(made.mission.lead), reverse("workspace:group_members", args=[made.uuid])
    form = {"user": "NEWCOMER@example.wales", "organisation": body(LOCAL).slug, "role": "member"}
    assert client.post(address, form).status_code == 302
    added = Membership.objects.get(user=newcomer)
    assert (added.level, added.sector, added.role) == ("local", "local_government", "member")
    again = client.post(address, form)
    assert again.status_code == 422
    assert "This person is in the group already." in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"user": "nobody@example.wales"}, "Nobody has an account with the address nobody@example.wales"),
        ({"user": "system@opsw.invalid"}, "Nobody has an account"),
        ({"organisation": "ministry-of-nowhere"}, "There is no organisation “ministry-of-nowhere”"),
        ({"organisation": ""}, "Choose one of these."),
        ({"role": "emperor"}, "emperor"),
    ],
)
def test_a_member_that_cannot_be_added_is_explained(changes: dict[str, str], message: str) -> None:
    made, newcomer = group(), person("newcomer@example.wales")
    form = {"user": newcomer.email, "organisation": body(LOCAL).slug, "role": "member", **changes}
    page = signed_in(made.mission.lead).post(reverse("workspace:group_members", args=[made.uuid]), form)
    assert page.status_code == 422
    assert message in page.content.decode()
    assert made.memberships.count() == 3


def test_a_body_that_no_longer_exists_is_not_offered_and_is_refused() -> None:
    made, newcomer = group(), person("newcomer@example.wales")
    with recording(by=system_user(), reason="test"):
        Organisation.objects.create(
            slug="dyfed",
            name_en="Dyfed County Council",
            name_cy="Cyngor Sir Dyfed",
            kind="principal_council",
            level="local",
            sector="local_government",
            valid_to=datetime.date(1996, 3, 31),
        )
    client, address = signed_in(made.mission.lead), reverse("workspace:group_members", args=[made.uuid])
    assert "Dyfed County Council" not in client.get(address).content.decode()
    page = client.post(address, {"user": newcomer.email, "organisation": "dyfed", "role": "member"})
    assert page.status_code == 422
    assert "This body does not exist today: Dyfed County Council" in page.content.decode()
    assert made.memberships.count() == 3


def test_ending_a_membership_needs_a_reason_and_ends_all_access() -> None:
    made = group()
    leaving = made.memberships.get(role=MembershipRole.MEMBER, organisation__slug=LOCAL)
    client = signed_in(made.mission.lead)
    address = reverse("workspace:membership_end", args=[made.uuid, leaving.uuid])
    home = reverse("workspace:group", args=[made.uuid])
    assert client.post(address, {"reason": " "}).status_code == 422
    assert signed_in(leaving.user).get(home).status_code == 200
    assert client.post(address, {"reason": "Has moved."}).status_code == 302
    assert signed_in(leaving.user).get(home).status_code == 404
    assert client.post(address, {"reason": "Again."}).status_code == 404


def test_the_last_convener_stays() -> None:
    made = group()
    last = made.memberships.get(role=MembershipRole.CONVENER)
    address = reverse("workspace:membership_end", args=[made.uuid, last.uuid])
    page = signed_in(made.mission.lead).post(address, {"reason": "Has moved."})
    assert page.status_code == 422
    assert "A group needs a convener: name another one first." in page.content.decode()
    assert "Has moved." in page.content.decode()


def test_the_home_of_a_group_says_all_that_its_next_stage_needs() -> None:
    made = group(terms_of_reference_cy="")
    regional = made.memberships.get(organisation__slug=REGIONAL)
    for member, role in ((regional, MembershipRole.CONVENER),):
        services.add_member(
            group=made, user=person(), organisation=body(NATIONAL), role=role, by=made.mission.lead, reason="test"
        )
        services.end_membership(membership=member, by=made.mission.lead, reason="test")
    page = signed_in(made.mission.lead).get(reverse("workspace:group", args=[made.uuid])).content.decode()
    assert "The terms of reference are not written in both languages." in page
    assert "No member from the regional level." in page
    assert reverse("workspace:group_edit", args=[made.uuid]) in page


def test_a_stage_moves_with_a_reason_that_its_history_shows() -> None:
    made = group()
    client, address = signed_in(convener(made)), reverse("workspace:group_stage", args=[made.uuid])
    assert client.post(address, {"action": "start_defining", "reason": ""}).status_code == 422
    assert client.post(address, {"action": "start_defining", "reason": "Everybody is here."}).status_code == 302
    made.refresh_from_db()
    assert made.stage == Stage.DEFINING
    history = client.get(reverse("workspace:group_history", args=[made.uuid])).content.decode()
    assert "Everybody is here." in history


def test_a_shut_gate_names_every_reason_and_the_group_stays() -> None:
    made = defining_group()
    address = reverse("workspace:group_stage", args=[made.uuid])
    page = signed_in(convener(made)).post(address, {"action": "agree_position", "reason": "Now."})
    assert page.status_code == 422
    text = page.content.decode()
    for reason in ("Not written in both languages: Constraints", "No sign-off from the national level."):
        assert text.count(reason) > 1  # the summary of errors and the gate
    made.refresh_from_db()
    assert made.stage == Stage.DEFINING


def test_a_member_reads_the_group_but_does_not_run_it() -> None:
    made = group()
    client = signed_in(made.memberships.get(organisation__slug=LOCAL).user)
    assert client.get(reverse("workspace:group", args=[made.uuid])).status_code == 200
    assert "Add a member" not in client.get(reverse("workspace:group_members", args=[made.uuid])).content.decode()
    for name in ("group_edit", "group_stage"):
        page = client.get(reverse(f"workspace:{name}", args=[made.uuid]))
        assert page.status_code == 403
        assert "Your role does not allow this." in page.content.decode()
    form = {"user": person().email, "organisation": body(LOCAL).slug, "role": "member"}
    assert client.post(reverse("workspace:group_members", args=[made.uuid]), form).status_code == 403
    assert made.memberships.count() == 3


def test_after_the_time_limit_the_group_is_read_only_but_for_its_closing_report() -> None:
    made = group()
    client = signed_in(convener(made))
    home = reverse("workspace:group", args=[made.uuid])
    assert "Days left: 200" in client.get(home).content.decode()
    with time_machine.travel(made.ends_on + datetime.timedelta(days=1, hours=12)):
        client = signed_in(convener(made))
        assert "can be read but not changed" in client.get(home).content.decode()
        assert client.get(reverse("workspace:group_edit", args=[made.uuid])).status_code == 403
        parts = ("aim", "result", "learning", "successor")
        texts = {f"{part}_{code}": f"{part} {code}" for part in parts for code in ("cy", "en")}
        assert client.post(reverse("workspace:group_closing_report", args=[made.uuid]), texts).status_code == 302
        address = reverse("workspace:group_stage", args=[made.uuid])
        assert client.post(address, {"action": "abandon", "reason": "Time is up."}).status_code == 302
    made.refresh_from_db()
    assert (made.stage, made.closing_report.learning.cy) == (Stage.ABANDONED, "learning cy")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_former_members_and_outsiders_see_what_a_random_identifier_shows(language: str) -> None:
    made = defining_group()
    former = made.memberships.get(organisation__slug=LOCAL)
    services.end_membership(membership=former, by=made.mission.lead, reason="test")
    names = ("group", "group_edit", "group_members", "group_stage", "group_closing_report", "group_history")
    with override(language):
        for user in (former.user, person("outsider@example.wales"), person(None, PlatformRole.PUBLISHER)):
            client = signed_in(user)
            for name in names:
                pages = set()
                for identifier in (made.uuid, uuid.uuid4()):
                    page = client.get(reverse(f"workspace:{name}", args=[identifier]))
                    assert page.status_code == 404
                    pages.add(page.content.replace(str(identifier).encode(), b"identifier"))
                assert len(pages) == 1, name


def test_every_page_of_a_group_says_who_can_see_it() -> None:
    made = group()
    client = signed_in(made.mission.lead)
    for name in ("group", "group_edit", "group_members", "group_stage", "group_closing_report", "group_history"):
        page = client.get(reverse(f"workspace:{name}", args=[made.uuid])).content.decode()
        assert "Who can see this: Only this group" in page, name
