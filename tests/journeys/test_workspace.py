"""The screens of the workspace: in both languages, wide and narrow, for everybody."""

import re

from playwright.sync_api import expect

from tests.journeys.accessibility import accessible, examine
from tests.journeys.conftest import Somebody
from tests.journeys.visitor import Visitor

PROBLEM = "The problem and who it affects"


def test_a_persons_own_account(member: Somebody) -> None:
    person = member("citizen", "cy")
    person.follow("Your account")
    examine(person, "workspace-account")
    person.follow("Notifications")
    examine(person, "workspace-notifications")


def test_the_screens_of_a_group_that_delivers(member: Somebody) -> None:
    person = member("convener", "en")
    examine(person, "workspace-my-work")
    person.follow("Task groups")
    examine(person, "workspace-groups")
    person.follow("Home from hospital in west Wales")
    examine(person, "workspace-group")
    group = person.page.url
    for words, name in (
        ("Members, now and before", "members"),
        ("Commitments", "commitments"),
        ("Who must be present and who must sign off", "rules"),
        ("Time limit and extensions", "time-limit"),
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
        examine(person, f"workspace-{name}")
    decision = person.page.url
    person.press("Correct the texts and dates")
    person.sees("Save")
    examine(person, "workspace-decision-correct")
    person.open(decision)
    person.follow("History: who changed what, and when")
    examine(person, "workspace-decision-history")
    person.follow("Publication")
    examine(person, "workspace-publication")


def test_states_and_scales_are_seen_in_the_colours_of_the_reader(member: Somebody) -> None:
    person = member("convener", "en")
    person.follow("Task groups")
    person.follow("Home from hospital in west Wales")
    person.page.emulate_media(forced_colors="active", color_scheme="dark")
    text = "getComputedStyle(document.body).color"
    for mark in (".opsw-meter__mark", ".opsw-logo__first"):
        assert person.page.locator(mark).first.evaluate(f"it => getComputedStyle(it).stroke === {text}"), mark
    person.open("/en/decisions/OPSW-2026-0003/")
    line = person.page.locator(".opsw-scale__line").first
    assert line.evaluate(f"it => getComputedStyle(it).backgroundColor === {text}")
    for framed in (".opsw-standin", ".opsw-example__tag", ".opsw-scale__mark"):
        width = person.page.locator(framed).first.evaluate("it => parseFloat(getComputedStyle(it).borderTopWidth)")
        assert width >= 1, framed
    person.page.emulate_media(forced_colors="none", color_scheme="light")


def test_the_screens_of_the_parts_of_a_decision(member: Somebody) -> None:
    person = member("convener", "en")
    person.follow("Home from hospital in west Wales")
    group = person.page.url
    person.follow("One home care team in each county for the first 14 days after hospital")
    person.press("Record what your body decided")
    examine(person, "workspace-adoption")
    person.open(group)
    person.follow("A night sitting service across the three counties", within=person.section("Decisions"))
    decision = person.page.url
    for words, name in (
        ("Change the texts and dates", "decision-edit"),
        ("Add an option", "option-new"),
        ("Add a trade-off", "trade-off-new"),
        ("Add a constraint", "constraint-new"),
        ("Add evidence", "evidence-new"),
        ("Add a consultation", "consultation-new"),
        ("Add a declared interest", "declared-interest-new"),
        ("Open the impact in another area", "impact-new"),
    ):
        person.press(words)
        examine(person, f"workspace-{name}")
        person.open(decision)


def test_the_screens_of_what_is_taken_back(member: Somebody) -> None:
    person = member("redaction", "cy")
    person.follow("Publication")
    person.follow("What is withheld")
    examine(person, "workspace-withheld")
    person.follow("Ask that it be shown again", exact=False)
    examine(person, "workspace-removal-new")


def test_the_screens_of_meetings(member: Somebody) -> None:
    person = member("convener", "en")
    person.follow("Home from hospital in west Wales")
    person.press("All meetings")
    examine(person, "workspace-meetings")
    meetings = person.page.url
    person.press("Schedule a meeting")
    examine(person, "workspace-meeting-new")
    person.open(meetings)
    person.follow("Getting the teams started")
    examine(person, "workspace-meeting-past")
    past = person.page.url
    for words, name in (
        ("Write attendance and notes", "meeting-notes"),
        ("Write down a member's interest", "interest-of-member"),
    ):
        person.press(words)
        examine(person, f"workspace-{name}")
        person.open(past)
    person.open(meetings)
    person.follow("Ready for January")
    examine(person, "workspace-meeting-to-come")
    to_come = person.page.url
    person.press("Declare an interest")
    examine(person, "workspace-interest")
    for words, name in (("Change the meeting", "meeting-edit"), ("Cancel the meeting", "meeting-cancel")):
        person.open(to_come)
        person.follow(words)
        examine(person, f"workspace-{name}")


def test_the_screens_of_a_group_that_defines(member: Somebody) -> None:
    person = member("gwent-convener", "en")
    _open_draft(person, "group-defining")
    examine(person, "workspace-position-draft")
    person.follow_about("Edit this section", PROBLEM)
    examine(person, "workspace-section-edit")


def test_the_screens_of_a_discussion(member: Somebody) -> None:
    person = member("gwent-convener", "en")
    _open_draft(person)
    position = person.page.url
    for words, name in (
        ("Comment", "comment"),
        ("Suggest a change", "suggest"),
        ("Say who looks after it", "section-holder"),
    ):
        person.follow_about(words, PROBLEM)
        person.heading("")
        examine(person, f"workspace-{name}")
        person.open(position)
    person.page.get_by_role("link", name=re.compile("^Suggestions waiting for an answer")).click()
    examine(person, "workspace-suggestions")
    person.link_about("Answer", "Fatima Rahman").first.click()
    examine(person, "workspace-suggestion")
    person.press("Decline it")
    examine(person, "workspace-suggestion-decline")


def test_the_screens_of_one_version(member: Somebody) -> None:
    person = member("gwent-convener", "en")
    _open_draft(person)
    person.follow("Versions")
    person.follow("Version %(number)s", number=2)
    examine(person, "workspace-version")
    person.follow("Give it a name")
    examine(person, "workspace-version-name")


def _open_draft(person: Visitor, group_shown_as: str = "") -> None:
    """Go to a position that is being written; look at its group on the way, when that has a name for its picture."""
    person.follow("Early talk and play in Gwent")
    if group_shown_as:
        examine(person, f"workspace-{group_shown_as}")
    person.follow("Talk and play before school in Gwent: what we think we see so far")
    person.heading("Talk and play before school in Gwent")


def test_the_screens_of_a_mission(member: Somebody) -> None:
    person = member("lead", "en")
    person.follow("Missions")
    examine(person, "workspace-missions")
    person.follow("Warm homes")
    examine(person, "workspace-mission")
    person.press("Convene a task group")
    person.press("Convene the group")
    examine(person, "workspace-group-form")
    person.follow("Missions")
    person.press("Propose a mission")
    examine(person, "workspace-mission-form")


def test_a_wrong_password_is_explained_and_the_address_kept(visitor: Somebody) -> None:
    person = visitor("en")
    person.open("/en/workspace/")
    person.fill({"Email": "regional@example.wales", "Password": "not it"})
    person.press("Sign in")
    expect(person.page.get_by_role("alert")).to_be_visible()
    assert person.field("Email").input_value() == "regional@example.wales"
    accessible(person.page)
