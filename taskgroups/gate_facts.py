"""What the gates of a group ask for: read for one group or, for a page that lists several, for all of them at once."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F

from core.one_look import looked_up, looked_up_together
from missions.models import EvaluationPlan
from people.models import Organisation
from publication.level import look_at_standings
from taskgroups.models import (
    ChallengePosition,
    ClosingReport,
    Commitment,
    ExtensionRequest,
    Membership,
    SignOff,
    Stage,
    TaskGroup,
)
from taskgroups.representation import look_at_tables


def look_at_gates(groups: Collection[TaskGroup]) -> None:
    """Read what the gates of these groups ask for at their stage, in a query each, for the rest of the page."""
    look_at_tables(groups)
    _look_at_positions([group for group in groups if group.stage in (Stage.DEFINING, Stage.POSITION_AGREED)])
    reported, asked = _with_report(groups), _asked_for_time(groups)
    looked_up_together({("closing_report", group.pk): group.pk in reported for group in groups})
    looked_up_together({("extension", group.pk): asked.get(group.pk) for group in groups})
    convening = [group for group in groups if group.stage == Stage.CONVENING]
    planned = _with_plan(convening)
    looked_up_together({("evaluation_plan", group.mission_id): group.mission_id in planned for group in convening})
    delivering = [group for group in groups if group.stage == Stage.DELIVERING]
    promised = _open_commitments(delivering)
    looked_up_together({("commitments", group.pk): promised[group.pk] for group in delivering})


def _look_at_positions(groups: Collection[TaskGroup]) -> None:
    positions = _positions_of(groups)
    looked_up_together({("position", group.pk): positions.get(group.pk) for group in groups})
    defining = [group for group in groups if group.stage == Stage.DEFINING]
    answers, bodies = _answers_in(defining), _bodies_in(defining)
    looked_up_together({("answers", group.pk): answers[group.pk] for group in defining})
    looked_up_together({("bodies", group.pk): bodies[group.pk] for group in defining})
    look_at_standings([positions[group.pk] for group in defining if group.pk in positions])


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


def position_of(group: TaskGroup) -> ChallengePosition:
    """The challenge position of the group. Raises DoesNotExist before the group has begun one."""
    if (position := find_position(group)) is None:
        raise ChallengePosition.DoesNotExist
    return position


def find_position(group: TaskGroup) -> ChallengePosition | None:
    """The challenge position of the group, if it has begun one."""
    return looked_up(("position", group.pk), lambda: _positions_of([group]).get(group.pk))


def answers_now(group: TaskGroup) -> list[SignOff]:
    """Sign-offs and reservations that are pinned to the position's current version."""
    return looked_up(("answers", group.pk), lambda: _answers_in([group])[group.pk])


def bodies_that_answer(group: TaskGroup) -> list[Organisation]:
    """The bodies whose conveners and members speak for them in the group now."""
    return looked_up(("bodies", group.pk), lambda: _bodies_in([group])[group.pk])


def _positions_of(groups: Collection[TaskGroup]) -> dict[int, ChallengePosition]:
    known = {group.pk: group for group in groups}
    rows = ChallengePosition.objects.filter(group__in=groups).prefetch_related("sections").order_by("-pk")
    found = {row.group_id: row for row in rows}
    # The position knows its group, but the group does not keep the position: it would read it as it was.
    column = ChallengePosition._meta.get_field("group")
    for key, position in found.items():
        column.set_cached_value(position, known[key])
    return found


def _answers_in(groups: Collection[TaskGroup]) -> dict[int, list[SignOff]]:
    found: dict[int, list[SignOff]] = defaultdict(list)
    current = SignOff.objects.filter(position__group__in=groups, position_version=F("position__version"))
    for answer in current.select_related("organisation").annotate(of_group=F("position__group")):
        found[answer.of_group].append(answer)
    return found


def _bodies_in(groups: Collection[TaskGroup]) -> dict[int, list[Organisation]]:
    speaking = Membership.objects.current().for_bodies().filter(group__in=groups)
    rows = speaking.order_by("organisation__name_en", "pk").select_related("organisation")
    found: dict[int, dict[int, Organisation]] = defaultdict(dict)
    for row in rows:
        found[row.group_id].setdefault(row.organisation_id, row.organisation)
    return defaultdict(list, {group: list(bodies.values()) for group, bodies in found.items()})


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
