"""Platform roles are given and ended by administrators, on a page, and the last administrator stays."""

import datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.setup import set_up_site
from people.models import PlatformRole, RoleAssignment, User
from people.selectors import has_role
from tests.factories import person

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="people.sign_in.AuthenticationBackend")
    return client


def administrator(name: str = "administrator") -> User:
    return person(f"{name}@example.wales", PlatformRole.ADMINISTRATOR)


def typed(**changes: object) -> dict[str, object]:
    return {"user": "Nia@Example.Wales", "role": "publisher", "reason": "A new task."} | changes


def give(by: User, **changes: object) -> HttpResponse:
    return signed_in(by).post(reverse("workspace:roles"), typed(**changes))


def end(by: User, assignment: RoleAssignment, reason: str = "Has left.") -> HttpResponse:
    return signed_in(by).post(reverse("workspace:role_end", args=[assignment.uuid]), {"reason": reason})


def day(name: str, on: datetime.date) -> dict[str, object]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_an_administrator_finds_the_way_and_nobody_else() -> None:
    home = signed_in(administrator()).get(reverse("workspace:home")).content.decode()
    assert reverse("workspace:administration") in home
    page = signed_in(administrator()).get(reverse("workspace:administration")).content.decode()
    assert reverse("workspace:roles") in page
    for other in (person(), person(None, PlatformRole.AUDITOR), person(None, PlatformRole.PUBLISHER)):
        assert (
            reverse("workspace:administration") not in signed_in(other).get(reverse("workspace:home")).content.decode()
        )
        assert signed_in(other).get(reverse("workspace:roles")).status_code == 403


def test_a_role_is_given_held_and_ended_with_its_reasons() -> None:
    by, nia = administrator(), person("nia@example.wales", last_name="Prys")
    assert give(by).status_code == 302
    assert has_role(nia, PlatformRole.PUBLISHER)
    held = RoleAssignment.objects.get(user=nia)
    page = signed_in(by).get(reverse("workspace:roles")).content.decode()
    assert "Publisher: Nia Prys" in page
    assert "A new task." in page
    look = signed_in(by).get(reverse("workspace:role_end", args=[held.uuid])).content.decode()
    assert "Nia Prys" in look
    assert has_role(nia, PlatformRole.PUBLISHER)
    assert end(by, held).status_code == 302
    assert not has_role(nia, PlatformRole.PUBLISHER)
    page = signed_in(by).get(reverse("workspace:roles")).content.decode()
    assert "Publisher, ended: Nia Prys" in page
    assert "Has left." in page
    assert signed_in(by).get(reverse("workspace:role_end", args=[held.uuid])).status_code == 404


def test_a_role_holds_from_its_first_day_to_its_last() -> None:
    today = timezone.localdate()
    nia = person("nia@example.wales")
    form = {**day("starts_on", today + 2 * DAY), **day("ends_on", today + 3 * DAY)}
    assert give(administrator(), **form).status_code == 302
    held = []
    for days in range(6):
        noon = datetime.datetime.combine(today + days * DAY, datetime.time(12), datetime.UTC)
        with time_machine.travel(noon):
            held.append(has_role(nia, PlatformRole.PUBLISHER))
    assert held == [False, False, True, True, False, False]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"user": "nobody@example.wales"}, "Nobody has an account with the address"),
        ({"role": "king"}, "Select a valid choice"),
        ({"reason": " "}, "Fill in this field."),
        (day("ends_on", datetime.date(2020, 1, 1)), "The last day must not be before the first."),
        (day("starts_on", datetime.date(2020, 1, 1)), "Enter today or a later day"),
        ({"ends_on_day": "x", "ends_on_month": "y", "ends_on_year": "z"}, "Enter a real date"),
    ],
)
def test_what_cannot_be_given_is_explained_and_kept(changes: dict[str, object], says: str) -> None:
    person("nia@example.wales")
    answer = give(administrator(), **changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert changes.get("reason", "A new task.") in page
    assert not RoleAssignment.objects.exclude(role=PlatformRole.ADMINISTRATOR).exists()


def test_a_role_is_held_once() -> None:
    person("nia@example.wales")
    by = administrator()
    assert give(by).status_code == 302
    again = give(by, **day("starts_on", timezone.localdate() + DAY))
    assert again.status_code == 422
    assert "This person has the role already." in again.content.decode()


def test_nobody_removes_the_last_administrator() -> None:
    by = administrator()
    own = by.role_assignments.get()
    page = signed_in(by).get(reverse("workspace:role_end", args=[own.uuid])).content.decode()
    assert "This is the last administrator." in page
    assert end(by, own).status_code == 422
    assert has_role(by, PlatformRole.ADMINISTRATOR)

    person("nia@example.wales")
    give(by, role="administrator", **day("ends_on", timezone.localdate() + 9 * DAY))
    assert end(by, own).status_code == 422, "whoever is an administrator for a time is none afterwards"
    closed = administrator("closed")
    closed.is_active = False
    closed.save()
    assert end(by, own).status_code == 422

    second = administrator("second")
    assert end(by, own).status_code == 302
    assert not has_role(by, PlatformRole.ADMINISTRATOR)
    assert end(second, second.role_assignments.get()).status_code == 422


def test_a_welsh_administrator_reads_welsh() -> None:
    by = administrator()
    person("nia@example.wales")
    give(by)
    with override("cy"):
        page = signed_in(by).get(reverse("workspace:roles")).content.decode()
    assert "Rolau&#x27;r platfform" in page or "Rolau'r platfform" in page
    assert "Cyhoeddwr: Nia" in page


def test_the_page_editor_follows_the_days_of_a_role() -> None:
    set_up_site()
    person("nia@example.wales")
    today = timezone.localdate()
    form = {**day("starts_on", today + 2 * DAY), **day("ends_on", today + 2 * DAY)}
    assert give(administrator(), role="communications_editor", **form).status_code == 302
    client = signed_in(User.objects.get(email="nia@example.wales"))
    statuses = []
    for days in (0, 2, 4):
        with time_machine.travel(datetime.datetime.combine(today + days * DAY, datetime.time(12), datetime.UTC)):
            statuses.append(client.get("/cms-admin/", follow=True).status_code)
    assert statuses == [403, 200, 403]
