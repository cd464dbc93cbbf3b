"""What can be published, and how each kind is pinned, named and answered for."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.history import RecordedModel
from core.projections import Projection
from core.transitions import Blocker
from decisions_log.models import Decision
from decisions_log.projections import DECISION
from decisions_log.published.models import Kind
from decisions_log.states import MACHINE
from missions.models import Mission
from missions.projections import MISSION
from taskgroups.models import ChallengePosition
from taskgroups.projections import POSITION


@dataclass(frozen=True)
class Publishable:
    """One kind of publishable record.

    mission: the mission a record belongs to. mended_at: the name of the page where its texts are changed.
    gaps: what must be mended before the record can be published, beside a language that is missing.
    """

    kind: Kind
    projection: Projection
    schema: str
    mission: Callable[[Any], Mission]
    mended_at: str
    gaps: Callable[[Any], Iterable[Blocker]] = lambda record: ()

    @property
    def model(self) -> type[RecordedModel]:
        return self.projection.model


def _decision_gaps(decision: Decision) -> list[Blocker]:
    """A standing decision may be corrected, but never into an incomplete one."""
    complete = next(t for t in MACHINE.transitions if t.action == "decide")
    return MACHINE.blockers(complete, decision)


def _mission_gaps(mission: Mission) -> Iterable[Blocker]:
    if mission.outcome.missing:
        yield Blocker(
            _("The outcome is not written in both languages."),
            _("Mission lead"),
            reverse("workspace:mission_edit", args=[mission.uuid]),
        )


PUBLISHABLE: dict[str, Publishable] = {
    kind.kind: kind
    for kind in (
        Publishable(
            Kind.MISSION,
            MISSION,
            "mission/1",
            mission=lambda mission: mission,
            mended_at="mission_edit",
            gaps=_mission_gaps,
        ),
        Publishable(
            Kind.POSITION,
            POSITION,
            "position/1",
            mission=lambda position: position.group.mission,
            mended_at="position",
        ),
        Publishable(
            Kind.DECISION,
            DECISION,
            "decision/1",
            mission=lambda decision: decision.group.mission,
            mended_at="decision",
            gaps=_decision_gaps,
        ),
    )
}


def kind_of(record: Mission | ChallengePosition | Decision | RecordedModel) -> Publishable:
    """The kind of a record. Raises LookupError for what cannot be published."""
    for publishable in PUBLISHABLE.values():
        if publishable.model is type(record):
            return publishable
    raise LookupError(f"{type(record).__name__} is not publishable")


def record_of(kind: str, record_uuid: uuid.UUID) -> Any:
    """The working record of a request. Raises DoesNotExist."""
    return PUBLISHABLE[kind].model._default_manager.get(uuid=record_uuid)
