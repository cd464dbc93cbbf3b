"""What of decisions, their adoption, their reviews and the forward plan is published."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from core.projections import Manifest
from core.transitions import Blocker
from decisions_log.assessment import pinned_impacts, word_for_word
from decisions_log.models import AdoptionSet, Decision, ForwardPlanItem, Review
from decisions_log.notice import is_short, notice_of
from decisions_log.projections import ADOPTION_SET, DECISION, PLAN_ITEM, REVIEW
from decisions_log.states import MACHINE, review_gaps
from publication.kinds import Publishable, page, register
from publication.published.models import Kind, PublishedRecord
from taskgroups.policy import may_confirm


def _unpublished(decision: Decision, reason: str) -> Iterable[Blocker]:
    """The reason why something waits for a decision to be public, while it is not."""
    if not PublishedRecord.objects.filter(uuid=decision.uuid).exists():
        url = reverse("workspace:decision", args=[decision.uuid])
        yield Blocker(reason, _("Convener, then a publisher"), url)


def _decision_gaps(decision: Decision) -> Iterable[Blocker]:
    """A standing decision may be corrected, but never into an incomplete one; what replaces one is public before."""
    complete = next(t for t in MACHINE.transitions if t.action == "decide")
    yield from MACHINE.blockers(complete, decision)
    if decision.superseded_by is not None:
        yield from _unpublished(decision.superseded_by, _("The decision that replaces it is not published yet."))
    yield from _notice_gap(decision)


def _notice_gap(decision: Decision) -> Iterable[Blocker]:
    """Short notice is explained when the decision becomes public, as long as somebody can write it."""
    over = decision.group.ended or decision.group.expired
    if over or not decision.short_notice.missing or PublishedRecord.objects.filter(uuid=decision.uuid).exists():
        return
    if is_short(notice_of(decision)):
        url = reverse("workspace:decision_edit", args=[decision.uuid])
        yield Blocker(
            _("It is not said in both languages why there was less than 28 days' notice."), _("Convener"), url
        )


def _in_corrections(decision: Decision, part: str) -> Iterable[str]:
    """The words of a part as its corrections repeat them."""
    for key in decision.corrections.filter(part=part).values_list("uuid", flat=True):
        yield from (f"corrections.{key}.before", f"corrections.{key}.after")


def _decision_doubts(manifest: Manifest) -> list[str]:
    words = _("This impact has the same words as that of another decision: %s")
    return [words % impact for impact in word_for_word(pinned_impacts(manifest))]


def _adoptions_page(adoptions: AdoptionSet) -> str:
    return reverse("workspace:adoptions", args=[adoptions.decision.uuid])


def _adoption_gaps(adoptions: AdoptionSet) -> Iterable[Blocker]:
    """What bodies make of a decision is read on the page of the decision."""
    yield from _unpublished(adoptions.decision, _("The decision itself is not published yet."))


def _review_page(review: Review) -> str:
    return reverse("workspace:review", args=[review.decision.uuid, review.uuid])


def _review_gaps(review: Review) -> Iterable[Blocker]:
    """What happened is read beside what the published decision expected."""
    yield from _unpublished(review.decision, _("The decision itself is not published yet."))
    yield from review_gaps(review)


def _plan_item_gaps(item: ForwardPlanItem) -> Iterable[Blocker]:
    if item.say.missing:
        url = reverse("workspace:plan_item_edit", args=[item.uuid])
        yield Blocker(_("It is not said in both languages how to have a say."), _("Convener and members"), url)


register(
    Publishable(
        Kind.DECISION,
        DECISION,
        mission=lambda decision: decision.group.mission,
        home=page("decision"),
        may_confirm=may_confirm,
        mended_at=page("decision"),
        gaps=_decision_gaps,
        doubts=_decision_doubts,
        copies=_in_corrections,
    ),
    Publishable(
        Kind.ADOPTION_SET,
        ADOPTION_SET,
        mission=lambda adoptions: adoptions.group.mission,
        home=_adoptions_page,
        may_confirm=may_confirm,
        mended_at=_adoptions_page,
        gaps=_adoption_gaps,
        named_by="decision",
    ),
    Publishable(
        Kind.REVIEW,
        REVIEW,
        mission=lambda review: review.group.mission,
        home=_review_page,
        may_confirm=may_confirm,
        mended_at=_review_page,
        gaps=_review_gaps,
        named_by="decision",
    ),
    Publishable(
        Kind.FORWARD_PLAN_ITEM,
        PLAN_ITEM,
        mission=lambda item: item.group.mission,
        home=page("plan_item"),
        may_confirm=may_confirm,
        mended_at=page("plan_item_edit"),
        gaps=_plan_item_gaps,
    ),
)
