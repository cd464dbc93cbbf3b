"""Six bodies answer a position, are asked again when its text changes, agree it, and open it again."""

import re

from playwright.sync_api import expect

from tests.journeys.accessibility import accessible, examine
from tests.journeys.product import Product
from tests.journeys.story import drafting, six_bodies as story
from tests.journeys.story.convening import open_group
from tests.journeys.story.texts import in_both
from tests.journeys.visitor import Visitor, said

ASKED = "Your body's answer is asked for"
QUESTION = "Sign off the challenge position, or record a reservation"
STALE = "The text has changed since"


def write_all(person: Visitor) -> None:
    """One person writes every section in both languages."""
    drafting.open_position(person, story.GROUP)
    for heading, text in story.TEXTS.items():
        drafting.open_section(person, heading)
        drafting.save(person, in_both("text", text))


def sign_off(person: Visitor) -> None:
    drafting.sign_off(person, story.GROUP)


def reserve(person: Visitor) -> None:
    person.my_work()
    person.follow(QUESTION, within=person.task(story.GROUP[person.language]))
    person.choose("Record a reservation")
    person.fill(in_both("In your body's words,", story.RESERVATION))
    person.press("Record the answer")
    person.sees("Your answer is recorded.")


def ask_chair(person: Visitor) -> None:
    """A member asks the chair of their body, who has no account."""
    drafting.open_position(person, story.GROUP)
    person.follow("Ask somebody without an account to answer")
    examine(person, "signatories")
    person.fill({"name": story.CHAIR["name"], "Email address": story.CHAIR["email"]} | in_both("office", story.CHAIR))
    person.press("Send the link")
    person.reads(story.CHAIR["email"])


def answer_as_chair(person: Visitor, product: Product) -> None:
    """Open the link in the e-mail, read the whole text and answer it, without an account."""
    letter = product.letter_to(story.CHAIR["email"], said(ASKED, person.language))
    assert story.GROUP[person.language] not in letter
    found = re.search(rf"{product.url}/{person.language}/\S+", letter)
    assert found, letter
    person.open(found.group())
    for text in story.TEXTS.values():
        person.reads(text[person.language])
    examine(person, "signing")
    person.choose("Sign off this version")
    person.choose("I answer for this body. My name and my office are right.")
    person.press("Record the answer")
    person.heading(person.says("Your answer is recorded"))
    examine(person, "signing-answered")
    assert person.context.cookies() == []


def is_asked_again(person: Visitor, bodies: int) -> None:
    """The text was changed by another: every answer that was given is shown as one to an older text."""
    drafting.open_position(person, story.GROUP)
    stale = person.section("Answers of the bodies").get_by_text(person.says(STALE), exact=True)
    expect(stale).to_have_count(bodies)
    person.look("position-stale", accessible)


def agree(convener: Visitor) -> None:
    drafting.agree(convener, story.GROUP)


def reopen(convener: Visitor) -> None:
    """The convener opens the problem again, with a reason that stays in the record."""
    open_group(convener, story.GROUP)
    convener.follow("Move the group to another stage")
    convener.choose("Reopen the problem definition")
    convener.fill({"Reason": story.REOPENED})
    convener.press("Confirm")
    convener.sees("The group is now at the stage: %(stage)s", stage=convener.says("Defining the problem"))
    convener.follow("History of the stages")
    convener.reads(story.REOPENED)


def tells(product: Product, person: Visitor, email: str) -> None:
    """Who is in the group is told by e-mail that it was reopened, and not which group."""
    subject = said("One of your task groups reopened its problem definition", person.language)
    assert story.GROUP[person.language] not in product.letter_to(email, subject)


def write_on(person: Visitor) -> None:
    drafting.open_position(person, story.GROUP)
    drafting.open_section(person, story.PROBLEM)
    drafting.save(person, in_both("text", story.LATER))


def agreed_version_stays(person: Visitor) -> None:
    """What was agreed can be read and compared with what is written now."""
    drafting.open_position(person, story.GROUP)
    person.reads(story.LATER[person.language])
    person.follow("Versions")
    agreed = person.page.get_by_role("listitem").filter(has=person.page.get_by_text(person.says("Agreed"), exact=True))
    agreed.get_by_role("link").first.click()
    person.reads(story.TEXTS[story.PROBLEM][person.language])
    person.does_not_read(story.LATER[person.language])
    person.look("version-agreed", accessible)
    person.follow("What has changed since")
    expect(person.page.get_by_role("insertion").first).to_be_visible()
    person.look("compare-agreed", accessible)
