"""The screens of the workspace: in both languages, wide and narrow, for everybody, and by keyboard alone."""

from playwright.sync_api import expect

from opsw_site.management.commands.seed_demo import DEMO_PASSWORD
from tests.journeys.accessibility import accessible
from tests.journeys.conftest import Somebody
from tests.journeys.story.drafting import walk_to
from tests.journeys.visitor import Visitor

NAMES = {"en": "English", "cy": "Cymraeg"}


def _examine(person: Visitor, name: str) -> None:
    """Look at the page in both languages; end in the one that it was in."""
    for language in ("cy", "en"):
        person.language = language
        switch = person.page.get_by_role("link", name=NAMES[language], exact=True)
        if switch.count():
            switch.click()
        expect(person.page.locator("html")).to_have_attribute("lang", language)
        accessible(person.page)
        person.look(f"workspace-{name}")


def test_the_screens_of_a_group_that_delivers(member: Somebody) -> None:
    person = member("convener", "en")
    _examine(person, "my-work")
    person.follow("Task groups")
    _examine(person, "groups")
    person.follow("Home from hospital in west Wales")
    _examine(person, "group")
    group = person.page.url
    for words, name in (
        ("Members, now and before", "members"),
        ("Move the group to another stage", "stage"),
        ("History of the stages", "stage-history"),
        ("Edit the group", "group-edit"),
        ("Closing report", "closing-report"),
        ("Well enough to go home, but still in hospital: the challenge in west Wales", "position"),
        ("One home care team in each county for the first 14 days after hospital", "decision"),
    ):
        person.open(group)
        person.follow(words)
        person.heading(words if name in ("position", "decision") else "")
        _examine(person, name)
    decision = person.page.url
    person.press("Change the texts and dates")
    person.sees("Save")
    _examine(person, "decision-edit")
    person.open(decision)
    person.press("Add an option")
    _examine(person, "option-new")
    person.open(decision)
    person.follow("History: who changed what, and when")
    _examine(person, "decision-history")
    person.follow("Publication")
    _examine(person, "publication")


def test_the_screens_of_a_group_that_defines(member: Somebody) -> None:
    person = member("gwent-convener", "en")
    person.follow("Early talk and play in Gwent")
    _examine(person, "group-defining")
    person.follow("Talk and play before school in Gwent: what we think we see so far")
    _examine(person, "position-draft")
    person.follow_about("Edit this section", "The problem and who it affects")
    _examine(person, "section-edit")


def test_the_screens_of_a_mission(member: Somebody) -> None:
    person = member("lead", "en")
    person.follow("Missions")
    _examine(person, "missions")
    person.follow("Warm homes")
    _examine(person, "mission")
    person.press("Convene a task group")
    person.press("Convene the group")
    _examine(person, "group-form")
    person.follow("Missions")
    person.press("Propose a mission")
    _examine(person, "mission-form")


def test_signing_in_by_keyboard_alone(visitor: Somebody) -> None:
    person = visitor("cy")
    person.open("/cy/gweithle/")
    walk_to(person.page, person.field("Email"))
    person.page.keyboard.type("regional@example.wales")
    walk_to(person.page, person.page.locator("input[type=password]"))
    person.page.keyboard.type(DEMO_PASSWORD)
    walk_to(person.page, person.page.get_by_role("button", name=person.says("Sign in"), exact=True))
    person.page.keyboard.press("Enter")
    person.heading(person.says("My work"))


def test_a_wrong_password_is_explained_and_the_address_kept(visitor: Somebody) -> None:
    person = visitor("en")
    person.open("/en/workspace/")
    person.fill({"Email": "regional@example.wales", "Password": "not it"})
    person.press("Sign in")
    expect(person.page.get_by_role("alert")).to_be_visible()
    assert person.field("Email").input_value() == "regional@example.wales"
    accessible(person.page)
