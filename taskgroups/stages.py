"""The stages of a task group and the gates between them (High Level Plan, April 2026; docs/states.md)."""

from collections.abc import Iterable

from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.transitions import Blocker, Machine, Transition
from core.vocabularies import label
from missions.models import EvaluationPlan
from people.models import Level
from taskgroups.level import position_blockers
from taskgroups.models import ChallengePosition, ClosingReport, Stage as S, TaskGroup
from taskgroups.quorum import quorum
from taskgroups.representation import Representation, above_floor, representation
from taskgroups.selectors import answers_now, bodies_to_answer

_OPEN = frozenset(S) - {S.CLOSED, S.ABANDONED}
_AFTER_AGREEMENT = frozenset({S.POSITION_AGREED, S.DELIBERATING, S.DELIVERING, S.EVALUATING})

MACHINE = Machine(
    name="task group",
    transitions=(
        Transition(
            "start_defining",
            frozenset({S.CONVENING}),
            S.DEFINING,
            ("terms_of_reference", "representation", "evaluation_plan"),
        ),
        Transition(
            "agree_position",
            frozenset({S.DEFINING}),
            S.POSITION_AGREED,
            ("floor", "position_written", "position_level", "every_body_answered", "quorum"),
        ),
        Transition(
            "start_deliberating", frozenset({S.POSITION_AGREED}), S.DELIBERATING, ("floor", "position_publication")
        ),
        Transition("start_delivering", frozenset({S.DELIBERATING}), S.DELIVERING, ("floor", "decision_recorded")),
        Transition("start_evaluating", frozenset({S.DELIVERING}), S.EVALUATING, ("floor", "commitments_settled")),
        Transition("close", frozenset({S.EVALUATING}), S.CLOSED, ("closing_report",)),
        Transition("abandon", _OPEN, S.ABANDONED, ("closing_report",)),
        Transition("reopen", _AFTER_AGREEMENT, S.DEFINING),
    ),
)

ACTION_LABELS = {
    "start_defining": _("Start defining the problem"),
    "agree_position": _("Agree the challenge position"),
    "start_deliberating": _("Start deliberating"),
    "start_delivering": _("Start delivering"),
    "start_evaluating": _("Start evaluating"),
    "close": _("Close the group"),
    "abandon": _("Abandon the work"),
    "reopen": _("Reopen the problem definition"),
}


def right_for(action: str) -> str:
    """The action of the policy that a step asks for: a group can be closed, and nothing else, after its time limit."""
    return "close" if action in ("close", "abandon") else "transition"


def _group_url(group: TaskGroup, name: str = "workspace:group") -> Promise:
    return reverse_lazy(name, args=[group.uuid])


@MACHINE.condition("terms_of_reference")
def _terms_of_reference(group: TaskGroup) -> Iterable[Blocker]:
    if group.terms_of_reference.missing:
        yield Blocker(
            _("The terms of reference are not written in both languages."),
            _("Convener"),
            _group_url(group, "workspace:group_edit"),
        )


@MACHINE.condition("representation")
def _representation(group: TaskGroup) -> Iterable[Blocker]:
    """The floor under every group, and the group's own rule."""
    yield from _missing_from(group, representation(group))


@MACHINE.condition("floor")
def _floor(group: TaskGroup) -> Iterable[Blocker]:
    """A group that lost its people waits at its next stage, also one that started before there was a floor."""
    yield from _missing_from(group, above_floor(group))


def _missing_from(group: TaskGroup, now: Representation) -> Iterable[Blocker]:
    levels = {
        Level.LOCAL: _("No member from the local level."),
        Level.REGIONAL: _("No member from the regional level."),
        Level.NATIONAL: _("No member from the national level."),
    }
    counts = {
        _("Members present: %(present)d. Members needed: %(needed)d."): (now.members, now.required.members),
        _("Bodies present: %(present)d. Bodies needed: %(needed)d."): (now.bodies, now.required.bodies),
        _("Sectors present: %(present)d. Sectors needed: %(needed)d."): (len(now.sectors), now.required.sectors),
    }
    reasons: list[str | Promise] = [_("The group has no convener.")] if now.missing_convener else []
    reasons += [levels[level] for level in now.missing_levels]
    reasons += [
        _("No member from the sector: %(sector)s") % {"sector": label("sector", sector)}
        for sector in now.missing_named_sectors
    ]
    reasons += [
        words % {"present": present, "needed": needed}
        for words, (present, needed) in counts.items()
        if present < needed
    ]
    who = _("Mission lead") if now.missing_convener else _("Convener")
    for reason in reasons:
        yield Blocker(reason, who, _group_url(group, "workspace:group_members"))


@MACHINE.condition("evaluation_plan")
def _evaluation_plan(group: TaskGroup) -> Iterable[Blocker]:
    if not EvaluationPlan.objects.filter(mission=group.mission).exists():
        yield Blocker(_("The mission has no evaluation plan with a learning partner."), _("Mission lead"))


@MACHINE.condition("position_written")
def _position_written(group: TaskGroup) -> Iterable[Blocker]:
    position = ChallengePosition.objects.filter(group=group).first()
    if position is None:
        yield Blocker(_("There is no challenge position."), _("Members"), _group_url(group))
        return
    url = reverse_lazy("workspace:position", args=[position.uuid])
    for section in position.sections.all():
        if section.text.missing:
            yield Blocker(
                _("Not written in both languages: %(section)s") % {"section": section.get_kind_display()},
                _("Members"),
                url,
            )


@MACHINE.condition("position_level")
def _position_level(group: TaskGroup) -> Iterable[Blocker]:
    position = ChallengePosition.objects.filter(group=group).first()
    return position_blockers(position) if position else ()


@MACHINE.condition("every_body_answered")
def _every_body_answered(group: TaskGroup) -> Iterable[Blocker]:
    """A sign-off or a recorded reservation, for the current version, from every member body."""
    answered = {answer.organisation_id for answer in answers_now(group)}
    for body in bodies_to_answer(group):
        if body.pk not in answered:
            yield Blocker(
                _("No answer yet for this version from: %(body)s") % {"body": body.name},
                str(body.name),
                _group_url(group),
            )


@MACHINE.condition("quorum")
def _quorum(group: TaskGroup) -> Iterable[Blocker]:
    """Sign-offs, not only reservations, as the group's rule asks: from all three levels by default."""
    missing = {
        Level.LOCAL: _("No sign-off from the local level."),
        Level.REGIONAL: _("No sign-off from the regional level."),
        Level.NATIONAL: _("No sign-off from the national level."),
    }
    now = quorum(group)
    reasons: list[str | Promise] = [missing[level] for level in now.missing_levels]
    reasons += [
        _("No sign-off from the sector: %(sector)s") % {"sector": label("sector", sector)}
        for sector in now.missing_sectors
    ]
    reasons += [_("No sign-off from: %(body)s") % {"body": body.name} for body in now.missing_bodies]
    if now.missing_sign_offs:
        reasons.append(_("Sign-offs still needed: %(number)d") % {"number": now.missing_sign_offs})
    for reason in reasons:
        yield Blocker(reason, _("Members"), _group_url(group))


@MACHINE.condition("commitments_settled")
def _commitments_settled(group: TaskGroup) -> Iterable[Blocker]:
    """Every commitment done, dropped with a reason, or handed over."""
    for commitment in group.commitments.open().select_related("organisation"):
        yield Blocker(
            _("Still to be done: %(what)s") % {"what": commitment.what},
            str(commitment.organisation.name),
            _group_url(group, "workspace:group_commitments"),
        )


@MACHINE.condition("closing_report")
def _closing_report(group: TaskGroup) -> Iterable[Blocker]:
    if not ClosingReport.objects.filter(group=group).exists():
        yield Blocker(
            _("There is no closing report."), _("Convener"), _group_url(group, "workspace:group_closing_report")
        )
