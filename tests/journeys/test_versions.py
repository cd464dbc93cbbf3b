"""A member who knows no Markdown writes a list; a named version comes back after the text was written over."""

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import accessible
from tests.journeys.conftest import Somebody
from tests.journeys.test_drafting import is_saved, open_section

SECTION = "What has been tried"


# The second does not share a word with the first, who would be named as the one who wrote it.
@pytest.mark.parametrize(
    ("member_name", "language", "words"),
    [("torfaen", "en", "Visits at home"), ("aneurin-bevan", "cy", "Llyfrau ym mhob cartref")],
)
def test_a_list_without_markdown_and_a_version_that_comes_back(
    member: Somebody, member_name: str, language: str, words: str
) -> None:
    person = member(member_name, language)
    version_name = f"Version of {member_name}"
    field = open_section(person, SECTION)
    field.fill(words)
    person.press("List", person.page.get_by_role("toolbar").last)
    expect(field).to_have_value(f"- {words}")
    is_saved(person)
    person.look("section-toolbar", accessible)
    person.press("Save the section")
    expect(person.page.get_by_role("listitem").filter(has_text=words)).to_be_visible()

    person.follow("Versions")
    person.look("versions", accessible)
    person.follow("Give it a name", exact=False)
    person.fill({"name in English": version_name})
    person.press("Save")
    person.reads(version_name)

    field = open_section(person, SECTION)
    field.fill("Something else")
    person.press("Save the section")
    person.does_not_read(words)
    person.follow("Versions")
    person.page.get_by_role("listitem").filter(has_text=version_name).get_by_role("link").first.click()
    person.follow("What has changed since")
    person.look("compare", accessible)
    person.page.go_back()
    person.follow("Restore this version")
    person.look("restore", accessible)
    person.press("Restore as a new version")
    person.sees("The earlier words are back, as a new version.")
    person.reads(words)
    person.follow("Who wrote what")
    person.reads(words)
    person.look("who-wrote-what", accessible)
