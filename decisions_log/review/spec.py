"""What of the review of a decision is published."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from core.projections import REDACTABLE
from core.transitions import Blocker
from decisions_log.decision.spec import ANSWERED, of_decision, unpublished
from decisions_log.models import Review, ReviewFinding
from decisions_log.review import public
from decisions_log.review.models import Achievement, Expectation, Proposal
from decisions_log.states import review_gaps
from publication.fields import Choice, Day, Rows, Text, Word
from publication.kinds import KindSpec
from publication.pinned import Pinned
from publication.published.pages import Listing, PublicSide
from taskgroups.policy import may_confirm


def _page(review: Review) -> str:
    return reverse("workspace:review", args=[review.decision.uuid, review.uuid])


def _gaps(review: Review, pinned: Pinned) -> Iterable[Blocker]:
    """What happened is read beside what the published decision expected."""
    yield from unpublished(review.decision, gettext("The decision itself is not published yet."))
    yield from review_gaps(review)


REVIEW = KindSpec(
    "review",
    _("Review of a decision"),
    Review,
    mission=lambda review: review.group.mission,
    home=_page,
    mended_at=_page,
    may_confirm=may_confirm,
    public=PublicSide(
        place=_("reviews/"),
        section="decisions",
        listing=Listing("reviews", _("Reviews of decisions"), public.listing, shows=("decision",)),
        crumb="decision",
        happened_on=public.happened_on,
        told=public.told,
    ),
    title="decision.title",
    private=("meaning",),
    gaps=_gaps,
    fields=(
        Word("reference", _("Reference"), listed=False),
        ANSWERED,
        of_decision(),
        Day("due_on"),
        Day("held_on", _("Review held on")),
        Choice("achievement", _("Was it achieved?"), words=Achievement),
        Rows(
            "findings",
            _("What was expected, and what happened"),
            ReviewFinding,
            "review",
            (
                Choice("about", words=Expectation),
                Choice("achievement", _("Was it achieved?"), words=Achievement),
                Text("happened", _("What happened"), REDACTABLE),
            ),
            one=_("Finding of the review"),
            same=("about",),
        ),
        Text("learning", _("What we learned"), REDACTABLE),
        Choice("proposal", words=Proposal),
        Day("next_review_on", _("Next review")),
    ),
)
