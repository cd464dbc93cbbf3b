"""Somebody at a browser: reads and clicks what the page says, in their language."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation.trans_real import DjangoTranslation
from playwright.sync_api import BrowserContext, Locator, Page, expect

WIDE, NARROW, NARROWEST = 1280, 360, 320  # CSS pixels; the last is a window of 1280 at 400 %
HEIGHT = 900


def said(words: str, language: str, **facts: object) -> str:
    """The words as the product says them in `language`; `facts` fill their gaps."""
    with override(language):
        text = gettext(words)
    if text == words:  # the page editor draws some of its words itself
        text = _by_scripts(language).gettext(words)
    return text % facts if facts else text


@cache
def _by_scripts(language: str) -> DjangoTranslation:
    return DjangoTranslation(language, domain="djangojs")


def nothing_beyond_the_edge(page: Page) -> None:
    """The page needs no scrolling sideways."""
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert beyond <= 0, f"{page.url} is {beyond} px wider than a window of {page.viewport_size}"


LONGEST_NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
_BEYOND_WITH = """(name) => {
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, seen = !text.parentElement.closest("script, style, option, textarea, svg");
    if (seen && text.data.trim()) texts.push([text, text.data]);
  }
  for (const [text] of texts) text.data = name;
  const beyond = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  for (const [text, data] of texts) text.data = data;
  return beyond;
}"""


def the_longest_name_fits(page: Page) -> None:
    """The narrowest window needs no scrolling sideways, even if every text is the longest name of a place."""
    beyond = page.evaluate(_BEYOND_WITH, LONGEST_NAME)
    assert beyond <= 0, f"{page.url} is {beyond} px wider than its window when it names {LONGEST_NAME}"


class Visitor:
    """One person with one window. Every text is looked for in `language` by what it says in English."""

    def __init__(self, context: BrowserContext, url: str, language: str, shots: Path | None, name: str) -> None:
        self.context, self.url, self.language, self.shots, self.name = context, url, language, shots, name
        self.page: Page = context.new_page()
        self.scripted = True

    def says(self, words: str, **facts: object) -> str:
        return said(words, self.language, **facts)

    def label(self, words: str) -> str:
        """The words as a form begins a label with them."""
        text = self.says(words)
        return text[:1].upper() + text[1:]

    def open(self, address: str, status: int = 200) -> None:
        """Type an address of the site into the address bar."""
        answer = self.page.goto(address if address.startswith("http") else self.url + address)
        assert answer is not None
        assert answer.status == status, f"{answer.status} from {address}"

    def link(self, words: str, within: Locator | None = None, exact: bool = True, **facts: object) -> Locator:
        return (within or self.page).get_by_role("link", name=self.says(words, **facts), exact=exact)

    def follow(self, words: str, within: Locator | None = None, exact: bool = True, **facts: object) -> None:
        """Click the link that says `words`."""
        self.link(words, within, exact, **facts).first.click()

    def follow_about(self, words: str, about: str, **facts: object) -> None:
        """Click the link that says `words` and, for those who hear it alone, what it is about."""
        self.link_about(words, about, **facts).click()

    def link_about(self, words: str, about: str, **facts: object) -> Locator:
        return self.page.get_by_role("link", name=self._about(words, about, **facts))

    def _about(self, words: str, about: str, **facts: object) -> re.Pattern[str]:
        return re.compile(f"^{re.escape(self.says(words, **facts))}.*{re.escape(about)}")

    def button(self, words: str, within: Locator | None = None, **facts: object) -> Locator:
        """The button that says `words`, be it a button or a link that looks like one."""
        return (within or self.page).get_by_role("button", name=self.says(words, **facts), exact=True)

    def press(self, words: str, within: Locator | None = None, **facts: object) -> None:
        """Click the button that says `words`."""
        self.button(words, within, **facts).first.click()

    def press_about(self, words: str, about: str) -> None:
        """Click the button that says `words` and, for those who hear it alone, what it is about."""
        self.page.get_by_role("button", name=self._about(words, about)).click()

    def ready(self) -> None:
        """Wait until the scripts of the page have begun; a browser without script has none to wait for."""
        if not self.scripted:
            return
        expect(self.page.locator('script[type=module][src*="/opsw/"]:not([data-ready])')).to_have_count(0)

    def field(self, label: str) -> Locator:
        """The form field with this label; a mark after it, such as "(optional)", does not count."""
        self.ready()
        return self.page.get_by_role("main").get_by_label(re.compile(r"^\s*" + re.escape(self.label(label))))

    def fill(self, texts: dict[str, str]) -> None:
        """Write each text into the field with its label."""
        for label, text in texts.items():
            self.field(label).fill(text)

    def choose(self, words: str, within: Locator | None = None) -> None:
        """Pick the radio button or checkbox that says `words`."""
        (within or self.page).get_by_label(self.says(words), exact=True).check()

    def pick(self, label: str, words: str) -> None:
        """Type into a long list, and pick what it finds."""
        self.field(label).fill(words)
        self.page.get_by_role("option", name=words).first.click()

    def date(self, legend: str, year: int, month: int, day: int) -> None:
        # The legend ends here, or a mark such as "(optional)" follows.
        group = self.page.get_by_role("group", name=re.compile(rf"^\s*{re.escape(self.label(legend))}\s*(\(|$)"))
        for part, number in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(self.says(part), exact=True).fill(str(number))

    def sees(self, words: str, **facts: object) -> None:
        """The page shows these words of the product, in this person's language."""
        self.reads(self.says(words, **facts))

    def reads(self, text: str) -> None:
        """The page shows this text, as it was written by somebody."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def does_not_read(self, text: str) -> None:
        expect(self.page.get_by_text(text)).to_have_count(0)

    def heading(self, text: str) -> None:
        """The page's one main heading says this, perhaps with a caption above it."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    def section(self, heading: str, **facts: Any) -> Locator:
        """The part of the page under this heading."""
        return self.page.get_by_role("region", name=self.says(heading, **facts))

    def my_work(self) -> None:
        """Go to the start of the workspace by its menu."""
        self.follow("My work")
        self.heading(self.says("My work"))

    def task(self, hint: str) -> Locator:
        """The line of a task list that says this."""
        return self.page.get_by_role("listitem").filter(has_text=hint)

    def look(self, name: str, *checks: Callable[[Page], None]) -> None:
        """Look at the whole page, wide and narrow: nothing is beyond the edge, and the checks hold for both.

        In the narrowest window there is room for the longest name, wherever it may stand.
        """
        self.page.wait_for_load_state("load")
        for width in (WIDE, NARROW):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            for check in (nothing_beyond_the_edge, *checks):
                check(self.page)
            self.picture(f"{name}-{self.language}-{width}")
        self.page.set_viewport_size({"width": NARROWEST, "height": HEIGHT})
        the_longest_name_fits(self.page)
        self.page.set_viewport_size({"width": WIDE, "height": HEIGHT})

    def picture(self, name: str) -> None:
        """Take a picture of the whole page, when the run was asked for pictures."""
        if self.shots:
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)
