"""Which reviews of published decisions were held, and when the next is due, on the day they are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.choices import label_of
from decisions_log.adoption.public import with_standings
from decisions_log.decision.public import to_review_by
from decisions_log.review.words import Achievement, Proposal
from publication.published.models import PublishedVersion
from publication.published.pages import page_of
from publication.published.reading import changed, day, due
from publication.published.selectors import latest_of

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


def reviews_of(decisions: Iterable[PublishedVersion]) -> dict[str, list[PublishedVersion]]:
    """The reviews of published decisions by the decision's reference, the newest review first."""
    references = [decision.record.slug_en for decision in decisions]
    found: dict[str, list[PublishedVersion]] = {reference: [] for reference in references}
    reviews = latest_of("review").filter(content__decision__reference__in=references)
    for review in reviews.order_by("-record_id"):
        found[review.content["decision"]["reference"]].append(review)
    return found


def happened_on(now: dict[str, Any], before: dict[str, Any]) -> str | None:
    """The day on which it was held."""
    return None if before else now.get("held_on")


def told(now: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """What it found and proposes."""
    if found := changed(now, before, "achievement"):
        yield _("Was it achieved? %(answer)s") % {"answer": label_of(Achievement, found)}
    if proposal := changed(now, before, "proposal"):
        yield _("The review proposes: %(proposal)s") % {"proposal": label_of(Proposal, proposal)}


def listing(request: HttpRequest) -> dict[str, Any]:
    """What is to be reviewed, overdue first, and every published review, newest first."""
    held = latest_of("review").order_by("-record_id")
    owed = reviews_owed()
    with_standings(reviewing.decision for reviewing in owed)
    overdue = sum(reviewing.review == "overdue" for reviewing in owed)
    return {"page": page_of(request, held), "owed": owed, "overdue": overdue}
