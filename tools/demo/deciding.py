"""The decisions of the demo story: drafted, decided, published, corrected, adopted, reviewed."""

from typing import Any

from decisions_log.adoption.services import record_adoption
from decisions_log.models import (
    Agreement,
    Constraint,
    Consultation,
    Decision,
    DeclaredInterest,
    Dissent,
    Evidence,
    Impact,
    Option,
    TradeOff,
)
from decisions_log.review import services as reviews
from decisions_log.services import decision as decisions
from decisions_log.services.correction import correct
from decisions_log.states import STEP_PROPOSED
from people.models import User
from publication.pinned import pinned
from publication.withholding import withhold
from taskgroups.models import MembershipRole, TaskGroup
from tools.demo.clock import Thread
from tools.demo.script import REASON, body, change_note, publish, user

_PARTS: dict[str, Any] = {
    "options": Option,
    "trade_offs": TradeOff,
    "constraints": Constraint,
    "evidence": Evidence,
    "consultations": Consultation,
    "agreements": Agreement,
    "interests": DeclaredInterest,
    "dissents": Dissent,
}


def decide(text: dict[str, Any], slug: str) -> Thread:
    """Draft a decision of the group with the slug and take it as far as the story tells."""
    days, state, decided_on = text.pop("days"), text.pop("state"), text.pop("decided_on")
    parts = {name: text.pop(name, []) for name in _PARTS}
    second, impacts, reviewed = text.pop("second_version", None), text.pop("impacts", {}), text.pop("review", None)
    adopted, withheld = text.pop("adoptions", []), text.pop("withheld", [])
    for name in ("key", "group"):
        text.pop(name)
    yield days["started"]
    group = TaskGroup.objects.get(slug_en=slug)
    convener = group.memberships.get(role=MembershipRole.CONVENER).user
    decision = decisions.start(group=group, by=convener, reason=REASON, **text)
    yield days["drafted"]
    _fill(decision, parts, impacts, convener)
    if state == "draft":
        return
    yield days["proposed"]
    decisions.transition(decision=decision, action="propose", by=convener, reason=REASON)
    yield decided_on
    decision = decisions.transition(decision=decision, action="decide", by=convener, reason=REASON)
    _withhold(decision, withheld, convener)
    yield days["published"]
    publish(decision, convener)
    if second:
        yield days["corrected"]
        note = change_note(second)
        why: dict[str, Any] = {name.replace("change_note", "reason"): text for name, text in note.items()}
        correct(record=decision, by=convener, values=second, kind="fact", **why)
        publish(decision, convener, **note)
    for round_ in adopted:
        yield from _adopt(decision, round_, convener)
    if reviewed:
        yield from _review(decision, reviewed, convener)


def _fill(decision: Decision, parts: dict[str, Any], impacts: dict[str, Any], convener: User) -> None:
    for name, rows in parts.items():
        for row in rows:
            row.pop("do_nothing", None)
            if row.get("organisation"):
                row["organisation"] = body(row["organisation"])
            decisions.save_part(part=_PARTS[name](decision=decision, **row), by=convener, reason=REASON)
    _assess(decision, impacts, convener)


def _withhold(decision: Decision, withheld: list[dict[str, Any]], convener: User) -> None:
    names = {part.path: part.name for part in pinned(decision).parts}
    for told in withheld:
        withhold(record=decision, part=names[told.pop("part")], by=convener, **told)


def _adopt(decision: Decision, told: dict[str, Any], convener: User) -> Thread:
    """Let organisations answer, each on its day, then publish what they answered."""
    published_on = told.pop("published_on")
    for answer in told.pop("answers"):
        yield answer["decided_on"]
        record_adoption(decision=decision, by=user(answer.pop("email")), **answer)
    yield published_on
    publish(decision.adoption_set, convener, **told)


def _review(decision: Decision, told: dict[str, Any], convener: User) -> Thread:
    """Hold its review and publish it, and then what followed from it."""
    days, note, found, successor = told.pop("days"), change_note(told), told.pop("findings"), told.pop("successor")
    act: Any = {"by": convener, "reason": REASON}
    yield told["held_on"]
    review = decisions.transition(decision=decision, action="review", **act).reviews.get()
    for finding in review.findings.all():
        reviews.tell_finding(finding=finding, by=convener, **found[finding.about])
    review = reviews.revise_review(review=review, by=convener, **told)
    yield days["published"]
    publish(review, convener)
    yield days["superseded"]
    superseded_by = Decision.objects.get(title_en=successor)
    decisions.transition(decision=decision, action=STEP_PROPOSED[review.proposal], superseded_by=superseded_by, **act)
    decision.refresh_from_db()
    publish(decision, convener, **note)


def _assess(decision: Decision, impacts: dict[str, dict[str, Any]], convener: User) -> None:
    """The impacts as the story tells them, opened on its days and not on that of the telling."""
    for area, told in impacts.items():
        impact = decision.impacts.filter(area=area).first() or Impact(decision=decision, area=area)
        for name, value in told.items():
            setattr(impact, name, value)
        decisions.save_part(part=impact, by=convener, reason=REASON)
