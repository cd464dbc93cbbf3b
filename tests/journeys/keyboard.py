"""Going through a page by keyboard alone: where the focus goes, and that whoever sees can see it."""

from playwright.sync_api import Locator, expect

from tests.journeys.visitor import Visitor

SEEN = 24  # CSS pixels of what has the focus that are in the window at least
STEPS = 250  # more than any page of the workspace has places to stop at

# How an element looks that has the focus or has it not; radio buttons and checkboxes draw themselves on their label.
_LOOK = """
const look = (element) => [[element, null], [element, "::before"], [element.labels?.[0], "::before"]]
  .filter(([part]) => part).map(([part, pseudo]) => getComputedStyle(part, pseudo))
  .map((s) => [s.outlineStyle, s.outlineColor, s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor,
    s.borderWidth].join(" ")).join("|");
"""

# Once for each page, before the first step: how everything looks without the focus.
_REMEMBER = f"""() => {{
  {_LOOK}
  if (window.opswLooks) return;
  window.opswLooks = new Map();
  for (const element of document.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]"))
    if (element !== document.activeElement) window.opswLooks.set(element, look(element));
}}"""

# What is wrong with the element that has the focus, in words; empty when it is seen.
_FAULT = f"""() => {{
  {_LOOK}
  const element = document.activeElement;
  if (element === document.body) return "";
  const {{ top, bottom, left, right, width, height }} = element.getBoundingClientRect();
  const high = Math.min(bottom, innerHeight) - Math.max(top, 0), wide = Math.min(right, innerWidth) - Math.max(left, 0);
  if (high < Math.min(height, {SEEN}) || wide < Math.min(width, {SEEN})) return "out of sight";
  if (window.opswLooks.get(element) === look(element)) return "looks the same with and without the focus";
  return element.matches(":focus-visible") ? "" : "has no visible focus";
}}"""

_NAME = "() => document.activeElement.outerHTML.slice(0, 200)"
_HAS_FOCUS = "element => element === document.activeElement"


def step(person: Visitor, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab, once: what has the focus now is in the window and looks as if it had it."""
    page = person.page
    page.evaluate(_REMEMBER)
    page.keyboard.press(key)
    fault = page.evaluate(_FAULT)
    assert not fault, f"{fault}: {page.evaluate(_NAME)} on {page.url}"


def walk_to(person: Visitor, goal: Locator, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab, until the goal has the focus."""
    expect(goal).to_have_count(1)
    for _ in range(STEPS):
        if goal.evaluate(_HAS_FOCUS):
            return
        step(person, key)
    raise AssertionError(f"{key} does not lead to {goal} on {person.page.url}")


def go(person: Visitor, goal: Locator, key: str = "Enter") -> None:
    """Walk to a link or a button and use it."""
    walk_to(person, goal)
    person.page.keyboard.press(key)


def skip_to_main(person: Visitor) -> None:
    """The first stop of a page is the way past its head, which leads into the main part.

    A form that is sent from there comes back there: the browser keeps the end of the address.
    """
    if person.page.url.endswith("#main-content"):
        return
    step(person)
    skip = person.link("Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    person.page.keyboard.press("Enter")
    expect(person.page.get_by_role("main")).to_be_focused()


def walk_through(person: Visitor) -> None:
    """Nothing on the page holds the focus: Tab leads from its first stop to its last, Shift+Tab back again."""
    first, last = person.link("Skip to main content"), person.page.get_by_role("contentinfo").get_by_role("link").last
    walk_to(person, last)
    walk_to(person, first, "Shift+Tab")
