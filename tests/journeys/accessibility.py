"""What a machine can say about the accessibility of a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LEVEL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_axe = Axe()


def accessible(page: Page) -> None:
    """axe finds nothing against WCAG 2.2 AA on the page as it stands."""
    found = _axe.run(page, options={"runOnly": {"type": "tag", "values": LEVEL}}).response["violations"]
    lines = [
        f"{violation['id']}: {violation['help']}: {', '.join(str(node['target']) for node in violation['nodes'][:5])}"
        for violation in found
    ]
    assert not found, "\n".join([page.url, *lines])
