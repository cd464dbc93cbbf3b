"""Members from three levels write the challenge position together and answer for their bodies."""

from playwright.sync_api import expect

from tests.journeys.keyboard import walk_to
from tests.journeys.story import texts
from tests.journeys.story.convening import open_group
from tests.journeys.visitor import Visitor

PROBLEM = "The problem and who it affects"
EVIDENCE = "What we know and do not know"


def open_position(person: Visitor, group: dict[str, str] = texts.GROUP) -> None:
    """Go to the position from the group's page. It starts with the group's name as its title."""
    open_group(person, group)
    person.follow(group[person.language], within=person.section("Challenge position"))
    person.heading(group[person.language])


def open_section(person: Visitor, heading: str) -> None:
    person.follow_about("Edit this section", person.says(heading))
    person.heading(person.says(heading))


def save(person: Visitor, written: dict[str, str]) -> None:
    person.fill(written)
    person.press("Save the section")
    person.sees("The section was saved.")


def draft(people: dict[str, Visitor]) -> None:
    """Each section by its member; the first one in Welsh by one and in English by another."""
    regional, local = people["regional"], people["local"]
    open_position(regional)
    open_section(regional, PROBLEM)
    save(regional, {"text in Welsh": texts.PROBLEM["cy"]})
    open_position(local)
    open_section(local, PROBLEM)
    assert local.field("text in Welsh").input_value() == texts.PROBLEM["cy"]
    save(local, {"text in English": texts.PROBLEM["en"]})
    open_position(people["national"])
    for heading, (name, written) in texts.SECTIONS.items():
        open_section(people[name], heading)
        save(people[name], texts.in_both("text", written))


def write_at_the_same_time(first: Visitor, second: Visitor) -> None:
    """Two write the same section, one of them on a train; the second to save sees both texts, and nothing is lost."""
    open_section(first, EVIDENCE)
    open_section(second, EVIDENCE)
    second.context.set_offline(True)
    second.fill(texts.in_both("text", texts.EVIDENCE_OF_LOCAL))
    save(first, texts.in_both("text", texts.EVIDENCE_OF_NATIONAL))
    second.context.set_offline(False)
    second.press("Save the section")
    second.sees("Somebody else changed the same words while you were writing")
    second.reads(texts.EVIDENCE_OF_NATIONAL["en"])
    assert second.field("text in English").input_value() == texts.EVIDENCE_OF_LOCAL["en"]
    assert second.field("text in Welsh").input_value() == texts.EVIDENCE_OF_LOCAL["cy"]
    second.look("section-two-texts")
    save(second, texts.in_both("text", texts.EVIDENCE_TOGETHER))
    second.reads(texts.EVIDENCE_TOGETHER["en"])


def sign_off(person: Visitor, group: dict[str, str] = texts.GROUP) -> None:
    """A body agrees with the version as it stands; the question waits in the member's own work."""
    person.my_work()
    task = person.task(group[person.language])
    person.follow("Sign off the challenge position, or record a reservation", within=task)
    person.choose("Sign off this version")
    person.press("Record the answer")
    person.sees("Your answer is recorded.")


def sign_off_by_keyboard(person: Visitor) -> None:
    """The same without a mouse."""
    person.my_work()
    walk_to(person, person.link("Sign off the challenge position, or record a reservation"))
    person.page.keyboard.press("Enter")
    answer = person.button("Record the answer")
    expect(answer).to_be_visible()
    walk_to(person, person.page.get_by_label(person.says("Sign off this version"), exact=True))
    person.page.keyboard.press("Space")
    walk_to(person, answer)
    person.page.keyboard.press("Enter")
    person.sees("Your answer is recorded.")


def record_reservation(person: Visitor, group: dict[str, str] = texts.GROUP) -> None:
    """A body says what it cannot agree with; a reservation without words is sent back."""
    open_position(person, group)
    person.choose("Record a reservation")
    person.press("Record the answer")
    person.sees("Enter the reservation, in Welsh or in English.")
    person.fill({"In your body's words, in Welsh": texts.RESERVATION["cy"]})
    person.fill({"In your body's words, in English": texts.RESERVATION["en"]})
    person.press("Record the answer")
    person.sees("Your answer is recorded.")
    person.look("position-answered")


def agree(convener: Visitor, group: dict[str, str] = texts.GROUP) -> None:
    """Every body has answered: the convener agrees the position."""
    convener.my_work()
    convener.follow("Agree the challenge position", within=convener.task(group[convener.language]))
    convener.fill({"Reason": "Mae pob corff wedi ateb / Every body has answered"})
    convener.press("Confirm")
    convener.sees("The group is now at the stage: %(stage)s", stage=convener.says("Position agreed"))
