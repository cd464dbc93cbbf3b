"""No English reaches a Welsh reader: not on the public site, not in the workspace."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.i18n.reading import texts_of
from tests.standing import standing
from tools.demo import script
from tools.prove.leaks import crawl

pytestmark = pytest.mark.one_database
CATALOGUE = Path(__file__).parents[2] / "locale" / "cy" / "LC_MESSAGES" / "django.po"
BACKEND = "people.sign_in.AuthenticationBackend"
_LINK = re.compile(r'href="(/cy/[^"#?]*)')


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Every English string of the product whose Welsh differs from it."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="cy")
    return {m.id for m in catalogue if isinstance(m.id, str) and m.id and m.id != m.string}


@pytest.fixture
def demo(db, settings) -> None:  # noqa: ANN001
    settings.DEMO = True
    tell()


@standing
def tell() -> None:
    """The demo story."""
    call_command("seed_demo", verbosity=0)


def leaks(html: str, english: set[str]) -> set[str]:
    return texts_of(html, "cy") & english


def test_the_public_site(demo: None, english: set[str]) -> None:
    read = 0
    for address, content, status in crawl():
        if address.startswith("/cy/") and status == 200 and b"<html" in content:
            read += 1
            assert leaks(content.decode(errors="replace"), english) == set(), address
    assert read > 20


@pytest.mark.parametrize("email", ["lead", "convener", "local", "publisher", "auditor"])
def test_the_workspace(demo: None, english: set[str], email: str) -> None:
    client = Client()
    client.force_login(script.user(f"{email}@example.wales"), backend=BACKEND)
    read = set()
    for address, html in _workspace(client):
        read.add(address)
        assert leaks(html, english) == set(), address
    with override("cy"):
        assert {reverse(f"workspace:{name}") for name in ("home", "missions", "groups", "publication")} <= read


def _workspace(client: Client) -> Iterator[tuple[str, str]]:
    """Every workspace page that can be reached from "My work" in Welsh by following links."""
    with override("cy"):
        home = reverse("workspace:home")
    waiting, seen = [home], {home}
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            continue
        html = response.content.decode()
        yield address, html
        for link in _LINK.findall(html):
            if link.startswith(home) and link not in seen:
                seen.add(link)
                waiting.append(link)
