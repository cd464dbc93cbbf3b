"""Requests that no browser sends, or that are too long: refused with a clear answer before anything reads them."""

from wsgiref.util import setup_testing_defaults

import pytest
from django.test import Client
from django.urls import reverse

from cms.setup import set_up_site
from core.tokens import hide_tokens
from opsw_site import incoming
from opsw_site.wsgi import application
from people.models import PlatformRole
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/en/",
    "/cy/cyfrif/mewngofnodi/",
    "/en/account/sign-in/",
    "/en/workspace/",
    "/api/v1/decisions/",
    "/log/checkpoint",
]


@pytest.mark.parametrize("charset", ["utf-7", "UTF-16LE", "rot13", "x"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_form_in_another_character_set_is_refused(client: Client, address: str, charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = client.generic("POST", address, b"a=1", content_type=kind)
    assert answer.status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", ""])
def test_a_form_in_utf_8_is_read(client: Client, charset: str) -> None:
    kind = "application/x-www-form-urlencoded" + (f"; charset={charset}" if charset else "")
    assert client.post(reverse("account_login"), b"login=a", content_type=kind).status_code == 200


@pytest.mark.parametrize("address", ["/media/a%00b", "/en/%00", "/en/decisions/?state=%00", "/api/v1/decisions/%00/"])
def test_a_nul_in_an_address_is_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_nobody_spools_a_long_body_before_signing_in() -> None:
    """The limit is asked before the body is read, so nothing but its length is sent here."""
    lengths = {
        "/en/account/sign-in/": incoming.ANONYMOUS_BYTES,
        "/en/decisions/": incoming.ANONYMOUS_BYTES,
        "/en/answer/x/": incoming.ANSWER_BYTES,
        "/cy/ateb/x/": incoming.ANSWER_BYTES,
    }
    for address, limit in lengths.items():
        for length, status in ((limit, None), (limit + 1, 413)):
            answer = Client().generic("POST", address, b"", CONTENT_LENGTH=str(length))
            assert (answer.status_code == 413) == (status == 413), (address, length)


def test_who_has_signed_in_may_send_more(client: Client) -> None:
    client.force_login(factories.person("officer@example.wales"))
    address = reverse("workspace:home")
    assert client.generic("POST", address, b"", CONTENT_LENGTH=str(incoming.SIGNED_IN_BYTES)).status_code != 413
    too_long = client.generic("POST", address, b"", CONTENT_LENGTH=str(incoming.SIGNED_IN_BYTES + 1))
    assert too_long.status_code == 413
    assert "what you typed is still there" in too_long.content.decode()


@pytest.mark.parametrize("length", ["-1", "a", "1e9", "٣"])
def test_a_length_that_is_no_number_is_refused(client: Client, length: str) -> None:
    assert client.generic("POST", "/en/account/sign-in/", b"", CONTENT_LENGTH=length).status_code == 400


@pytest.mark.parametrize("key", ["a", "99999999999999999999", "-1", "1.5"])
def test_a_key_that_is_none_leads_nowhere_in_the_page_editor(client: Client, key: str) -> None:
    officer = factories.person("comms@example.wales", PlatformRole.COMMUNICATIONS_EDITOR)
    client.force_login(officer)
    client.raise_request_exception = False
    for address in (f"/cms-admin/images/chooser/{key}/", f"/cms-admin/choose-page/?parent={key}"):
        assert client.get(address).status_code in (302, 404), address


@pytest.mark.parametrize("address", ["set_position/", "move/1/confirm/"])
def test_the_first_page_has_no_place_to_move_to(client: Client, address: str) -> None:
    set_up_site()
    client.force_login(factories.person("comms@example.wales", PlatformRole.PUBLISHER))
    client.raise_request_exception = False
    assert client.post(f"/cms-admin/pages/1/{address}").status_code in (302, 403, 404)


def test_a_page_without_the_fields_of_its_form_is_refused(client: Client) -> None:
    set_up_site()
    client.force_login(factories.person("comms@example.wales", PlatformRole.COMMUNICATIONS_EDITOR))
    client.raise_request_exception = False
    for sent in ({}, {"body-count": "x"}):
        assert client.post("/cms-admin/pages/3/edit/", sent).status_code in (302, 400, 404)
    assert client.post("/cms-admin/choose-external-link/").status_code == 400


def test_no_address_fails_on_purpose(client: Client) -> None:
    client.force_login(factories.person("comms@example.wales", PlatformRole.COMMUNICATIONS_EDITOR))
    assert client.get("/cms-admin/failwhale/", follow=True).status_code == 404


def test_every_page_says_what_it_may_use_and_who_may_embed_it(client: Client) -> None:
    for address, embedding in (
        ("/en/", "same-origin"),
        ("/log/checkpoint", "cross-origin"),
        ("/api/v1/decisions/", "cross-origin"),
    ):
        answer = client.get(address)
        assert "camera=()" in answer["Permissions-Policy"], address
        assert answer["Cross-Origin-Resource-Policy"] == embedding, address


def test_no_secret_of_an_address_is_logged() -> None:
    key = "d3x8k1-" + 32 * "a"
    line = f"GET /en/account/password/reset/key/1b-{key}/ HTTP/1.1"
    assert key not in hide_tokens(line)
    assert 43 * "x" not in hide_tokens(f"/en/answer/{43 * 'x'}/")
    assert hide_tokens("/en/decisions/OPSW-2026-0001/") == "/en/decisions/OPSW-2026-0001/"


@pytest.mark.parametrize("charset", ["charset=base64", "charset=idna", "charset=utf-8", "charset*=nonsense''x"])
def test_the_web_process_refuses_what_it_cannot_read(charset: str) -> None:
    """Django alone reads the address in the character set of the body, before anything can refuse it."""
    answers: list[str] = []
    query = "a=%ff" + "&a=1" * 1_100
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/en/", "QUERY_STRING": query, "HTTP_HOST": "testserver"}
    environ["CONTENT_TYPE"] = f"text/plain; {charset}"
    setup_testing_defaults(environ)
    application(environ, lambda status, headers: answers.append(status))
    assert answers[0].startswith("4"), answers
