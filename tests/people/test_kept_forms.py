"""What was typed when the session was over comes back to its writer, and to nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from missions.models import Mission
from people.models import KeptForm, PlatformRole, User
from people.tasks import forget_what_is_over
from tests import factories
from tests.pages import form_of, typed

PASSWORD = "correct horse battery"
WORDS = "Nobody waits longer than a week"
pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    person = factories.active_mission().lead
    person.set_password(PASSWORD)
    person.preferred_language = "en"
    person.save()
    return person


def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def sign_in(client: Client, person: User, at: str | None = None) -> HttpResponse:
    """Through the form of the sign-in page, which keeps the cookies of the browser as a person's does."""
    address = at or reverse("account_login")
    form = typed(form_of(client.get(address)), login=person.email, password=PASSWORD)
    return client.post(address, form)


def mission_form(client: Client, language: str = "en") -> tuple[str, dict[str, object]]:
    with override(language):
        address = reverse("workspace:mission_new")
    return address, typed(
        form_of(client.get(address)), outcome_en=WORDS, starts_on_day="7", wellbeing_goals=["healthier"]
    )


def session_over(client: Client) -> None:
    del client.cookies["sessionid"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_form_sent_after_the_session_comes_back_filled(lead: User, language: str) -> None:
    client = browser()
    sign_in(client, lead)
    address, form = mission_form(client, language)
    session_over(client)
    asked = client.post(address, form)
    assert asked.status_code == 302
    door = client.get(asked.headers["Location"])
    said = {"en": "What you typed is kept for one hour", "cy": "yn cael ei gadw am awr"}[language]
    assert said in door.content.decode()
    page = client.get(sign_in(client, lead, asked.headers["Location"]).headers["Location"])
    again = form_of(page)
    assert again.select_one("textarea[name=outcome_en]").text.strip() == WORDS
    assert again.select_one("input[name=starts_on_day]")["value"] == "7"
    assert again.select_one("input[name=wellbeing_goals][value=healthier]").has_attr("checked")
    assert "govuk-error" not in str(again)
    assert not Mission.objects.filter(outcome_en=WORDS).exists()


def test_what_came_back_can_be_sent_and_is_then_forgotten(lead: User) -> None:
    client = browser()
    sign_in(client, lead)
    address = reverse("workspace:mission_edit", args=[Mission.objects.get().uuid])
    form = typed(form_of(client.get(address)), outcome_en=WORDS)
    session_over(client)
    sign_in(client, lead, client.post(address, form).headers["Location"])
    assert client.post(address, typed(form_of(client.get(address)))).status_code == 302
    assert Mission.objects.get().outcome.en == WORDS
    assert not KeptForm.objects.exists()


def test_another_person_at_the_same_browser_is_not_shown_it(lead: User) -> None:
    other = factories.person("other@example.wales", PlatformRole.ADMINISTRATOR)
    other.preferred_language = "en"
    other.set_password(PASSWORD)
    other.save()
    client = browser()
    sign_in(client, lead)
    address = reverse("account")
    form = typed(form_of(client.get(address)), first_name=WORDS)
    session_over(client)
    door = client.post(address, form).headers["Location"]
    sign_in(client, other, door)
    assert WORDS not in client.get(address).content.decode()
    client.post(reverse("account_logout"), typed(form_of(client.get(reverse("account_logout")))))
    sign_in(client, lead, door)
    assert WORDS in client.get(address).content.decode()
    client.cookies.pop("opsw_kept")
    assert WORDS not in client.get(address).content.decode()


def test_a_page_of_an_earlier_sign_in_comes_back_filled_and_saves_nothing(lead: User) -> None:
    client = browser()
    sign_in(client, lead)
    address, form = mission_form(client)
    session_over(client)
    sign_in(client, lead)
    answer = client.post(address, form)
    assert answer.headers["Location"] == address
    assert WORDS in client.get(address).content.decode()
    assert client.get(f"{address}?empty").content.decode().count(WORDS) == 0


@pytest.mark.parametrize("stranger", ["unsigned", "of another person", "absent"])
def test_a_page_of_nobody_known_is_refused_and_keeps_nothing(lead: User, stranger: str) -> None:
    client = browser()
    sign_in(client, lead)
    address, form = mission_form(client)
    other = browser()
    person = factories.person("other@example.wales")
    person.set_password(PASSWORD)
    person.save()
    sign_in(other, person)
    page = form_of(other.get(reverse("account")))
    marks = {"unsigned": "0123456789abcdef:x", "of another person": page.select_one("[name=typed_by]")["value"]}
    forged = {**form, "typed_by": marks.get(stranger, ""), "csrfmiddlewaretoken": "a" * 64}
    assert client.post(address, forged).status_code == 403
    assert not KeptForm.objects.exists()


def test_it_is_stored_sealed_and_for_an_hour(lead: User) -> None:
    client = browser()
    sign_in(client, lead)
    address, form = mission_form(client)
    session_over(client)
    client.post(address, form)
    kept = KeptForm.objects.get()
    assert WORDS.encode() not in bytes(kept.sealed)
    assert client.cookies["opsw_kept"].value not in (kept.digest, kept.owner)
    client.force_login(lead)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert WORDS not in client.get(address).content.decode()
        forget_what_is_over()
    assert not KeptForm.objects.exists()


def test_a_file_is_named_and_a_password_is_never_kept(lead: User) -> None:
    factories.person("admin@example.wales", PlatformRole.ADMINISTRATOR)
    admin = User.objects.get(email="admin@example.wales")
    client = Client()
    client.force_login(admin)
    address = reverse("workspace:bodies_import")
    form = typed(form_of(client.get(address)), reason=WORDS, file=SimpleUploadedFile("bodies.csv", b"name"))
    session_over(client)
    client.post(address, form)
    client.force_login(admin)
    page = client.get(address).content.decode()
    assert WORDS in page
    assert "You chose bodies.csv. Choose it again" in page
    KeptForm.objects.all().delete()
    client.post(address, {**form, "file": SimpleUploadedFile("bodies.csv", b"no such column")})
    client.logout()
    client.post(reverse("account_change_password"), {**form, "password1": "a new secret one"})
    assert not KeptForm.objects.exists()


def test_a_refused_form_names_the_file_that_was_chosen(client: Client) -> None:
    client.force_login(factories.person("admin@example.wales", PlatformRole.ADMINISTRATOR))
    address = reverse("workspace:bodies_import")
    answer = client.post(address, {"reason": WORDS, "file": SimpleUploadedFile("bodies.csv", b"no such column")})
    assert answer.status_code == 422
    assert "You chose bodies.csv. Choose it again" in answer.content.decode()
