"""What a page says of itself to search engines and social networks, and how its headings follow each other."""

import datetime
import re
from collections import Counter

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from cms.setup import set_up_site
from core.dates import WALES
from people.models import PlatformRole
from publication import tasks
from publication.published import pages
from publication.published.models import PublishedRecord, PublishedVersion
from tests import factories
from tests.cms.team import TeamMember, fresh, release
from tests.public.story import working

Head = dict[str, str]


@pytest.fixture
def everything(addresses: dict[str, list[str]], decision: PublishedVersion) -> dict[str, list[str]]:
    """Every public page with a head, the editorial ones too: a home page and an update, in both languages."""
    set_up_site()
    editor = TeamMember(factories.person("comms@example.wales", PlatformRole.COMMUNICATIONS_EDITOR))
    moderator = TeamMember(factories.publisher())
    mission = editor.mission_page(PublishedRecord.objects.get(uuid=decision.mission))
    release(mission, editor, moderator)
    update = editor.update_page(mission[0], decision.record)
    release(update, editor, moderator)
    own = {page.language: [f"/{page.language}/", fresh(page).url] for page in update}
    return {
        language: own[language] + [page for page in pages if not page.endswith(("/proof/", "/prawf/"))]
        for language, pages in addresses.items()
    }


def page_at(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def head_of(page: BeautifulSoup) -> Head:
    """Title, canonical address, and every `meta` by its name or property; one that is there twice is an error."""
    rows = [
        (str(meta.get("name") or meta.get("property")), str(meta["content"])) for meta in page.select("meta[content]")
    ]
    assert [name for name, times in Counter(name for name, _value in rows).items() if times > 1] == []
    [title], [canonical] = page.select("head > title"), page.select("link[rel=canonical]")
    return dict(rows) | {"title": title.text, "canonical": str(canonical["href"])}


def check_head(head: Head, language: str) -> None:
    """A page says in its head what it is, where it is and in which language, and says it once."""
    assert head["title"] == f"{head['og:title']} – OPSW"
    assert 5 < len(head["description"]) <= 200
    assert not re.search(r"[<>]|\*\*|\n", head["description"])
    assert head["og:description"] == head["description"]
    assert head["og:url"] == head["canonical"]
    assert head["canonical"].startswith(f"{settings.SITE_URL}/{language}/")
    assert head["og:image"].startswith(settings.SITE_URL)
    assert head["og:type"] in ("article", "website")
    assert {head["og:locale"], head["og:locale:alternate"]} == {"en_GB", "cy_GB"}
    assert head["og:locale"].startswith(language)


def jumps(page: BeautifulSoup) -> list[tuple[int, int]]:
    """The levels of each heading that jumps over a level, and of the heading before it; there is one h1."""
    levels = [int(heading.name[1]) for heading in page.select("main :is(h1, h2, h3, h4, h5, h6)")]
    assert levels.count(1) == 1
    return [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1]


def check_sitemap(client: Client, everything: dict[str, list[str]]) -> None:
    """The sitemap names every page once, with its twin and the day it last changed; not older versions."""
    rows = rows_of(client)
    below_a_record = re.compile(r"/(versions|fersiynau|compare|cymharu)/")
    assert set(rows) == {
        address for pages in everything.values() for address in pages if not below_a_record.search(address)
    }
    for english, welsh in zip(everything["en"], everything["cy"], strict=True):
        for address in {english, welsh} & set(rows):
            day, links = rows[address]
            assert links == {"en": english, "cy": welsh}
            assert day, address


def test_every_page_says_what_it_is_and_where(client: Client, everything: dict[str, list[str]]) -> None:
    for language, found in everything.items():
        titles: dict[str, str] = {}
        for address in found:
            page = page_at(client, address)
            head = head_of(page)
            assert titles.setdefault(head["title"], address) == address
            check_head(head, language)
            assert jumps(page) == [], address
            email = page.select_one(f'footer a[href="mailto:{settings.CONTACT_EMAIL}"]')
            assert email, address
    check_sitemap(client, everything)


def test_the_newest_version_by_its_number_is_the_record_itself(client: Client, decision: PublishedVersion) -> None:
    base = f"/en/decisions/{decision.record.slug_en}/"
    expected = {base: base, base + "versions/2/": base, base + "versions/1/": base + "versions/1/"}
    expected |= {base + "versions/1/check/": base + "versions/1/check/", base + "?x=1": base}
    expected |= {"/en/decisions/?state=decided": "/en/decisions/", "/en/decisions/?page=x": "/en/decisions/"}
    for address, canonical in expected.items():
        assert head_of(page_at(client, address))["canonical"] == settings.SITE_URL + canonical, address


def test_each_page_of_a_list_has_its_own_address_and_title(
    client: Client, decision: PublishedVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PER_PAGE", 1)
    factories.publish(factories.decided(working(decision).group))
    first, second, narrowed = (
        head_of(page_at(client, f"/en/decisions/{query}")) for query in ("?page=1", "?page=2", "?page=2&state=decided")
    )
    assert first["canonical"] == narrowed["canonical"] == f"{settings.SITE_URL}/en/decisions/"
    assert second["canonical"] == f"{settings.SITE_URL}/en/decisions/?page=2"
    assert (first["title"], second["title"]) == ("Decisions – OPSW", "Decisions, page 2 – OPSW")


def test_what_is_not_there_has_no_address_of_its_own(client: Client, db: None) -> None:
    page = BeautifulSoup(client.get("/en/nothing/").content, "html.parser")
    assert page.title
    assert not page.select("link[rel=canonical], meta[property]")


def test_headings_in_members_texts_follow_each_other(client: Client, db: None) -> None:
    text = "# One\n\n#### Two\n\n##### Three\n\n# Four"
    made = factories.decided(**{f"{name}_{code}": text for name in ("question", "decision") for code in ("en", "cy")})
    factories.publish(made.group.mission)
    version = factories.publish(made)
    page = page_at(client, f"/en/decisions/{version.record.slug_en}/")
    for place in (".opsw-statement", "h2 + .opsw-prose:not(.opsw-statement)"):
        assert [heading.name for heading in page.select_one(place).select("h3, h4, h5, h6")] == ["h3", "h4", "h5", "h3"]
    assert jumps(page) == []


def rows_of(client: Client) -> dict[str, tuple[str, dict[str, str]]]:
    """What the sitemap says of each path: the day of its last change, and its address in each language."""
    rows = re.findall(r"<url>(.*?)</url>", client.get("/sitemap.xml").content.decode())
    found = {}
    for row in rows:
        [path] = re.findall(rf"<loc>{settings.SITE_URL}(.*?)</loc>", row)
        days = re.findall(r"<lastmod>(.*?)</lastmod>", row)
        found[path] = ("".join(days), dict(re.findall(rf'hreflang="(\w\w)" href="{settings.SITE_URL}(.*?)"', row)))
    assert len(found) == len(rows)
    return found


def test_the_sitemap_says_when_a_page_last_changed(client: Client, db: None) -> None:
    days = [datetime.datetime(2026, 3, number, 9, tzinfo=WALES) for number in (2, 3, 4)]
    with time_machine.travel(days[0]):
        made = factories.decided()
        mission = factories.publish(made.group.mission)
    with time_machine.travel(days[1]):
        version = factories.publish(made)
    with time_machine.travel(days[2]):
        other = factories.published_mission()
        tasks.sign_log()
    rows = rows_of(client)
    changed = {address: day for address, (day, _links) in rows.items() if day}
    assert changed[f"/en/decisions/{version.record.slug_en}/"] == "2026-03-03"
    assert changed[f"/en/missions/{mission.record.slug_en}/timeline/"] == "2026-03-03"  # a decision is part of it
    assert changed[f"/en/missions/{other.record.slug_en}/"] == "2026-03-04"
    assert changed["/en/decisions/"] == "2026-03-03"
    assert changed["/en/withheld/"] == changed["/en/missions/"] == "2026-03-04"
    assert "/en/reviews/" in rows
