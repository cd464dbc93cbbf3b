"""A mission lead convenes a group; its convener makes it ready; a member leaves."""

import datetime

from django.utils import timezone

from tests.journeys.story.texts import BODIES, GROUP, MISSION, PURPOSE, TERMS, in_both
from tests.journeys.visitor import Visitor

ROLES = {
    "convener": "Convener",
    "local": "Member",
    "regional": "Member",
    "national": "Member",
    "thirdsector": "Member",
}


def open_group(person: Visitor, group: dict[str, str] = GROUP) -> None:
    """Go to the group from one's own work."""
    person.my_work()
    person.follow(group[person.language])
    person.heading(group[person.language])


def convene(lead: Visitor) -> str:
    """Convene the group with all of its members. Returns the address of the group for this person."""
    lead.look("my-work")
    lead.follow(MISSION[lead.language])
    lead.heading(MISSION[lead.language])
    lead.look("mission")
    lead.press("Convene a task group")
    lead.fill(in_both("name", GROUP) | in_both("purpose", PURPOSE) | in_both("terms of reference", TERMS))
    _refused_without_time(lead)
    end = timezone.localdate() + datetime.timedelta(days=270)
    lead.date("end date", end.year, end.month, end.day)
    lead.press("Convene the group")
    lead.sees("The group is convened. Add its members now.")
    for name in BODIES:
        _add_member(lead, name)
    lead.look("members")
    lead.follow(GROUP[lead.language])
    lead.heading(GROUP[lead.language])
    lead.look("group-convening")
    return lead.page.url


def _refused_without_time(lead: Visitor) -> None:
    """A wrong date is explained, and nothing that was typed is lost."""
    start = timezone.localdate()
    lead.date("end date", start.year, start.month, start.day)
    lead.press("Convene the group")
    lead.sees("The end date must be after the start date.")
    assert lead.field("name in Welsh").input_value() == GROUP["cy"]
    lead.look("group-form-refused")


def _add_member(lead: Visitor, name: str) -> None:
    lead.fill({"Email address": f"{name}@example.wales"})
    lead.pick("Body", BODIES[name][lead.language])
    lead.choose(ROLES[name])
    lead.press("Add the member")
    lead.reads(BODIES[name][lead.language])
    lead.section("Success")


def start_defining(convener: Visitor, group: dict[str, str] = GROUP) -> None:
    """The convener finds the next step in their own work and takes it."""
    convener.my_work()
    convener.follow("Start defining the problem", within=convener.task(group[convener.language]))
    convener.fill({"Reason": "Pawb wrth y bwrdd / Everyone is at the table"})
    convener.press("Confirm")
    convener.sees("The group is now at the stage: %(stage)s", stage=convener.says("Defining the problem"))


def end_membership(convener: Visitor, person: str) -> None:
    """A member moves on; the group closes to them at once."""
    open_group(convener)
    convener.follow("Members, now and before")
    convener.follow_about("End the membership", person)
    convener.fill({"Reason": "Wedi symud i swydd arall / Has moved to another post"})
    convener.press("End the membership")
    convener.sees("No longer in the group")
