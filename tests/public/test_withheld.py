"""A withheld part says how to ask for it, how to appeal, and how to reach the Information Commissioner."""

import pytest
from bs4 import BeautifulSoup
from django.conf import LazySettings
from django.core.checks import run_checks
from django.test import Client

from publication import withholding
from publication.published.models import PublishedVersion
from tests import factories

COMMISSIONER = {
    "en": "https://ico.org.uk/make-a-complaint/foi-and-eir-complaints/",
    "cy": "https://cy.ico.org.uk/make-a-complaint/foi-and-eir-complaints/",
}
SAYS = {
    "en": ("How to ask for what is withheld", "20 working days", "internal review", "Information Commissioner"),
    "cy": (
        "Sut i ofyn am yr hyn sydd wedi'i ddal yn ôl",
        "20 diwrnod gwaith",
        "adolygiad mewnol",
        "Comisiynydd Gwybodaeth",
    ),
}


@pytest.fixture
def version(db: None) -> PublishedVersion:
    """A published decision that withholds its cost."""
    made = factories.decided()
    factories.publish(made.group.mission)
    by = factories.convener(made.group)
    withholding.withhold(record=made, part="cost", by=by, **factories.reasons())
    return factories.publish(made)


def test_a_withheld_part_says_how_to_ask_for_it(
    client: Client, version: PublishedVersion, settings: LazySettings
) -> None:
    settings.CONTACT_EMAIL = "ask@example.wales"
    words = {"en": ("decisions", "versions", "withheld"), "cy": ("penderfyniadau", "fersiynau", "wedi-ei-ddal-yn-ol")}
    for language, (decisions, versions, register) in words.items():
        record = f"/{language}/{decisions}/{version.record.slug_en}/"
        for address in (record, f"{record}{versions}/1/", f"/{language}/{register}/"):
            page = BeautifulSoup(client.get(address).content, "html.parser")
            main, foot = page.select_one("main"), page.select_one("footer")
            assert main
            assert foot
            for said in SAYS[language]:
                assert said in main.text.replace("\n", " "), (address, said)
            assert main.select_one(f'a[href="{COMMISSIONER[language]}"]'), address
            for place in (main, foot):
                assert place.select_one('a[href="mailto:ask@example.wales"]'), address


def test_what_is_in_place_of_the_text_leads_to_how_to_ask_and_appeal(client: Client, version: PublishedVersion) -> None:
    says = {
        "en": ("decisions", "How to ask for what you cannot read here, and how to appeal", "/en/withheld/#ask"),
        "cy": (
            "penderfyniadau",
            "Sut i ofyn am yr hyn na allwch ei ddarllen yma, a sut i apelio",
            "/cy/wedi-ei-ddal-yn-ol/#ask",
        ),
    }
    for language, (decisions, words, address) in says.items():
        page = BeautifulSoup(client.get(f"/{language}/{decisions}/{version.record.slug_en}/").content, "html.parser")
        link = page.select_one(".opsw-standin a")
        assert link
        assert (link.text, link["href"]) == (words, address)
        there, _hash, place = address.partition("#")
        register = BeautifulSoup(client.get(there).content, "html.parser")
        section = register.find(id=place)
        assert section
        assert SAYS[language][0] in section.text


def test_a_record_that_withholds_nothing_does_not_say_so(client: Client, db: None) -> None:
    version = factories.published_mission()
    page = client.get(f"/en/missions/{version.record.slug_en}/").content.decode()
    assert SAYS["en"][0] not in page


def test_a_site_without_a_contact_invites_nobody_and_says_so_to_whoever_runs_it(
    client: Client, db: None, settings: LazySettings
) -> None:
    def found() -> list[str | None]:
        return [message.id for message in run_checks() if message.id == "opsw.W004"]

    assert "You can contact us" in client.get("/en/missions/").content.decode()
    assert found() == []
    settings.CONTACT_EMAIL = ""
    page = client.get("/en/missions/").content.decode()
    assert "You can contact us" not in page
    assert "mailto:" not in page
    assert found() == ["opsw.W004"]
