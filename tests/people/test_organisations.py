"""An organisation in the workspace: its office, its stewards, its posts, and whom a notice goes to."""

import datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from core.dates import WALES
from people.models import Office, Organisation, PlatformRole, Stewardship, User
from people.notices import notice_recipients, who_can_enter_an_office
from people.services.organisations import end_stewardship, name_steward, save_office
from taskgroups.selectors import notice_recipients_in
from tests import factories
from tests.factories import LOCAL, body, person
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
OFFICE = {
    "name_cy": "Swyddfa'r Prif Weithredwr",
    "name_en": "Chief Executive's Office",
    "email": " Office@Council.Example.Wales ",
    "since_day": 1,
    "since_month": 4,
    "since_year": 2025,
    "short_name_cy": "CSP",
    "short_name_en": "PCC",
}


def administrator() -> User:
    return person("administrator@example.wales", PlatformRole.ADMINISTRATOR)


def steward(of: Organisation) -> User:
    user = person("steward@example.wales", last_name="Prys")
    name_steward(organisation=of, user=user, by=administrator(), reason="They asked for it.")
    return user


def post(by: User, page: str, of: Organisation, form: dict[str, object], *more: object) -> HttpResponse:
    return signed_in(by).post(reverse(f"workspace:{page}", args=[of.uuid, *more]), form)


def read(by: User, of: Organisation) -> str:
    return signed_in(by).get(reverse("workspace:body", args=[of.uuid])).content.decode()


def test_a_steward_keeps_the_office_and_everybody_reads_it() -> None:
    organisation = body()
    keeper = steward(organisation)
    assert post(keeper, "body_office", organisation, OFFICE).status_code == 302
    office = Office.objects.get()
    assert (office.email, office.confirmed_by) == ("office@council.example.wales", keeper)
    organisation.refresh_from_db()
    assert str(organisation.short_name) == "PCC"
    page = read(person(), organisation)
    for words in ("office@council.example.wales", "1 April 2025", "PCC", "Steward Prys"):
        assert words in page
    with override("cy"):
        welsh = read(person(), organisation)
    for words in ("Swyddfa&#x27;r Prif Weithredwr", "Cadwyd y swyddfa", "CSP"):
        assert words in welsh
    assert post(administrator(), "body_office_confirm", organisation, {}).status_code == 302
    office.refresh_from_db()
    assert office.confirmed_by == administrator()
    assert "Office confirmed" in read(person(), organisation)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name_cy": ""}, "Fill in this field."),
        ({"email": "not an address"}, "Enter an email address"),
        ({"since_day": "x", "since_month": "y"}, "Enter a real date"),
    ],
)
def test_a_bad_office_is_explained_and_kept(changes: dict[str, object], says: str) -> None:
    organisation = body()
    answer = post(administrator(), "body_office", organisation, OFFICE | changes)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "PCC" in answer.content.decode()
    assert not Office.objects.exists()


def test_a_steward_finds_the_way_from_their_account() -> None:
    organisation = body()
    address = reverse("workspace:body", args=[organisation.uuid])
    assert address in signed_in(steward(organisation)).get(reverse("account")).content.decode()
    assert address not in signed_in(person()).get(reverse("account")).content.decode()


def test_a_steward_keeps_their_own_organisation_for_their_time_alone() -> None:
    organisation, other = body(), body(factories.REGIONAL)
    keeper = steward(organisation)
    assert post(keeper, "body_office", other, OFFICE).status_code == 403
    assert post(person(), "body_office", organisation, OFFICE).status_code == 403
    assert post(keeper, "body", organisation, {"user": keeper.email, "reason": "Mine"}).status_code == 403
    end_stewardship(stewardship=Stewardship.objects.get(), by=administrator(), reason="test")
    assert post(keeper, "body_office", organisation, OFFICE).status_code == 403


def test_an_administrator_names_a_steward_from_a_day_to_a_day_and_ends_it() -> None:
    organisation, nia, today = body(), person("nia@example.wales"), timezone.localdate()
    last = today + datetime.timedelta(days=3)
    form = {
        **{"user": "NIA@example.wales", "reason": "A new post."},
        **{"ends_on_day": last.day, "ends_on_month": last.month, "ends_on_year": last.year},
    }
    assert post(administrator(), "body", organisation, form).status_code == 302
    assert post(administrator(), "body", organisation, form).status_code == 422
    [held] = Stewardship.objects.all()
    for days, stands in ((0, True), (3, True), (4, False)):
        day = today + datetime.timedelta(days=days)
        with time_machine.travel(datetime.datetime.combine(day, datetime.time(23, 59), WALES), tick=False):
            assert bool(notice_recipients(organisation)) == stands
    ended = post(administrator(), "body_steward_end", organisation, {"reason": "Has left."}, held.uuid)
    assert ended.status_code == 302
    page = read(person(), organisation)
    assert "Steward, ended: Nia" in page
    assert "Has left." in page
    assert nia not in notice_recipients(organisation).people


def test_a_steward_keeps_the_posts() -> None:
    organisation = body()
    keeper, today = steward(organisation), timezone.localdate()
    form: dict[str, object] = {
        **{"user": keeper.email, "title_cy": "Pennaeth", "title_en": "Head", "home_organisation": ""},
        **{"starts_on_day": 1, "starts_on_month": 1, "starts_on_year": 2026},
    }
    assert post(keeper, "body_post_new", organisation, form).status_code == 302
    assert "Head" in read(person(), organisation)
    held = organisation.posts.get()
    before = {"ends_on_day": 1, "ends_on_month": 1, "ends_on_year": 2025}
    assert post(keeper, "body_post_end", organisation, before, held.uuid).status_code == 422
    last = {"ends_on_day": today.day, "ends_on_month": today.month, "ends_on_year": today.year}
    assert post(keeper, "body_post_end", organisation, last, held.uuid).status_code == 302
    held.refresh_from_db()
    assert held.ends_on == today


def test_a_notice_goes_to_the_nearest_who_answers() -> None:
    group = factories.group()
    organisation, elsewhere = body(LOCAL), body("powys-council")
    speaker = factories.member(group)
    assert notice_recipients_in(group, organisation).people == [speaker]
    nobody = notice_recipients_in(group, elsewhere)
    assert not nobody
    assert who_can_enter_an_office() == []
    by = administrator()
    assert who_can_enter_an_office() == [by]
    office = {**factories.both("name"), "email": "office@example.wales", "since": timezone.localdate()}
    kept = save_office(organisation=elsewhere, by=administrator(), **office)
    assert notice_recipients_in(group, elsewhere).office == kept
    keeper = steward(elsewhere)
    found = notice_recipients_in(group, elsewhere)
    assert (found.people, found.office) == ([keeper], None)
    keeper.is_active = False
    keeper.save()
    assert notice_recipients_in(group, elsewhere).office == kept
    factories.join(group, "new@example.wales", "powys-council")
    assert [str(each.email) for each in notice_recipients_in(group, elsewhere).people] == ["new@example.wales"]


def test_the_register_shows_who_has_no_office_and_the_page_who_can_enter_one() -> None:
    with_office, without = body(LOCAL), body(factories.REGIONAL)
    office = {**factories.both("name"), "email": "office@example.wales", "since": timezone.localdate()}
    by = administrator()
    by.first_name = "Carys"
    by.save()
    save_office(organisation=with_office, by=by, **office)
    register = signed_in(person()).get(reverse("workspace:bodies"), {"without_office": "on"}).content.decode()
    assert without.name_en in register
    assert with_office.name_en not in register
    page = read(person(), without)
    assert "neither an office nor a steward" in page
    assert "Who can enter an office: Carys" in page
    assert "neither an office" not in read(person(), with_office)
