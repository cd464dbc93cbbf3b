"""A member's whole evening in the workspace, by keyboard alone."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.keyboard import go, skip_to_main, walk_through, walk_to
from tests.journeys.story import six_bodies as story
from tests.journeys.story.agreeing import QUESTION
from tests.journeys.visitor import Visitor
from tools.management.commands.seed_demo import DEMO_PASSWORD


def sign_in(person: Visitor, email: str) -> None:
    person.open(f"/{person.language}/{person.says('workspace/')}")
    skip_to_main(person)
    _type(person, "Email", email)
    _type(person, "Password", DEMO_PASSWORD)
    go(person, person.button("Sign in"))
    person.heading(person.says("My work"))


def _type(person: Visitor, label: str, text: str) -> None:
    walk_to(person, person.page.get_by_label(person.says(label), exact=True))
    person.page.keyboard.type(text)


def add_a_sentence(person: Visitor) -> None:
    """From one's own work to a section of the position; what is added goes to the end of both texts."""
    group = story.GROUP[person.language]
    skip_to_main(person)
    go(person, person.page.get_by_role("main").get_by_role("link", name=group, exact=True).last)
    person.heading(group)
    skip_to_main(person)
    go(person, person.link(group, within=person.section("Challenge position")))
    edit = person.link_about("Edit this section", person.says(story.PROBLEM))
    expect(edit).to_be_visible()
    skip_to_main(person)
    go(person, edit)
    person.heading(person.says(story.PROBLEM))
    walk_through(person)
    text = person.field("text in Welsh")
    walk_to(person, text)
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(story.ADDED["cy"])
    _make_a_list(person, text)
    walk_to(person, person.field("text in English"))
    person.page.keyboard.press("Control+End")
    person.page.keyboard.type(story.ADDED["en"])
    go(person, person.button("Save the section"))
    person.sees("The section was saved.")
    person.reads(story.ADDED["cy"].strip())


def _make_a_list(person: Visitor, text: Locator) -> None:
    """The buttons over the text are one stop; the arrow keys move between them."""
    tools = person.page.get_by_role("toolbar").first
    walk_to(person, tools.get_by_role("button").first, "Shift+Tab")
    walk_to(person, person.button("List", within=tools), "ArrowRight")
    person.page.keyboard.press("Enter")
    expect(text).to_have_value(re.compile("^- .*" + re.escape(story.ADDED["cy"])))


def sign_off(person: Visitor) -> None:
    """The question waits in one's own work; the arrow keys move between the answers."""
    page = person.page
    go(person, person.link("My work"))
    person.heading(person.says("My work"))
    skip_to_main(person)
    go(person, person.link(QUESTION, within=person.task(story.GROUP[person.language])))
    yes, no = (page.get_by_label(person.says(words), exact=True) for words in ANSWERS)
    expect(yes).to_be_visible()
    walk_to(person, yes)
    page.keyboard.press("ArrowDown")
    expect(no).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(yes).to_be_checked()
    walk_to(person, person.button("Record the answer"))
    walk_to(person, yes, "Shift+Tab")
    go(person, person.button("Record the answer"), key="Space")
    person.sees("Your answer is recorded.")


ANSWERS = ("Sign off this version", "Record a reservation")


def sign_out(person: Visitor) -> None:
    go(person, person.button("Sign out"))
    expect(person.link("Workspace for members").first).to_be_visible()
    expect(person.button("Sign out")).to_have_count(0)
