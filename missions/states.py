"""The states of a mission."""

from collections.abc import Iterable

from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.transitions import Blocker, Machine, Transition
from missions.models import EvaluationPlan, Mission, MissionState as S
from people.models import Level

MACHINE = Machine(
    name="mission",
    transitions=(
        Transition("activate", frozenset({S.PROPOSED}), S.ACTIVE, ("outcome", "accountable_bodies", "evaluation_plan")),
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


def _edit(mission: Mission) -> Promise:
    return reverse_lazy("workspace:mission_edit", args=[mission.uuid])


@MACHINE.condition("outcome")
def _outcome(mission: Mission) -> Iterable[Blocker]:
    if mission.outcome.missing:
        yield Blocker(_("The outcome is not written in both languages."), _("Mission lead"), _edit(mission))


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
            yield Blocker(reason, _("Mission lead"), reverse_lazy("workspace:mission_accountable", args=[mission.uuid]))


@MACHINE.condition("evaluation_plan")
def _evaluation_plan(mission: Mission) -> Iterable[Blocker]:
    if not EvaluationPlan.objects.filter(mission=mission).exists():
        yield Blocker(
            _("There is no evaluation plan with a learning partner."),
            _("Mission lead"),
            reverse_lazy("workspace:mission_evaluation", args=[mission.uuid]),
        )
