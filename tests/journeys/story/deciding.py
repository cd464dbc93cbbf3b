"""The group decides: problem first, then options, trade-offs, constraints, dissent."""

import datetime
import re

from django.utils import timezone

from core.vocabularies import label
from decisions_log.models.impact import ALWAYS_OPENED, WELSH_LANGUAGE
from tests.journeys.story import texts
from tests.journeys.story.convening import open_group
from tests.journeys.visitor import Visitor

PROBLEM_FIRST = "Problem first: options and decisions start when the challenge position is agreed."


def refused_before_the_problem(person: Visitor) -> None:
    """No decision can be started while the problem is being defined; the page and the address both say why."""
    open_group(person)
    person.sees(PROBLEM_FIRST)
    person.look("group-defining")
    person.open(person.page.url + person.says("decisions/") + person.says("new/"))
    person.sees(PROBLEM_FIRST)
    person.sees("What is still missing")


def move_on(convener: Visitor) -> None:
    """The position is published: the group starts to deliberate."""
    convener.my_work()
    convener.follow("Start deliberating", within=convener.task(texts.GROUP[convener.language]))
    convener.fill({"Reason": "Mae'r safbwynt yn gyhoeddus / The position is public"})
    convener.press("Confirm")
    convener.sees("The group is now at the stage: %(stage)s", stage=convener.says("Deliberating"))


def start(convener: Visitor) -> None:
    """Begin with the question, then write the whole record."""
    convener.press("Start a decision")
    convener.fill(texts.in_both("title", texts.TITLE) | texts.in_both("question", texts.QUESTION))
    convener.press("Start the draft")
    convener.sees("The draft is started. Nothing of it is public.")
    _write_texts(convener)
    _add_options(convener)
    _add_parts(convener)
    convener.look("decision-draft")


def _write_texts(convener: Visitor) -> None:
    convener.press("Change the texts and dates")
    convener.fill(
        texts.after_comma("decision in one sentence", texts.DECISION)
        | texts.in_both("plain summary", texts.SUMMARY)
        | texts.in_both("reasons", texts.REASONS)
        | texts.in_both("authority", texts.AUTHORITY)
        | texts.after_comma("cost and who pays", texts.COST)
        | texts.after_comma("how we will know", texts.MEASURE)
        | texts.after_comma("why there was less than 28 days' notice", texts.SHORT_NOTICE)
    )
    review = timezone.localdate() + datetime.timedelta(days=180)
    convener.date("review date", review.year, review.month, review.day)
    convener.press("Save")
    convener.sees("The texts were saved.")


def _add_options(convener: Visitor) -> None:
    for option in (texts.CHOSEN, texts.NOTHING):
        convener.press("Add an option")
        convener.fill(texts.in_both("option", option["option"]) | texts.in_both("summary", option["summary"]))
        if "why not" in option:
            convener.fill(texts.after_comma("why not", option["why not"]))
        else:
            convener.field("chosen").check()
        convener.press("Save")
        convener.sees("The option was saved.")


def _add_parts(convener: Visitor) -> None:
    convener.press("Add a trade-off")
    convener.field("dimension").select_option(value="speed_participation")
    convener.field("where we stand").select_option(value="leans_first")
    for field, written in texts.TRADE_OFF.items():
        convener.fill(texts.after_comma(field, written))
    convener.press("Save")
    convener.sees("The trade-off was saved.")
    convener.press("Add a constraint")
    convener.field("kind").select_option(value="financial")
    convener.field("how hard it is").select_option(value="negotiable")
    convener.fill(
        texts.in_both("constraint", texts.CONSTRAINT) | texts.after_comma("who could change it", texts.CHANGEABLE_BY)
    )
    convener.press("Save")
    convener.sees("The constraint was saved.")
    for area in ALWAYS_OPENED:
        _assess(convener, area)
    convener.press("Record dissent")
    convener.pick("Body", texts.BODIES["national"][convener.language])
    convener.field("kind").select_option(value="alternative_preferred")
    convener.fill(texts.in_both("dissent", texts.DISSENT))
    convener.press("Save")
    convener.sees("The dissent was saved.")


def _assess(convener: Visitor, area: str) -> None:
    """What the decision would do in an area that was opened with the draft."""
    convener.follow_about("Change", label("impact_area", area, convener.language))
    convener.field("direction of the effect").select_option(value="positive")
    prompts = texts.WELSH_IMPACT if area == WELSH_LANGUAGE else {"the effect": texts.EFFECTS[area]}
    for field, written in prompts.items():
        convener.fill(texts.after_comma(field, written))
    convener.press("Save")
    convener.sees("The impact was saved.")


def decide(convener: Visitor) -> str:
    """Propose what is written, then record it as decided. Returns its reference."""
    step(convener, "Propose", "Proposed")
    step(convener, "Record as decided", "Recommended")
    convener.look("decision-decided")
    found = re.search(r"OPSW-\d{4}-\d{4}", convener.page.get_by_role("heading", level=1).inner_text())
    assert found, "the decision has a reference"
    return found.group()


def step(convener: Visitor, words: str, state: str) -> None:
    """Take the step that says `words`, from the page of the decision, to `state`."""
    convener.press("Change the state of the decision")
    convener.choose(words)
    convener.fill({"Reason": "Cytunwyd yn y cyfarfod / Agreed at the meeting"})
    convener.press("Confirm")
    convener.sees("The decision is now: %(state)s", state=convener.says(state))


def open_decision(person: Visitor) -> None:
    open_group(person)
    person.follow(texts.TITLE[person.language])
    person.heading(texts.TITLE[person.language])


def correct(convener: Visitor) -> None:
    """A standing decision is corrected in the open; the public keeps the published version until the next."""
    _correct(convener, "Factual error", texts.in_both("reasons", texts.CORRECTED_REASONS))
    authority = {language: text.replace(";", ",") for language, text in texts.AUTHORITY.items()}
    _correct(convener, "Spelling or punctuation", texts.in_both("authority", authority))


def _correct(convener: Visitor, kind: str, written: dict[str, str]) -> None:
    open_decision(convener)
    convener.press("Correct the texts and dates")
    convener.fill(written)
    convener.choose(kind)
    convener.fill({"Why it is corrected, in Welsh": "Camgymeriad", "Why it is corrected, in English": "A mistake"})
    convener.press("Save")
    convener.sees("The texts were saved.")
