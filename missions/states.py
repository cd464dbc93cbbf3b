"""The states of a mission."""

from collections.abc import Iterable

from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.transitions import Blocker, Machine, Transition, Way
from core.verdicts import may
from missions.models import EvaluationPlan, MeasureKind, Mission, MissionState as S
from people.models import Level

_READY = ("outcome", "measures", "accountable_bodies", "evaluation_plan")

MACHINE = Machine(
    name="mission",
    transitions=(
        Transition("activate", frozenset({S.PROPOSED}), S.ACTIVE, _READY),
        Transition("pause", frozenset({S.ACTIVE}), S.PAUSED),
        Transition("resume", frozenset({S.PAUSED}), S.ACTIVE),
        Transition("achieve", frozenset({S.ACTIVE}), S.ACHIEVED),
        Transition("close", frozenset({S.PROPOSED, S.ACTIVE, S.PAUSED, S.ACHIEVED}), S.CLOSED),
    ),
)

ACTION_LABELS = {
    "activate": _("Make the mission active"),
    "pause": _("Pause the mission"),
    "resume": _("Resume the mission"),
    "achieve": _("Mark the mission as achieved"),
    "close": _("Close the mission"),
}

# "A small number of missions" (High Level Plan): more than this many active ones draw a warning.
MANY_ACTIVE_MISSIONS = 7


def _blocker(mission: Mission, reason: str | Promise, place: str, task: str | Promise) -> Blocker:
    """A gap in the mission, and the page on which its lead fills it."""
    page = reverse_lazy(f"workspace:{place}", args=[mission.uuid])
    return Blocker(reason, _("Mission lead"), ways=(Way(page, may("change", mission), task),))


@MACHINE.condition("outcome")
def _outcome(mission: Mission) -> Iterable[Blocker]:
    if mission.outcome.missing:
        yield _blocker(
            mission, _("The outcome is not written in both languages."), "mission_edit", _("Write the outcome")
        )


@MACHINE.condition("accountable_bodies")
def _accountable_bodies(mission: Mission) -> Iterable[Blocker]:
    present = set(mission.accountabilities.values_list("organisation__level", flat=True))
    for level in Level:
        if level not in present:
            reason = {
                Level.LOCAL: _("No local body answers for the mission."),
                Level.REGIONAL: _("No regional body answers for the mission."),
                Level.NATIONAL: _("No national body answers for the mission."),
            }[level]
            task = _("Name the organisations that answer for the mission")
            yield _blocker(mission, reason, "mission_accountable", task)


@MACHINE.condition("measures")
def _measures(mission: Mission) -> Iterable[Blocker]:
    """People must be able to see whether the outcome is reached, and how it was for those it is for."""
    kinds = set(mission.measures.values_list("kind", flat=True))
    missing = {
        MeasureKind.PERFORMANCE: _("No measure says how people will see that the outcome is reached."),
        MeasureKind.EXPERIENCE: _("No measure says how it was for people."),
    }
    for kind, reason in missing.items():
        if kind not in kinds:
            yield _blocker(mission, reason, "measure_new", _("Add the measures that are missing"))


@MACHINE.condition("evaluation_plan")
def _evaluation_plan(mission: Mission) -> Iterable[Blocker]:
    task = _("Write the evaluation plan")
    plan = EvaluationPlan.objects.filter(mission=mission).first()
    if plan is None:
        reason = _("There is no evaluation plan with a learning partner.")
        yield _blocker(mission, reason, "mission_evaluation", task)
    elif plan.independence.missing:
        reason = _("The evaluation plan does not say in both languages how independent it is, and who pays.")
        yield _blocker(mission, reason, "mission_evaluation", task)


def gaps_of(mission: Mission) -> Iterable[Blocker]:
    """What a mission under way still needs, also one that was made active before it was asked for."""
    if mission.state in (S.ACTIVE, S.PAUSED):
        for condition in _READY:
            yield from MACHINE.unmet(condition, mission)
    else:
        yield from MACHINE.unmet("outcome", mission)
