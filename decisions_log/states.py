"""The states of a decision and what each step asks for."""

import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.dates import long_date
from core.transitions import Blocker, Machine, Transition, Way
from core.verdicts import may
from decisions_log.consistency import contradictions_in
from decisions_log.models import Decision, DecisionState as S, Option, Proposal, Review
from decisions_log.models.impact import WELSH_LANGUAGE
from taskgroups.selectors import first_agreed_on

_AT_REST = frozenset({S.DECIDED, S.IMPLEMENTED, S.CONFIRMED})
_PROPOSAL = ("question", "sentence", "two_options", "reasons", "level")
_COMPLETE = (
    *_PROPOSAL,
    *("options", "trade_offs", "constraints", "impacts", "review", "summary", "dated", "consistent"),
)

# Of the steps that leave a state, the one onwards stands first.
MACHINE = Machine(
    name="decision",
    transitions=(
        Transition("propose", frozenset({S.DRAFT, S.DEFERRED}), S.PROPOSED, _PROPOSAL),
        Transition("decide", frozenset({S.PROPOSED}), S.DECIDED, _COMPLETE),
        Transition("return_to_draft", frozenset({S.PROPOSED}), S.DRAFT),
        Transition("defer", frozenset({S.PROPOSED}), S.DEFERRED),
        Transition("reject", frozenset({S.PROPOSED}), S.REJECTED),
        Transition("withdraw", frozenset({S.DRAFT, S.PROPOSED, S.DEFERRED}), S.WITHDRAWN),
        Transition("implement", frozenset({S.DECIDED, S.CONFIRMED}), S.IMPLEMENTED),
        Transition("review", _AT_REST, S.UNDER_REVIEW),
        Transition("confirm", frozenset({S.UNDER_REVIEW}), S.CONFIRMED, ("reviewed", "confirm_proposed")),
        Transition(
            "supersede", frozenset({S.UNDER_REVIEW}), S.SUPERSEDED, ("reviewed", "supersede_proposed", "successor")
        ),
        Transition("reverse", frozenset({S.UNDER_REVIEW}), S.REVERSED, ("reviewed", "reverse_proposed")),
    ),
)

# Proposing freezes the text under discussion; a standing decision may be corrected, and published as a new version.
EDITABLE = frozenset({S.DRAFT, S.DEFERRED, S.DECIDED, S.IMPLEMENTED, S.CONFIRMED})
# What becomes of a decision once it is made, also after the time of its group.
FOLLOW_UP = frozenset({"implement", "review", "confirm", "supersede", "reverse"})
# Who sees to it, in words: policy.py holds them to it.
REVIEWERS = _("The convener’s body or the mission lead")
# The step that ends a review, by what it proposes.
STEP_PROPOSED: dict[str, str] = {
    Proposal.CONFIRM: "confirm",
    Proposal.REVIEW_AGAIN: "confirm",
    Proposal.SUPERSEDE: "supersede",
    Proposal.REVERSE: "reverse",
}
DISSENT_OPEN = EDITABLE | {S.PROPOSED}

ACTION_LABELS = {
    "propose": _("Propose"),
    "return_to_draft": _("Return to draft"),
    "decide": _("Record as decided"),
    "defer": _("Defer"),
    "reject": _("Reject"),
    "withdraw": _("Withdraw"),
    "implement": _("Mark as implemented"),
    "review": _("Start a review"),
    "confirm": _("Confirm"),
    "supersede": _("Mark as superseded"),
    "reverse": _("Reverse"),
}


def _blocker(
    decision: Decision, reason: object, place: str = "decision_edit", *parts: uuid.UUID, at: str = ""
) -> Blocker:
    """A gap in the record, and where to fill it (the field `at`); a frozen text goes back to draft first."""
    if decision.state not in EDITABLE:
        back = Way(_step_page(decision, "return_to_draft"), may("transition", decision))
        return Blocker(str(reason), _("Convener, by returning it to draft first"), ways=(back,))
    who = _("Convener") if decision.state in _AT_REST else _("Convener and members")
    page = reverse(f"workspace:{place}", args=[decision.uuid, *parts])
    return Blocker(str(reason), who, ways=(Way(f"{page}#id_{at}" if at else page, may("change", decision)),))


def _step_page(decision: Decision, action: str) -> str:
    return reverse("workspace:decision_state", args=[decision.uuid]) + f"?action={action}"


def _label(record: Decision | Option, column: str) -> str:
    """What the form calls a column."""
    field: Any = record._meta.get_field(column)
    return capfirst(str(field.verbose_name))


def _unwritten(decision: Decision, *names: str) -> Iterable[Blocker]:
    """The texts of these names that are missing in a language, called as the form calls them."""
    for name in names:
        for language in getattr(decision, name).missing:
            column = f"{name}_{language}"
            yield _blocker(decision, _("Fill in: %(field)s") % {"field": _label(decision, column)}, at=column)


@MACHINE.condition("question")
def _question(decision: Decision) -> Iterable[Blocker]:
    yield from _unwritten(decision, "title", "question")


@MACHINE.condition("sentence")
def _sentence(decision: Decision) -> Iterable[Blocker]:
    yield from _unwritten(decision, "decision")


@MACHINE.condition("two_options")
def _two_options(decision: Decision) -> Iterable[Blocker]:
    """Two or more options, each with its title and summary in both languages."""
    options = list(decision.options.all())
    if len(options) < 2:
        yield _blocker(decision, _("A decision needs two options or more, “do nothing” among them."), "option_new")
    for option in options:
        for name in ("title", "summary"):
            for language in getattr(option, name).missing:
                column = f"{name}_{language}"
                words = {"option": option, "field": _label(option, column)}
                reason = _("Fill in for the option “%(option)s”: %(field)s") % words
                yield _blocker(decision, reason, "option_edit", option.uuid, at=column)


@MACHINE.condition("options")
def _options(decision: Decision) -> Iterable[Blocker]:
    """One option is chosen, and every other says why not."""
    options = list(decision.options.all())
    if not any(option.chosen for option in options):
        place = ("option_edit", options[0].uuid) if options else ("option_new",)
        yield _blocker(decision, _("No option is chosen."), *place)
    for option in options:
        if not option.chosen and option.why_not.missing:
            reason = _("Not said in both languages why this option was not chosen: %s") % option.title
            yield _blocker(decision, reason, "option_edit", option.uuid)


@MACHINE.condition("trade_offs")
def _trade_offs(decision: Decision) -> Iterable[Blocker]:
    if not decision.trade_offs.exists():
        yield _blocker(decision, _("No trade-off is recorded."), "trade_off_new")


@MACHINE.condition("constraints")
def _constraints(decision: Decision) -> Iterable[Blocker]:
    if not decision.constraints.exists() and decision.no_constraints.missing:
        reason = _("No constraint is recorded, and it is not said why there are none.")
        yield _blocker(decision, reason, "constraint_new")


@MACHINE.condition("impacts")
def _impacts(decision: Decision) -> Iterable[Blocker]:
    """The Welsh language is weighed in every decision, and every area that is opened is written."""
    impacts = list(decision.impacts.all())
    if not any(impact.area == WELSH_LANGUAGE for impact in impacts):
        yield _blocker(decision, _("The impact on the Welsh language is not opened."), "impact_new")
    for impact in impacts:
        if impact.unwritten:
            reason = _("The impact is not written in both languages: %s") % impact
            yield _blocker(decision, reason, "impact_edit", impact.uuid)


@MACHINE.condition("reasons")
def _reasons(decision: Decision) -> Iterable[Blocker]:
    yield from _unwritten(decision, "reasons")


@MACHINE.condition("review")
def _review(decision: Decision) -> Iterable[Blocker]:
    if decision.review_on is None:
        yield _blocker(decision, _("There is no review date."), at="review_on_0")
    yield from _unwritten(decision, "success_measure")


@MACHINE.condition("summary")
def _summary(decision: Decision) -> Iterable[Blocker]:
    yield from _unwritten(decision, "summary")


@MACHINE.condition("dated")
def _dated(decision: Decision) -> Iterable[Blocker]:
    """Problem first holds by date, too: an earlier date is explained to everyone."""
    agreed_on = first_agreed_on(decision.position)
    if decision.decided_on and agreed_on and decision.decided_on < agreed_on and decision.early_date.missing:
        reason = _(
            "The decision is dated %(decided)s, and the challenge position was agreed on %(agreed)s. "
            "Change the date of the decision, or enter in both languages why it is earlier."
        )
        days = {"decided": long_date(decision.decided_on), "agreed": long_date(agreed_on)}
        yield _blocker(decision, reason % days, at="early_date_cy")


@MACHINE.condition("consistent")
def _consistent(decision: Decision) -> Iterable[Blocker]:
    """What is recorded in one part agrees with what is recorded in the others (consistency.py)."""
    for contradiction in contradictions_in(decision):
        place, part = contradiction.place, contradiction.part
        yield _blocker(decision, contradiction.message, place, *([part.uuid] if part else []))


@MACHINE.condition("successor")
def _successor(decision: Decision) -> Iterable[Blocker]:
    """A decision of the mission that stands takes the place of this one."""
    if decision.superseded_by is None:
        choose = Way(_step_page(decision, "supersede"), may("follow_up", decision))
        yield Blocker(_("It is not said which decision replaces it."), REVIEWERS, ways=(choose,))
    elif not Decision.objects.may_replace(decision).filter(pk=decision.superseded_by.pk).exists():
        choose = Way(_step_page(decision, "supersede"), may("follow_up", decision))
        reason = _("Only a decision of the same mission that was made no earlier and stands can replace it.")
        yield Blocker(reason, REVIEWERS, ways=(choose,))


def review_gaps(review: Review) -> Iterable[Blocker]:
    """What a review still needs: it tells what happened beside everything that was expected, and what was learned."""

    def missing(reason: object, place: str = "review_edit", *parts: uuid.UUID) -> Blocker:
        address = reverse_lazy(f"workspace:{place}", args=[review.decision.uuid, review.uuid, *parts])
        return Blocker(str(reason), REVIEWERS, ways=(Way(address, may("change", review)),))

    for finding in review.findings.all():
        if finding.happened.missing:
            reason = _("Not told in both languages what happened, where this was expected: %s")
            yield missing(reason % finding, "finding_edit", finding.uuid)
        elif not finding.achievement:
            yield missing(_("Not told whether this was achieved: %s") % finding, "finding_edit", finding.uuid)
    if review.held_on is None:
        yield missing(_("It is not said when the review was held."))
    if not review.achievement:
        yield missing(_("It is not said whether it was achieved, all in all."))
    if review.learning.missing:
        yield missing(_("It is not written in both languages what we learned."))
    if not review.proposal:
        yield missing(_("It is not said what the review proposes."))
    elif review.proposal == Proposal.REVIEW_AGAIN and review.next_review_on is None:
        yield missing(_("There is no date of the next review."))


@MACHINE.condition("reviewed")
def _reviewed(decision: Decision) -> Iterable[Blocker]:
    yield from review_gaps(decision.reviews.latest("pk"))


def _proposed(action: str, decision: Decision) -> Iterable[Blocker]:
    """A decision leaves its review by the step that the review proposes."""
    review = decision.reviews.latest("pk")
    if review.proposal and STEP_PROPOSED[review.proposal] != action:
        address = reverse_lazy("workspace:review_edit", args=[decision.uuid, review.uuid])
        reason = _("The review proposes something else: %s") % review.get_proposal_display()
        yield Blocker(reason, REVIEWERS, ways=(Way(address, may("change", review)),))


for _action in ("confirm", "supersede", "reverse"):
    MACHINE.condition(f"{_action}_proposed")(partial(_proposed, _action))
