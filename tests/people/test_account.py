"""A person's own account, and where signing in leads."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.setup import set_up_site
from people import outbox
from people.models import PlatformRole, User
from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db


def sign_in(user: User, to: str = "") -> str:
    """Sign in on the English page; the address that it leads to."""
    form = {"login": user.email, "password": PASSWORD, "next": to}
    return Client().post("/en/account/sign-in/", form).headers["Location"]


def test_signing_in_leads_to_my_work_in_the_persons_language() -> None:
    assert sign_in(person(preferred_language="cy")) == "/cy/gweithle/"
    assert sign_in(person(preferred_language="en")) == "/en/workspace/"


def test_signing_in_on_the_way_to_a_page_leads_there() -> None:
    page = "/en/workspace/bodies/"
    assert sign_in(person(preferred_language="cy"), to=page) == page


@pytest.mark.parametrize(
    ("asked", "leads_to"), [("/en/workspace/bodies/",) * 2, ("https://evil.example/", "/cy/gweithle/")]
)
def test_the_first_sign_in_asks_for_the_language_and_goes_on(asked: str, leads_to: str) -> None:
    user = person(preferred_language="")
    assert sign_in(user, to="/en/workspace/bodies/") == "/en/account/language/?next=%2Fen%2Fworkspace%2Fbodies%2F"
    client = Client()
    client.force_login(user)
    page = client.get("/en/account/language/", {"next": asked})
    assert page.context["next"] == asked
    answer = client.post("/en/account/language/", {"preferred_language": "cy", "next": asked})
    assert answer.headers["Location"] == leads_to
    user.refresh_from_db()
    assert user.preferred_language == "cy"


def test_a_person_changes_name_and_language_and_nothing_else() -> None:
    user = person("old@example.wales")
    client = Client()
    client.force_login(user)
    form = {
        "first_name": "Nia",
        "last_name": "Prys",
        "preferred_language": "cy",
        "email": "new@example.wales",
        "is_superuser": "on",
    }
    answer = client.post(reverse("account"), form)
    with override("cy"):
        assert answer.headers["Location"] == reverse("account")
    user.refresh_from_db()
    assert (str(user), user.preferred_language, user.email, user.is_superuser) == (
        "Nia Prys",
        "cy",
        "old@example.wales",
        False,
    )
    refused = client.post(reverse("account"), form | {"first_name": "", "last_name": "Kept"})
    assert refused.status_code == 422
    assert "Kept" in refused.content.decode()


def test_who_may_edit_pages_finds_the_way_there() -> None:
    set_up_site()
    client = Client()
    for user, shown in ((person(None, PlatformRole.COMMUNICATIONS_EDITOR), True), (person(), False)):
        client.force_login(user)
        page = client.get(reverse("workspace:home")).content.decode()
        assert (reverse("wagtailadmin_home") in page) == shown


def test_a_page_that_is_not_there_keeps_the_workspace_around_it() -> None:
    client = Client()
    client.force_login(person())
    page = client.get(reverse("workspace:group", args=["00000000-0000-0000-0000-000000000000"]))
    assert page.status_code == 404
    assert reverse("workspace:missions") in page.content.decode()
    forbidden = client.get(reverse("workspace:bodies_import"))
    assert forbidden.status_code == 403
    assert reverse("workspace:missions") in forbidden.content.decode()


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Choose a new password for One Public Service Wales"),
        ("cy", "Dewis cyfrinair newydd ar gyfer Un Gwasanaeth Cyhoeddus Cymru"),
    ],
)
@pytest.mark.parametrize("page_in", ["en", "cy"])
def test_password_mail_names_the_site_in_the_readers_language(language: str, subject: str, page_in: str) -> None:
    person("reader@example.wales", preferred_language=language)
    with override(page_in):
        Client().post(reverse("account_reset_password"), {"email": "reader@example.wales"})
    outbox.deliver()
    assert [message.subject for message in mail.outbox] == [subject]
