"""Six bodies are invited by e-mail; nobody is in the group before they accept."""

import datetime
import re

from django.utils import timezone

from tests.journeys.accessibility import accessible, examine
from tests.journeys.product import Product
from tests.journeys.story import six_bodies as story
from tests.journeys.story.convening import open_group
from tests.journeys.story.six_bodies import Speaker
from tests.journeys.story.texts import in_both
from tests.journeys.visitor import Visitor, said
from tools.management.commands.seed_demo import DEMO_PASSWORD

INVITED = "An invitation to a task group"
LANGUAGES = {"cy": "Welsh", "en": "English"}


def convene(lead: Visitor) -> None:
    """Convene the group and invite everybody into it, its convener too."""
    lead.follow("Missions")
    lead.follow(story.MISSION[lead.language])
    lead.press("Convene a task group")
    lead.fill(
        in_both("name", story.GROUP) | in_both("purpose", story.PURPOSE) | in_both("terms of reference", story.TERMS)
    )
    end = timezone.localdate() + datetime.timedelta(days=270)
    lead.date("end date", end.year, end.month, end.day)
    lead.press("Convene the group")
    lead.sees("Nobody is in the group yet.")
    lead.press("Invite by email, and see who was invited")
    for speaker in (*story.SPEAKERS, story.MISTAKE):
        _invite(lead, speaker)


def _invite(lead: Visitor, speaker: Speaker) -> None:
    lead.fill({"Email address": speaker.email})
    lead.pick("Body", speaker.body[lead.language])
    lead.choose(speaker.role)
    lead.press("Send the invitation")
    lead.sees("Invited: %(email)s", email=speaker.email)


def withdraw(lead: Visitor, speaker: Speaker) -> None:
    lead.press_about("Withdraw", speaker.email)
    lead.sees("Withdrawn: %(email)s", email=speaker.email)
    examine(lead, "invitations")


def invitation_to(product: Product, speaker: Speaker) -> str:
    """The address in the e-mail to this person. It came in their language, or in both, and does not name the group."""
    letter = product.letter_to(speaker.email, said(INVITED, speaker.language))
    for language in LANGUAGES:
        assert story.GROUP[language] not in letter
        in_this_language = speaker.is_new or language == speaker.language
        assert (said("If you did not expect it, do nothing.", language) in letter) == in_this_language
    found = re.search(rf"{product.url}/{speaker.language}/\S+", letter)
    assert found, letter
    return found.group()


def is_refused(person: Visitor, address: str) -> None:
    """An address that was used or withdrawn opens nothing, and says what to do."""
    person.open(address, status=404)
    person.heading(person.says("This invitation cannot be used"))
    person.sees("If you expected one, ask the person who invited you to send it again.")
    person.does_not_read(story.GROUP[person.language])
    person.look("invitation-refused", accessible)


def is_for_another(person: Visitor, address: str) -> None:
    person.open(address, status=403)
    person.heading(person.says("This invitation is for another address"))
    person.does_not_read(story.GROUP[person.language])
    person.look("invitation-for-another", accessible)


def join(person: Visitor, speaker: Speaker, address: str) -> None:
    """Open the invitation, make an account or sign in, and only then see the group and join it."""
    person.open(address)
    person.heading(person.says("You are invited"))
    assert story.GROUP[person.language] not in person.page.content()
    if speaker.is_new:
        _make_account(person, speaker)
    else:
        person.press("Sign in")
        person.fill({"Email": speaker.email, "Password": DEMO_PASSWORD})
        person.press("Sign in")
    person.heading(story.GROUP[person.language])
    person.reads(speaker.body[person.language])
    person.press("Join the group")
    person.sees("You are in the group now.")


def _make_account(person: Visitor, speaker: Speaker) -> None:
    person.reads(speaker.email)
    person.look("invitation-account", accessible)
    first, last = speaker.names
    person.fill({"First name": first, "Last name": last, "Password": DEMO_PASSWORD})
    person.choose(LANGUAGES[speaker.language])
    person.press("Make the account")
    person.look("invitation-answer", accessible)


def misses(person: Visitor, level: str) -> None:
    """The meter and the gate both say which level is not at the table."""
    open_group(person, story.GROUP)
    person.sees("Someone is still missing from this group.")
    person.sees(level)


def is_complete(person: Visitor) -> None:
    """The meter shows every body, and the gate stands open."""
    open_group(person, story.GROUP)
    person.sees("Everybody the group needs is represented.")
    person.sees("Nothing is missing. You can move the group to its next stage.")
    meter = person.page.locator(".opsw-meter")
    for speaker in story.SPEAKERS:
        assert speaker.body[person.language] in meter.inner_text()
    person.look("group-complete", accessible)
