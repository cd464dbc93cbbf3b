"""The decision is reviewed: what was expected, what happened, what was learned; told to everyone, and read."""

from django.utils import timezone

from tests.journeys.story import deciding, publishing, texts
from tests.journeys.visitor import Visitor


def review(convener: Visitor, publisher: Visitor) -> None:
    """The convener's body reviews it, owns up to what did not work, and the decision is confirmed; both go out."""
    deciding.open_decision(convener)
    deciding.step(convener, "Start a review", "Under review")
    _open_review(convener)
    convener.sees("What the review still needs")
    convener.reads(texts.MEASURE["cy"])
    convener.reads(texts.MEASURE["en"])
    convener.follow_about("Write what happened", convener.says("How we will know"))
    convener.fill(texts.after_comma("what happened", texts.HAPPENED))
    convener.choose("Partly achieved")
    convener.press("Save")
    convener.sees("What happened was saved.")
    convener.press("Write what we learned, and what follows")
    today = timezone.localdate()
    convener.date("date of the review", today.year, today.month, today.day)
    convener.choose("Partly achieved")
    convener.fill(texts.after_comma("what we learned", texts.LEARNED))
    convener.choose("Confirm the decision")
    convener.press("Save")
    convener.sees("The review is complete.")
    convener.look("review")
    publishing.request(convener)
    publishing.approve(publisher, "review", [texts.HAPPENED, texts.LEARNED])
    deciding.open_decision(convener)
    deciding.step(convener, "Confirm", "Confirmed")


def read(reader: Visitor) -> None:
    """From the page of the decision, which is open, to its review and back."""
    language = reader.language
    decision = reader.page.url
    _open_review(reader)
    for text in (texts.MEASURE, texts.HAPPENED, texts.LEARNED):
        reader.reads(text[language])
    reader.look("public-review")
    reader.open(decision)


def _open_review(person: Visitor) -> None:
    person.section("Reviews: what was expected, and what happened").get_by_role("link").first.click()
