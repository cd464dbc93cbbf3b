"""A part that should not have been published: one person asks, a redaction officer carries it out, all can see it."""

import datetime

from django.utils import timezone

from tests.journeys.story import deciding, texts
from tests.journeys.visitor import Visitor

GROUND, PART = "foi_s40", "2:cost"


def withhold_cost(convener: Visitor, officer: Visitor) -> None:
    """The convener asks that the cost be withheld, and cannot do it; the officer, who did not write it, does."""
    deciding.open_decision(convener)
    convener.follow("Withhold, erase or withdraw what is published")
    convener.choose("Withhold a part from now on")
    convener.field("part").select_option(PART)
    convener.field("ground in law").select_option(GROUND)
    convener.fill(
        texts.after_comma("plain reason", texts.WITHHELD_BECAUSE)
        | texts.after_comma("office that decided", texts.OFFICE)
    )
    today = timezone.localdate()
    for legend, day in (
        ("date of the decision to withhold", today),
        ("date to review it", today + datetime.timedelta(days=365)),
    ):
        convener.date(legend, day.year, day.month, day.day)
    convener.look("removal-asked")
    convener.press("Send the request")
    convener.sees("A redaction officer has been told.")
    convener.sees("You cannot answer this request:")

    officer.my_work()
    officer.follow("Answer a request about what is published")
    for text in (texts.COST, texts.WITHHELD_BECAUSE, texts.OFFICE):
        officer.reads(text["cy"])
        officer.reads(text["en"])
    officer.look("removal")
    officer.choose("Carry it out now")
    officer.press("Send your answer")
    officer.sees("Your answer was recorded.")


def read(reader: Visitor) -> None:
    """On the page of the decision, which is open: what is hidden, why and by whom; then the register."""
    language = reader.language
    reader.page.reload()
    reader.does_not_read(texts.COST[language])
    reader.reads(texts.WITHHELD_BECAUSE[language])
    decision = reader.page.url
    reader.open(f"/{language}/" + reader.says("withheld/"))
    reader.reads(texts.WITHHELD_BECAUSE[language])
    reader.reads(texts.OFFICE[language])
    reader.look("public-withheld")
    reader.open(decision)
