"""What the gates of a group ask for: read for one group or, for a page that lists several, for all of them at once."""

from collections import defaultdict
from collections.abc import Collection

from core.one_look import looked_up, looked_up_together
from missions.models import EvaluationPlan
from taskgroups.models import ClosingReport, Commitment, ExtensionRequest, TaskGroup
from taskgroups.representation import look_at_tables


def look_at_gates(groups: Collection[TaskGroup]) -> None:
    """Read everything here for these groups, in a query each, for the rest of the page."""
    look_at_tables(groups)
    reported, planned = _with_report(groups), _with_plan(groups)
    open_ones, asked = _open_commitments(groups), _asked_for_time(groups)
    for group in groups:
        looked_up_together(
            {
                ("closing_report", group.pk): group.pk in reported,
                ("evaluation_plan", group.mission_id): group.mission_id in planned,
                ("commitments", group.pk): open_ones[group.pk],
                ("extension", group.pk): asked.get(group.pk),
            }
        )


def has_closing_report(group: TaskGroup) -> bool:
    """Return True if the group has a closing report, whether published or not."""
    return looked_up(("closing_report", group.pk), lambda: bool(_with_report([group])))


def has_evaluation_plan(group: TaskGroup) -> bool:
    """Return True if the mission of the group has an evaluation plan."""
    return looked_up(("evaluation_plan", group.mission_id), lambda: bool(_with_plan([group])))


def open_commitments(group: TaskGroup) -> list[Commitment]:
    """The commitments that are neither done, dropped nor handed over, with their organisations."""
    return looked_up(("commitments", group.pk), lambda: _open_commitments([group])[group.pk])


def waiting_extension(group: TaskGroup) -> ExtensionRequest | None:
    """The request for more time that nobody has answered."""
    return looked_up(("extension", group.pk), lambda: _asked_for_time([group]).get(group.pk))


def _with_report(groups: Collection[TaskGroup]) -> set[int]:
    return set(ClosingReport.objects.filter(group__in=groups).values_list("group", flat=True))


def _with_plan(groups: Collection[TaskGroup]) -> set[int]:
    missions = {group.mission_id for group in groups}
    return set(EvaluationPlan.objects.filter(mission__in=missions).values_list("mission", flat=True))


def _open_commitments(groups: Collection[TaskGroup]) -> dict[int, list[Commitment]]:
    found: dict[int, list[Commitment]] = defaultdict(list)
    for commitment in Commitment.objects.open().filter(group__in=groups).select_related("organisation"):
        found[commitment.group_id].append(commitment)
    return found


def _asked_for_time(groups: Collection[TaskGroup]) -> dict[int, ExtensionRequest]:
    """The first request of each group that waits."""
    waiting = ExtensionRequest.objects.waiting().filter(group__in=groups).order_by("-pk")
    return {request.group_id: request for request in waiting}
