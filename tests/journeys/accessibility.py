"""What a machine can say about the accessibility of a page, in both languages and two widths."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.visitor import Visitor

LEVEL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NAMES = {"en": "English", "cy": "Cymraeg"}
_axe = Axe()


def accessible(page: Page) -> None:
    """axe finds nothing against WCAG 2.2 AA on the page as it stands."""
    found = _axe.run(page, options={"runOnly": {"type": "tag", "values": LEVEL}}).response["violations"]
    lines = [
        f"{violation['id']}: {violation['help']}: {', '.join(str(node['target']) for node in violation['nodes'][:5])}"
        for violation in found
    ]
    assert not found, "\n".join([page.url, *lines])


def examine(person: Visitor, name: str) -> None:
    """The page in both languages, wide and narrow, for everybody; ends in the language that the person reads."""
    own = person.language
    for language in ("en" if own == "cy" else "cy", own):
        person.page.get_by_role("link", name=NAMES[language], exact=True).click()
        expect(person.page.locator("html")).to_have_attribute("lang", language)
        person.language = language
        person.look(name, accessible)
