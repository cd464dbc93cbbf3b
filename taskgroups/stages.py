"""The stages of a task group and the gates between them (High Level Plan, April 2026; docs/states.md)."""

from collections.abc import Callable, Iterable

from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.transitions import Blocker, Machine, Transition, Way
from core.verdicts import may
from core.vocabularies import label
from people.models import Level, Organisation, User
from publication.level import blockers
from taskgroups.gate_facts import (
    answers_now,
    bodies_that_answer,
    find_position,
    has_closing_report,
    has_evaluation_plan,
    open_commitments,
    position_of,
)
from taskgroups.models import ChallengePosition, Stage as S, TaskGroup
from taskgroups.quorum import quorum
from taskgroups.representation import Representation, above_floor, representation
from taskgroups.selectors import current_membership

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
        edit = Way(_group_url(group, "workspace:group_edit"), may("change", group), _("Write the terms of reference"))
        yield Blocker(_("The terms of reference are not written in both languages."), _("Convener"), ways=(edit,))


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
    members = _group_url(group, "workspace:group_members")
    bring = Way(members, may("manage_members", group), _("Bring in the members who are missing"))
    for reason in reasons:
        yield Blocker(reason, who, members, (bring,))


@MACHINE.condition("evaluation_plan")
def _evaluation_plan(group: TaskGroup) -> Iterable[Blocker]:
    if not has_evaluation_plan(group):
        plan = reverse_lazy("workspace:mission_evaluation", args=[group.mission.uuid])
        way = Way(plan, may("change", group.mission), _("Write the evaluation plan"))
        yield Blocker(_("The mission has no evaluation plan with a learning partner."), _("Mission lead"), ways=(way,))


@MACHINE.condition("position_written")
def _position_written(group: TaskGroup) -> Iterable[Blocker]:
    """Whoever drafts has the position as a task of its own."""
    position = position_of(group)
    drafts = may("draft", position)
    for section in position.sections.all():
        if section.text.missing:
            edit = Way(reverse_lazy("workspace:section_edit", args=[section.uuid]), drafts)
            yield Blocker(
                _("Not written in both languages: %(section)s") % {"section": section.get_kind_display()},
                _("Members"),
                ways=(edit,),
            )


@MACHINE.condition("position_level")
def _position_level(group: TaskGroup) -> Iterable[Blocker]:
    position = find_position(group)
    return blockers(position) if position else ()


def _answer_page(position: ChallengePosition) -> str:
    return reverse("workspace:position", args=[position.uuid]) + "#answer"


def _speaks_for(body: Organisation, position: ChallengePosition) -> Callable[[User], bool]:
    """Whether somebody may answer for the body."""
    signs = may("sign", position)

    def speaks(person: User) -> bool:
        membership = current_membership(position.group, person.pk)
        return membership is not None and membership.organisation_id == body.pk and signs(person)

    return speaks


@MACHINE.condition("every_body_answered")
def _every_body_answered(group: TaskGroup) -> Iterable[Blocker]:
    """A sign-off or a recorded reservation, for the current version, from every member body.

    Who speaks for a body has its answer as a task of its own; the convener can ask somebody else to sign.
    """
    position = position_of(group)
    answered = {answer.organisation_id for answer in answers_now(group)}
    asks, links = may("assign", position), reverse_lazy("workspace:signing_links", args=[position.uuid])
    for body in bodies_that_answer(group):
        if body.pk not in answered:
            answer = Way(_answer_page(position), _speaks_for(body, position))
            yield Blocker(
                _("No answer yet for this version from: %(body)s") % {"body": body.name},
                str(body.name),
                ways=(answer, Way(links, asks)),
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
    bodies = [body for body in bodies_that_answer(group) if body not in now.signed]
    for level in now.missing_levels:
        yield _unsigned(group, missing[level], [body for body in bodies if body.level == level])
    for sector in now.missing_sectors:
        reason = _("No sign-off from the sector: %(sector)s") % {"sector": label("sector", sector)}
        yield _unsigned(group, reason, [body for body in bodies if body.sector == sector])
    for body in now.missing_bodies:
        yield _unsigned(group, _("No sign-off from: %(body)s") % {"body": body.name}, [body])
    if now.missing_sign_offs:
        yield _unsigned(group, _("Sign-offs still needed: %(number)d") % {"number": now.missing_sign_offs}, bodies)


def _unsigned(group: TaskGroup, reason: str | Promise, bodies: list[Organisation]) -> Blocker:
    """A sign-off that the rule needs: these bodies can give it, the mission lead can change the rule.

    A reservation stops the position as long as neither is done: those who speak for the body, the convener and the
    mission lead all have a task.
    """
    position = position_of(group)
    rules = Way(
        _group_url(group, "workspace:group_rules"), may("change_rules", group), _("Settle what stops the position")
    )
    if not bodies:
        members = Way(
            _group_url(group, "workspace:group_members"),
            may("manage_members", group),
            _("Bring in the members who are missing"),
        )
        return Blocker(
            reason,
            _("Convener, by bringing in a member, or mission lead, by changing the rules"),
            ways=(members, rules),
        )
    answered = {answer.organisation_id for answer in answers_now(group)}
    # Until all of them have answered, answering is a task of its own; then only a change of mind or of the rules helps.
    stuck = answered.issuperset(body.pk for body in bodies)
    again = _("Look again at your organisation’s answer") if stuck else ""
    settle = _("Settle what stops the position") if stuck else ""
    answers = tuple(Way(_answer_page(position), _speaks_for(body, position), again) for body in bodies)
    rules = Way(_group_url(group, "workspace:group_rules"), may("change_rules", group), settle)
    talk = Way(reverse("workspace:position", args=[position.uuid]), may("assign", position), settle)
    names = ", ".join(str(body.name) for body in bodies)
    who = _("%(bodies)s, by signing off, or mission lead, by changing the rules") % {"bodies": names}
    return Blocker(reason, who, ways=(*answers, rules, talk))


@MACHINE.condition("commitments_settled")
def _commitments_settled(group: TaskGroup) -> Iterable[Blocker]:
    """Every commitment done, dropped with a reason, or handed over."""
    settles = may("change", group)
    for commitment in open_commitments(group):
        page = reverse_lazy("workspace:commitment_settle", args=[group.uuid, commitment.uuid])
        yield Blocker(
            _("Still to be done: %(what)s") % {"what": commitment.what},
            _("%(body)s, then the convener") % {"body": commitment.organisation.name},
            _group_url(group, "workspace:group_commitments"),
            (Way(page, settles, _("Say how the commitment stands")),),
        )


@MACHINE.condition("closing_report")
def _closing_report(group: TaskGroup) -> Iterable[Blocker]:
    """Who may write it has it as a task of its own, with its due date."""
    if not has_closing_report(group):
        page = _group_url(group, "workspace:group_closing_report")
        yield Blocker(_("There is no closing report."), _("Convener"), ways=(Way(page, may("report_closing", group)),))
