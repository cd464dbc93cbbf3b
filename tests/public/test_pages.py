"""Public pages: both languages, the switch, versions, what is not there."""

import re
import uuid

import pytest
from django.test import Client

from publication import tasks
from publication.published.models import PublishedVersion
from tests import factories

SWITCH = re.compile(r'class="opsw-header__language" href="([^"]+)"')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="(\w\w)" href="http://[^/"]+([^"]+)"')


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_every_page_is_there_in_both_languages_and_sets_no_cookie(
    client: Client, addresses: dict[str, list[str]]
) -> None:
    for language in ("en", "cy"):
        for address in addresses[language]:
            response = client.get(address)
            assert response.status_code == 200, address
            assert not response.cookies, address
            assert "Cookie" not in response.headers.get("Vary", ""), address
            assert "public" in response.headers["Cache-Control"], address
            if response.headers["Content-Type"].startswith("text/html"):
                assert f'<html lang="{language}"' in response.content.decode(), address


def test_the_switch_leads_to_the_same_page_and_back(client: Client, addresses: dict[str, list[str]]) -> None:
    for english, welsh in zip(addresses["en"], addresses["cy"], strict=True):
        if english.endswith("proof/"):
            continue
        page = read(client, english)
        assert SWITCH.findall(page) == [welsh]
        assert dict(ALTERNATE.findall(page)) == {"en": english, "cy": welsh}
        assert SWITCH.findall(read(client, welsh)) == [english]


def test_the_switch_keeps_what_was_asked_for(client: Client, decision: PublishedVersion) -> None:
    page = read(client, "/en/decisions/?state=decided&year=2031")
    assert SWITCH.findall(page) == ["/cy/penderfyniadau/?state=decided&amp;year=2031"]


@pytest.mark.parametrize(
    ("language", "word", "other", "corrected"),
    [
        ("en", "in English", "yn Gymraeg", "Twice the cost in English"),
        ("cy", "yn Gymraeg", "in English", "Dwywaith y gost yn Gymraeg"),
    ],
)
def test_a_decision_says_all_of_itself_in_one_language(
    client: Client,
    decision: PublishedVersion,
    addresses: dict[str, list[str]],
    language: str,
    word: str,
    other: str,
    corrected: str,
) -> None:
    page = read(client, next(a for a in addresses[language] if a.endswith(f"/{decision.record.slug_en}/")))
    main = page[page.index("<main") : page.index('id="cite"')]  # it is cited in both languages
    wanted = (
        "decision summary question reasons Do.it Do.nothing why_not gain give_up bearer period Money Dissent authority"
    )
    for text in wanted.split():
        assert f"{text.replace('.', ' ')} {word}" in main, text
    assert main.index(f"decision {word}") < main.index(corrected) < main.index(f"Do it {word}")
    assert main.index(f"Do it {word}") < main.index(f"reasons {word}")  # what they said before, in the correction
    assert other not in main
    assert "PRIVATE" not in page


def test_a_position_shows_its_sections_and_who_signed(client: Client, db: None) -> None:
    version = factories.published_position()
    page = read(client, f"/en/challenge-positions/{version.record.slug_en}/")
    sections = [f"Section {kind} in English" for kind in ("problem", "experience", "ambition", "questions")]
    assert [page.index(text) for text in sections] == sorted(page.index(text) for text in sections)
    assert "Hywel Dda University Health Board" in page
    assert page.count("Signed off") == 3


def test_a_mission_leads_to_its_position_and_decision(client: Client, decision: PublishedVersion) -> None:
    mission = PublishedVersion.objects.get(record__uuid=decision.mission)
    page = read(client, f"/cy/cenadaethau/{mission.record.slug_cy}/")
    assert f'href="/cy/penderfyniadau/{decision.record.slug_cy}/"' in page
    assert 'href="/cy/safbwyntiau-her/' in page
    assert "outcome yn Gymraeg" in page
    assert "Iechyd Prifysgol Hywel Dda" in page


def test_the_note_of_an_example_stands_on_every_page_of_its_records(client: Client, db: None) -> None:
    mission = factories.active_mission(example_note_en="Made up & not true", example_note_cy="Enghraifft & dim mwy")
    group = factories.agreed_group(of=mission)
    versions = [factories.publish(record) for record in (mission, group.position, factories.decided(group))]
    for version, word in zip(versions, ("missions", "challenge-positions", "decisions"), strict=True):
        for page in ("", "versions/1/", "versions/1/check/"):
            assert "Made up &amp; not true" in read(client, f"/en/{word}/{version.record.slug_en}/{page}")


def test_an_older_version_says_so(client: Client, decision: PublishedVersion) -> None:
    base = f"/en/decisions/{decision.record.slug_en}/"
    older, newest = read(client, base + "versions/1/"), read(client, base + "versions/2/")
    assert "You are reading version 1" in older
    assert f'href="{base}compare/1/2/"' in older
    assert "Twice the cost" not in older
    assert "You are reading" not in newest
    assert "Twice the cost" in newest


@pytest.mark.parametrize(
    ("language", "path", "removed", "added", "note"),
    [
        ("en", "decisions/{}/compare/1/2/", "reasons", "Twice", "The cost was wrong &amp; is mended."),
        ("cy", "penderfyniadau/{}/cymharu/1/2/", "reasons", "Dwywaith", "Roedd y gost yn anghywir."),
    ],
)
def test_a_comparison_marks_words_and_says_why(
    client: Client, decision: PublishedVersion, language: str, path: str, removed: str, added: str, note: str
) -> None:
    page = read(client, f"/{language}/" + path.format(decision.record.slug_en))
    assert re.search(rf"<del>.*{removed}", page)
    assert re.search(rf"<ins>.*{added}", page)
    assert page.count('<section class="opsw-compare">') == 6  # the reasons, and what their correction says of itself
    assert note in page


def test_choosing_two_versions_leads_to_their_comparison(client: Client, decision: PublishedVersion) -> None:
    base = f"/en/decisions/{decision.record.slug_en}/"
    assert client.get(base + "compare/?old=2&new=1").headers["Location"] == base + "compare/1/2/"
    assert client.get(base + "compare/?old=2&new=2").headers["Location"] == base + "versions/2/"


def test_what_is_not_there_is_404_in_the_language_of_the_address(client: Client, decision: PublishedVersion) -> None:
    draft = factories.draft_decision(factories.agreed_group())
    base = f"/en/decisions/{decision.record.slug_en}"
    absent = [
        "/en/decisions/OPSW-1999-0001/",
        f"/en/decisions/{draft.uuid}/",
        f"/en/missions/{uuid.uuid4()}/",
        "/en/nonsense/",
    ]
    absent += [f"{base}/{page}" for page in ("versions/3/", "versions/3/check/", "versions/3/check/proof/")]
    absent += [f"{base}/compare/{page}" for page in ("1/3/", "2/1/", "1/1/", "?old=x&new=1", "?old=1")]
    for address in absent:
        response = client.get(address)
        assert response.status_code == 404, address
        assert "Page not found" in response.content.decode()
    assert '<html lang="cy"' in client.get("/cy/penderfyniadau/OPSW-1999-0001/").content.decode()


def test_the_switch_of_a_page_that_is_not_there_leads_to_the_other_language(client: Client, db: None) -> None:
    for address in ("/cy/no.such.page", "/cy/nonsense/"):
        page = client.get(address).content.decode()
        assert SWITCH.findall(page)[0].startswith("/en/")
        assert '<html lang="cy"' in page


def test_what_is_not_signed_is_not_there(client: Client, decision: PublishedVersion) -> None:
    """Approved and appended, but no checkpoint covers it yet."""
    mission = factories.active_mission(title_en="UNSIGNED")
    waiting = factories.approve(factories.requested(mission))
    assert PublishedVersion.objects.filter(pk=waiting.pk).exists()
    assert client.get(f"/en/missions/{waiting.record.slug_en}/").status_code == 404
    assert client.get(f"/en/missions/{waiting.record.slug_en}/versions/1/").status_code == 404
    for address in ("/en/missions/", "/en/open-log/", "/sitemap.xml", "/en/decisions/"):
        page = read(client, address)
        assert "UNSIGNED" not in page
        assert waiting.record.slug_en not in page
    tasks.sign_log()
    assert "UNSIGNED" in read(client, "/en/missions/")


def test_a_name_that_has_no_welsh_is_marked_as_english(client: Client, db: None) -> None:
    mission = factories.published_mission(sponsor=factories.body("mid-wales-cjc"))
    marked = '<span lang="en">Mid Wales Corporate Joint Committee</span>'
    for address in ("/cy/cenadaethau/", f"/cy/cenadaethau/{mission.record.slug_cy}/"):
        assert marked in read(client, address)
    assert marked not in read(client, "/en/missions/")


@pytest.mark.parametrize(
    ("accepts", "leads_to"),
    [("cy-GB,cy;q=0.9,en;q=0.8", "/cy/"), ("en-GB,en;q=0.9", "/en/"), ("fr,cy;q=0.5,en;q=0.4", "/cy/")],
)
def test_the_start_follows_the_language_of_the_browser(client: Client, db: None, accepts: str, leads_to: str) -> None:
    response = client.get("/", headers={"accept-language": accepts})
    assert (response.status_code, response.headers["Location"]) == (302, leads_to)
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("accepts", ["", "fr-FR,fr;q=0.9", "*"])
def test_the_start_offers_both_languages_cymraeg_first(client: Client, db: None, accepts: str) -> None:
    page = client.get("/", headers={"accept-language": accepts}).content.decode()
    assert page.index(">Cymraeg</a>") < page.index(">English</a>")


def test_the_sitemap_names_each_record_in_both_languages(client: Client, decision: PublishedVersion) -> None:
    sitemap = read(client, "/sitemap.xml")
    for path in (f"/en/decisions/{decision.record.slug_en}/", f"/cy/penderfyniadau/{decision.record.slug_cy}/"):
        assert f"{path}</loc>" in sitemap
    assert "/sitemap.xml" in read(client, "/robots.txt")


def test_an_unchanged_page_is_not_sent_again(client: Client, decision: PublishedVersion) -> None:
    first = client.get("/en/decisions/")
    again = client.get("/en/decisions/", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
