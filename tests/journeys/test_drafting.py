"""Two members write one section at once; nothing is lost by a lost connection, a closed window or the same words."""

import datetime
import re

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Somebody
from tests.journeys.visitor import Visitor
from tools.demo.script import story_file

QUESTIONS = "Open questions"
EXPERIENCE = "What people experience"


def open_position(person: Visitor) -> None:
    """Go to the position that is being drafted."""
    group = next(text for text in story_file("groups") if text["key"] == "gwent-early-years")
    position = next(text for text in story_file("positions") if text["group"] == "gwent-early-years")
    person.my_work()
    person.follow("Task groups")
    person.page.get_by_role("link", name=group[f"name_{person.language}"]).click()
    person.page.get_by_role("link", name=position[f"title_{person.language}"]).first.click()
    person.heading(position[f"title_{person.language}"])


def open_section(person: Visitor, section: str) -> Locator:
    """Go to a section of the position; returns the field of its English text."""
    open_position(person)
    person.follow_about("Edit this section", person.says(section))
    person.heading(person.says(section))
    return person.field("text in English")


def open_questions(person: Visitor) -> Locator:
    return open_section(person, QUESTIONS)


def is_saved(person: Visitor) -> None:
    start = person.says("Saved: {time}").partition("{")[0]
    expect(person.page.locator("#save-state")).to_contain_text(start)


def test_two_write_at_once_and_a_lost_connection_loses_nothing(member: Somebody) -> None:
    one, other = member("torfaen", "en"), member("aneurin-bevan", "cy")
    first, second = open_questions(one), open_questions(other)
    first.press("Control+Home")
    first.type("Beginning ")
    is_saved(one)
    expect(second).to_have_value(first.input_value())
    expect(other.page.locator("[data-here]")).to_contain_text(other.says(QUESTIONS))

    second.press("Control+End")
    other.context.set_offline(True)
    second.type(" kept")
    expect(other.page.locator("#save-state")).to_have_attribute("data-state", "offline")
    other.page.close()
    other.context.set_offline(False)
    other.page = other.context.new_page()
    other.open(other.url)
    other.follow("Workspace for members")
    second = open_questions(other)
    other.press("Bring my text back")
    is_saved(other)
    expect(first).to_have_value(second.input_value())
    assert second.input_value().startswith("Beginning ")
    assert second.input_value().endswith(" kept")


def test_the_same_words_are_settled_by_the_second_writer(member: Somebody) -> None:
    one, other = member("gwent-convener", "en"), member("torfaen", "cy")
    first, second = open_questions(one), open_questions(other)
    other.sees("Saving is on: your text is saved while you write.")
    other.context.set_offline(True)
    second.fill("Second " + second.input_value())
    first.fill("First " + first.input_value())
    is_saved(one)
    other.context.set_offline(False)
    expect(other.page.locator("#save-state")).to_have_attribute("data-state", "clash")
    other.press("Save the section")
    other.sees("Somebody else changed the same words while you were writing")
    other.reads("First")
    field = other.field("text in English")
    assert field.input_value().startswith("Second ")
    field.fill(field.input_value().replace("Second", "First and second", 1))
    other.press("Save the section")
    other.sees("The section was saved.")
    expect(first).to_have_value(field_text(other))


def field_text(person: Visitor) -> str:
    """What the section holds now, read from its form."""
    return open_questions(person).input_value()


# The page counts how often it looks, and can be asked to wait for the last answer.
COUNT = """const fetched = window.fetch; window.looks = 0; window.last = Promise.resolve();
window.fetch = (address, options = {}) => {
  if (!options.method) window.looks += 1;
  return (window.last = fetched(address, options));
};"""
HIDDEN = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def looks_in(person: Visitor, seconds: int) -> int:
    """How often the page looks for news in so many seconds of its own clock, in which nothing happens."""
    before = person.page.evaluate("window.looks")
    for _step in range(seconds * 10):
        person.page.clock.run_for(100)
        person.page.evaluate("window.last.then(() => null, () => null)")
    return person.page.evaluate("window.looks") - before


def test_a_page_looks_seldom_while_nothing_happens_and_never_while_it_is_hidden(member: Somebody) -> None:
    reader, other = member("torfaen", "en"), member("gwent-convener", "cy")
    open_position(other)
    reader.page.clock.install()
    reader.page.add_init_script(COUNT)
    open_position(reader)
    reader.ready()
    expect(reader.page.locator("[data-here] li")).not_to_have_count(0)
    reader.page.clock.pause_at(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1))
    looks_in(reader, 2)
    assert 1 <= looks_in(reader, 5) <= 2
    reader.page.keyboard.press("Shift")
    assert looks_in(reader, 1) >= 2
    reader.page.evaluate(HIDDEN, True)
    assert looks_in(reader, 10) == 0
    reader.page.evaluate(HIDDEN, False)
    assert looks_in(reader, 1) >= 1


def test_a_suggestion_reaches_the_other_window_and_goes_into_the_text(member: Somebody) -> None:
    one, other = member("torfaen", "en"), member("gwent-convener", "cy")
    for person in (one, other):
        open_position(person)
    before = other.page.url
    part = other.page.get_by_role("region", name=other.says(EXPERIENCE))
    one.follow_about("Suggest a change", one.says(EXPERIENCE))
    one.choose("The English text")
    one.choose("Add words after them")
    one.fill({"The new words": "Nobody rang twice.", "Why": "Three families said so."})
    one.press("Send the suggestion")
    expect(part.get_by_text("Three families said so.")).to_be_visible()

    part.get_by_role("link", name=re.compile(f"^{re.escape(other.says('Answer'))}.*Delyth Parfitt")).last.click()
    other.press("Accept it")
    other.open(before)
    expect(part.locator("[data-section-text]")).to_contain_text("Nobody rang twice.")
    accepted = one.page.get_by_role("region", name=one.says(EXPERIENCE)).locator("[data-section-text]")
    expect(accepted).to_contain_text("Nobody rang twice.")
