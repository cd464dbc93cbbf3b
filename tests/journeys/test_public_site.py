"""Every kind of public page: in both languages, wide and narrow, for everybody, light, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import NAMES, accessible
from tests.journeys.conftest import Somebody

DECISION = "/en/decisions/OPSW-2026-0003/"
PAGES = {
    "home": "/en/",
    "missions": "/en/missions/",
    "mission": "/en/missions/care-at-home/",
    "task-groups": "/en/task-groups/",
    "task-group": "/en/task-groups/home-from-hospital-west-wales/",
    "closing-reports": "/en/closing-reports/",
    "closing-report": "/en/closing-reports/care-at-night-ceredigion/",
    "decisions": "/en/decisions/",
    "decision": DECISION,
    "older-version": f"{DECISION}versions/1/",
    "compare": f"{DECISION}compare/1/2/",
    "check": f"{DECISION}versions/2/check/",
    "reviews": "/en/reviews/",
    "review": "/en/reviews/OPSW-2026-0001-R1/",
    "forward-plan": "/en/forward-plan/",
    "forward-plan-item": "/en/forward-plan/OPSW-FP-2026-0003/",
    "positions": "/en/challenge-positions/",
    "position": "/en/challenge-positions/OPSW-CP-2026-0001/",
    "updates": "/en/updates/",
    "open-log": "/en/open-log/",
    "withheld": "/en/withheld/",
    "open-data": "/en/open-data/",
    "verify": "/en/open-log/verify/",
    "sign-in": "/en/account/sign-in/",
}
FIRST_VISIT = {"requests": 6, "bytes": 60 * 1024}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_serves_everybody_in_both_languages(visitor: Somebody, name: str) -> None:
    reader = visitor("en")
    reader.open(PAGES[name])
    for language in ("en", "cy"):
        reader.language = language
        expect(reader.page.locator("html")).to_have_attribute("lang", language)
        expect(reader.page.get_by_role("heading", level=1)).to_have_count(1)
        reader.look(f"site-{name}", accessible)
        other = "cy" if language == "en" else "en"
        reader.page.get_by_role("link", name=NAMES[other], exact=True).click()
    expect(reader.page).to_have_url(reader.url + PAGES[name])


@pytest.mark.parametrize("address", ["/en/", DECISION])
def test_a_first_visit_is_light(visitor: Somebody, address: str) -> None:
    reader = visitor("en")
    inspector = reader.context.new_cdp_session(reader.page)
    inspector.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    inspector.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    inspector.on(
        "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]})
    )
    reader.open(address)
    reader.page.wait_for_load_state("networkidle")
    counted = [size for request, size in sizes.items() if kinds.get(request) != "Image"]
    assert len(counted) <= FIRST_VISIT["requests"], kinds
    assert sum(counted) <= FIRST_VISIT["bytes"], counted


def test_a_decision_on_paper(visitor: Somebody) -> None:
    reader = visitor("en")
    reader.open(DECISION)
    reader.page.emulate_media(media="print")
    kinds = ("h1", "h2.govuk-heading-l", "h3.govuk-heading-m", ".opsw-prose:not(.opsw-statement) p")
    sizes = [
        reader.page.locator(f"main {kind}").first.evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
        for kind in kinds
    ]
    assert sizes == sorted(set(sizes), reverse=True), "from the title to the text each is smaller than the one above"
    line = reader.page.locator(".opsw-scale__line").first
    assert line.evaluate("it => getComputedStyle(it).printColorAdjust") == "exact", "its ground is all that is drawn"
    pages = re.findall(rb"/Type\s*/Page\b", reader.page.pdf(prefer_css_page_size=True))
    assert 0 < len(pages) <= 6


def test_the_site_works_without_scripts(visitor: Somebody) -> None:
    reader = visitor("en", java_script_enabled=False)
    reader.open("/")
    reader.follow("Decisions")
    reader.field("Trade-off").select_option(index=1)
    reader.page.get_by_role("main").get_by_role("button").first.click()
    reader.open(DECISION)
    reader.follow("What changed in version %(number)s", number=2)
    expect(reader.page.get_by_role("insertion").first).to_be_visible()
    reader.open(f"{DECISION}versions/2/check/")
    expect(reader.page.get_by_role("button", name="Check now")).to_be_hidden()
    expect(reader.link("Download the proof")).to_be_visible()
    reader.follow("Cymraeg")
    expect(reader.page.locator("html")).to_have_attribute("lang", "cy")
    assert reader.context.cookies() == []


def test_the_start_asks_a_reader_of_neither_language(visitor: Somebody) -> None:
    reader = visitor("fr")
    reader.open("/")
    accessible(reader.page)
    reader.look("site-start")
    reader.page.get_by_role("button", name="Cymraeg").click()
    expect(reader.page.locator("html")).to_have_attribute("lang", "cy")
