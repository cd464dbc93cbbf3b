"""Which reviews of published decisions were held, and when the next is due, on the day they are read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from publication.published.models import PublishedVersion
from publication.published.reading import day, due
from publication.published.selectors import reviews_of, to_review_by

_NO_LONGER_STANDS = ("superseded", "reversed")
AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class Reviewing:
    """A published decision with its published reviews, the newest first."""

    decision: PublishedVersion
    reviews: list[PublishedVersion]

    @property
    def review_on(self) -> date | None:
        """The day of the review that is owed: what was said last, by the decision or by its newest review. None when a
        review of that day is published, and for what no longer stands."""
        said = [(version.log_index, version.content[name]) for version, name in self._who_says if version.content[name]]
        if not said or self.decision.content["state"] in _NO_LONGER_STANDS:
            return None
        _index, last = max(said)
        return None if any(review.content["due_on"] >= last for review in self.reviews) else day(last)

    @property
    def _who_says(self) -> list[tuple[PublishedVersion, str]]:
        return [(self.decision, "review_on"), *((review, "next_review_on") for review in self.reviews[:1])]

    @property
    def review(self) -> str:
        """Whether the review is overdue, due soon, or neither."""
        return due(self.review_on) if self.review_on else ""


def reviewings(decisions: Iterable[PublishedVersion]) -> list[Reviewing]:
    """Where each of the decisions stands, in one query for all of their reviews."""
    decisions = list(decisions)
    reviews = reviews_of(decisions)
    return [Reviewing(decision, reviews[decision.record.slug_en]) for decision in decisions]


def reviews_owed() -> list[Reviewing]:
    """Decisions whose review is overdue or due in the time AHEAD, what is owed longest first."""
    found = reviewings(to_review_by(timezone.localdate() + AHEAD))
    owed = [(reviewing.review_on, reviewing) for reviewing in found if reviewing.review_on]
    return [reviewing for _on, reviewing in sorted(owed, key=lambda row: (row[0], row[1].decision.record_id))]
