"""Reviewing decisions: what was expected is taken from the decision, what happened is written beside it."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.bilingual import BilingualText
from core.history import recording, refuse_stale
from core.transitions import Refused
from core.verdicts import authorise
from decisions_log.decision.public import decision_named
from decisions_log.meaning import pin_answer
from decisions_log.models import Decision, Review, ReviewFinding
from decisions_log.reasons import Reason
from decisions_log.review.expectations import expectations
from people.models import User
from publication.pinned import pinned

R = TypeVar("R", Review, ReviewFinding)

# What the end of a review has settled: the state of the decision came of it.
SETTLED = {"proposal", "next_review_on"}
_WRITTEN: dict[type[Review | ReviewFinding], set[str]] = {
    Review: {"held_on", "achievement", "learning_en", "learning_cy", *SETTLED},
    ReviewFinding: {"achievement", "happened_en", "happened_cy"},
}


def expected_of(decision: Decision) -> dict[str, BilingualText]:
    """What was expected of the decision, as it is published; of one that is not, as it would be."""
    published = decision_named(decision.reference or "")
    return expectations(published.content if published else pinned(decision).content)


def start_review(*, decision: Decision, by: User, reason: str) -> Review:
    """A review to be written, with a place for what happened beside everything that was expected.

    Called with the decision locked, when it comes under review.
    """
    with recording(by=by, reason=reason):
        review = Review(
            decision=decision,
            reference=f"{decision.reference}-R{decision.reviews.count() + 1}",
            due_on=decision.review_on or timezone.localdate(),
        )
        pin_answer(review, decision)
        review.save()
        for about in expected_of(decision):
            ReviewFinding.objects.create(review=review, about=about)
    return review


@transaction.atomic
def revise_review(*, review: Review, by: User, based_on: int | None = None, **values: Any) -> Review:
    """Write what the review says as a whole, complete or not: held_on, achievement, learning, proposal, next_review_on.

    `based_on` is the history id that the writer opened. Raises ValidationError on bad values, Refused when somebody has
    changed it in between, or for another proposal once the review has ended.
    """
    review = _locked(review)
    settled = {name: getattr(review, name) for name in SETTLED}
    if not review.under_way and settled != settled | {name: values[name] for name in SETTLED & values.keys()}:
        raise Refused(_("The review has ended: what it proposed cannot be changed any more."))
    return _write(review, review, values, by, based_on)


@transaction.atomic
def tell_finding(*, finding: ReviewFinding, by: User, based_on: int | None = None, **values: Any) -> ReviewFinding:
    """Write what happened (happened_en, happened_cy) and whether it was achieved; `based_on` as for `revise_review`."""
    review = _locked(finding.review)
    return _write(review.findings.get(pk=finding.pk), review, values, by, based_on)


def _locked(review: Review) -> Review:
    """The review, with its decision locked, so that neither moves on meanwhile."""
    Decision.objects.select_for_update().get(pk=review.decision_id)
    return Review.objects.select_for_update().get(pk=review.pk)


def _write(row: R, review: Review, values: dict[str, Any], by: User, based_on: int | None) -> R:
    authorise(by, "change", review)
    if unknown := values.keys() - _WRITTEN[type(row)]:
        raise TypeError(f"not written by people: {', '.join(sorted(unknown))}")
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    refuse_stale(row, based_on)
    for name, value in values.items():
        setattr(row, name, value)
    with recording(by=by, reason=Reason.REVIEW_WRITTEN):
        row.full_clean()
        row.save()
    return row
