"""What a decision was expected to bring, as it says itself in public: what a review tells beside what happened."""

from dataclasses import dataclass
from typing import Any

from core.bilingual import BilingualText
from core.choices import label_of
from decisions_log.decision.public import decision_named
from decisions_log.review.words import Expectation
from publication.published.models import PublishedVersion
from publication.published.reading import both


@dataclass(frozen=True)
class Line:
    """One thing that was expected, with what a review found."""

    label: Any
    expected: BilingualText
    finding: dict[str, Any]


def expectations(content: dict[str, Any]) -> dict[str, BilingualText]:
    """What the content of a decision says of what was expected, by the words of Expectation: how we will know, and
    what the option that was chosen would bring. A text that is hidden is there as the notice in its place."""
    chosen: dict[str, Any] = next((option for option in content.get("options", []) if option["chosen"]), {})
    found = {name: both((content if name == "success_measure" else chosen).get(name)) for name in Expectation.values}
    return {name: text for name, text in found.items() if text}


def decision_reviewed(review: dict[str, Any], before: int | None) -> PublishedVersion | None:
    """The decision that the content of a review is about, as it stood in the log before the entry of that index; None
    when it is not public. What was erased from it meanwhile is not shown here either."""
    newest = decision_named(review["decision"]["reference"])
    if newest is None or before is None or newest.log_index < before:
        return newest
    earlier = PublishedVersion.objects.provable().filter(record=newest.record, log_index__lt=before)
    return earlier.select_related("record").order_by("-number").first()


def lines_of(review: dict[str, Any], decision: PublishedVersion | None) -> list[Line]:
    """Each finding of a review's content beside what the decision expected."""
    expected = expectations(decision.content) if decision else {}
    return [
        Line(label_of(Expectation, row["about"]), expected.get(row["about"], BilingualText("", "")), row)
        for row in review.get("findings", [])
    ]
