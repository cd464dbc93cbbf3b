"""What the parts of a decision's record must not say against each other: every rule, and what to do about it.

A rule is asked when a part is saved that it speaks of, before the decision is made, and before it is published. An
organisation can always dissent: the level of agreement is then what has to follow.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import start_of_day
from core.verdicts import Text
from decisions_log.meaning import is_about_earlier_text
from decisions_log.models import Agreement, Consultation, Decision, DeclaredInterest, Option
from decisions_log.models.decision import DECIDED_STATES
from taskgroups.models import InterestHandling, Membership

OBJECTS = ("objection", "alternative_preferred")


@dataclass(frozen=True)
class Contradiction:
    """What does not agree and what to do about it: the field, the page and the part where it is put right."""

    message: Text
    field: str = ""
    place: str = "decision"
    part: Any = None


Rule = Callable[[Decision], Iterable[Contradiction]]
RULES: list[Rule] = []


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


def contradictions_in(decision: Decision) -> list[Contradiction]:
    """Everything in the record that contradicts something else in it."""
    return [found for check in RULES for found in check(decision)]


def refuse_contradictions(part: Any) -> None:
    """Raise ValidationError, by field, for what a part that was just saved contradicts."""
    problems: dict[str, list[Text]] = {}
    for found in contradictions_in(part.decision):
        if found.part == part and found.field:
            problems.setdefault(found.field, []).append(found.message)
    if problems:
        raise ValidationError(problems)


def _agreements(decision: Decision) -> Iterator[Agreement]:
    yield from Agreement.objects.filter(decision=decision)


def _votes(decision: Decision) -> Iterator[Any]:
    """The agreement if there was a vote: then all three counts are there."""
    yield from (row for row in _agreements(decision) if row.votes_for is not None)


def _about(row: Agreement, message: Text, field: str) -> Contradiction:
    return Contradiction(message, field, "agreement_edit", row)


@rule
def votes_were_cast(decision: Decision) -> Iterable[Contradiction]:
    for row in _votes(decision):
        if not any((row.votes_for, row.votes_against, row.abstentions)):
            yield _about(row, _("Nobody voted. Leave all three counts empty if there was no vote."), "votes_for")


@rule
def majority_has_more_for_than_against(decision: Decision) -> Iterable[Contradiction]:
    for row in _votes(decision):
        if row.level == "majority" and row.votes_for <= row.votes_against:
            message = _("A majority needs more votes for than against. Change the counts or the level of agreement.")
            yield _about(row, message, "votes_for")


@rule
def unanimous_without_votes_against_or_abstentions(decision: Decision) -> Iterable[Contradiction]:
    for row in _votes(decision):
        if row.level == "unanimous" and (row.votes_against or row.abstentions):
            message = _(
                "It was not unanimous if somebody voted against or abstained. Choose another level of agreement."
            )
            yield _about(row, message, "level")
        elif row.level == "unanimous" and not row.votes_for:
            yield _about(row, _("Nobody voted for it. Enter the votes for, or leave all counts empty."), "votes_for")


@rule
def unanimous_without_dissent(decision: Decision) -> Iterable[Contradiction]:
    if not decision.dissents.exists():
        return
    for row in _agreements(decision):
        if row.level == "unanimous":
            message = _("Dissent is recorded, so it was not unanimous. Choose another level of agreement.")
            yield _about(row, message, "level")


@rule
def consensus_without_objections(decision: Decision) -> Iterable[Contradiction]:
    """Consensus means that nobody objects: a reservation or an abstention leaves it standing."""
    objected = decision.dissents.filter(kind__in=OBJECTS).exists()
    for row in _agreements(decision):
        if row.level == "consensus" and (objected or row.votes_against):
            message = _("Somebody objected, so it was not consensus. Choose another level of agreement.")
            yield _about(row, message, "level")


@rule
def no_agreement_has_no_majority(decision: Decision) -> Iterable[Contradiction]:
    for row in _votes(decision):
        if row.level == "no_agreement" and row.votes_for > row.votes_against:
            message = _("More voted for than against, so there was a majority. Change the counts or the level.")
            yield _about(row, message, "level")


@rule
def no_more_votes_than_voters(decision: Decision) -> Iterable[Contradiction]:
    """One vote a member who speaks for an organisation; who took no part because of an interest has none."""
    entitled = voters(decision)
    for row in _votes(decision):
        cast = row.votes_for + row.votes_against + row.abstentions
        if cast > entitled:
            message = _("%(cast)d votes are counted, and %(entitled)d people could vote. Correct the counts.")
            yield _about(row, message % {"cast": cast, "entitled": entitled}, "votes_for")


@rule
def agreement_is_about_this_text(decision: Decision) -> Iterable[Contradiction]:
    """Before the decision is made; afterwards the record shows which text an agreement is about."""
    if decision.state in DECIDED_STATES:
        return
    for row in _agreements(decision):
        if is_about_earlier_text(row, decision):
            message = _("The text has changed since the level of agreement was recorded. Check it and save it again.")
            yield _about(row, message, "")


@rule
def dissent_comes_from_the_group(decision: Decision) -> Iterable[Contradiction]:
    bodies = _bodies_ever(decision)
    for row in decision.dissents.exclude(organisation=None).exclude(organisation__in=bodies):
        message = _("This organisation is not in the group. Choose one that is.")
        yield Contradiction(message, "organisation", "dissent_edit", row)


@rule
def interest_belongs_to_the_group(decision: Decision) -> Iterable[Contradiction]:
    members = set(decision.group.memberships.values_list("organisation", "role"))
    bodies = {body for body, _role in members}
    for row in decision.interests.all():
        if row.organisation_id not in bodies:
            message = _("This organisation is not in the group. Choose one that is.")
            yield Contradiction(message, "organisation", "declared_interest_edit", row)
        elif (row.organisation_id, row.role) not in members:
            message = _("This organisation has nobody with this role in the group. Choose its role.")
            yield Contradiction(message, "role", "declared_interest_edit", row)


@rule
def interest_is_declared_once(decision: Decision) -> Iterable[Contradiction]:
    seen: set[tuple[int, str, str]] = set()
    for row in decision.interests.all():
        key = (row.organisation_id, row.role, row.what_en)
        if key in seen:
            yield Contradiction(
                _("This interest is declared already. Remove one of the two."),
                "what_en",
                "declared_interest_edit",
                row,
            )
        seen.add(key)


@rule
def options_differ(decision: Decision) -> Iterable[Contradiction]:
    if decision.state in DECIDED_STATES:
        return
    options = list(Option.objects.filter(decision=decision).order_by("pk"))
    for column in ("title_en", "title_cy"):
        count = Counter(getattr(option, column).strip().casefold() for option in options)
        for option in options:
            name = getattr(option, column).strip().casefold()
            if name and count[name] > 1:
                message = _("Two options have this title. Give each its own.")
                yield Contradiction(message, column, "option_edit", option)


@rule
def one_option_is_chosen(decision: Decision) -> Iterable[Contradiction]:
    chosen = [option for option in decision.options.all() if option.chosen]
    for option in chosen[1:]:
        yield Contradiction(_("Only one option can be chosen."), "chosen", "option_edit", option)
    for option in chosen:
        if option.why_not:
            message = _("This option is chosen, and says why it was not. Remove the reason.")
            yield Contradiction(message, "why_not_cy", "option_edit", option)


@rule
def constraints_are_there_or_not(decision: Decision) -> Iterable[Contradiction]:
    if decision.no_constraints and decision.constraints.exists():
        message = _("Constraints are recorded, and a reason why there are none. Remove one of the two.")
        yield Contradiction(message, "no_constraints_cy", "decision_edit")


@rule
def consultation_comes_before_the_decision(decision: Decision) -> Iterable[Contradiction]:
    for row in Consultation.objects.filter(decision=decision):
        if row.starts_on > timezone.localdate():
            message = _("This consultation has not begun. Correct its first day.")
            yield Contradiction(message, "starts_on", "consultation_edit", row)
        elif decision.decided_on and row.ends_on > decision.decided_on:
            message = _("This consultation ended after the decision was made. Correct its last day.")
            yield Contradiction(message, "ends_on", "consultation_edit", row)


@rule
def review_comes_after_the_decision(decision: Decision) -> Iterable[Contradiction]:
    if decision.decided_on and decision.review_on and decision.review_on <= decision.decided_on:
        message = _("The review date must be after the date of the decision.")
        yield Contradiction(message, "review_on", "decision_edit")


def voters(decision: Decision) -> int:
    """How many people could vote: who spoke for an organisation on the day, without those whom an interest took out."""
    out = DeclaredInterest.objects.filter(decision=decision).exclude(handling=InterestHandling.TOOK_PART)
    speaking = Membership.objects.filter(group=decision.group).for_bodies()
    speaking = speaking.exclude(organisation__in=out.values("organisation"))
    day = decision.decided_on or timezone.localdate()
    if decision.decided_on and decision.decided_on < _first_day(decision):
        day = timezone.localdate()
    return len({row.user_id for row in speaking if _speaks_on(row, day)})


def _first_day(decision: Decision) -> date:
    return timezone.localdate(decision.group.memberships.earliest("starts_at").starts_at)


def _speaks_on(membership: Membership, day: date) -> bool:
    began = timezone.localdate(membership.starts_at) <= day
    return began and (membership.ends_at is None or membership.ends_at >= start_of_day(day))


def _bodies_ever(decision: Decision) -> list[int]:
    return list(decision.group.memberships.values_list("organisation", flat=True))
