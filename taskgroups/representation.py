"""Who is at the table, and whom the group still misses: by the floor under every group, and by its own rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from people.models import Level
from taskgroups.models import ConveningException, MembershipRole, TaskGroup
from taskgroups.models.group import FLOOR_MEMBERS, FLOOR_SECTORS


@dataclass(frozen=True)
class Required:
    """Who must be at the table. A convener always."""

    members: int
    levels: tuple[Level, ...]
    sectors: int
    named_sectors: tuple[str, ...] = ()
    bodies: int = 0

    @property
    def below_floor(self) -> bool:
        """Whether an exception asks for less than every group needs."""
        return self.members < FLOOR_MEMBERS or self.sectors < FLOOR_SECTORS or len(self.levels) < len(Level)


@dataclass(frozen=True)
class Representation:
    """The levels and sectors of a group's current members who speak for a body, and what is still missing."""

    levels: dict[str, int]
    sectors: dict[str, int]
    bodies: int
    members: int
    required: Required
    missing_levels: list[Level]
    missing_named_sectors: list[str]
    missing_sectors: int
    missing_bodies: int
    missing_members: int
    missing_convener: bool

    @property
    def met(self) -> bool:
        counts = (self.missing_sectors, self.missing_bodies, self.missing_members)
        return not (self.missing_convener or self.missing_levels or self.missing_named_sectors or any(counts))


def exception_of(group: TaskGroup) -> ConveningException | None:
    """The confirmed exception that the group works under, if any."""
    found: ConveningException | None = group.exceptions.in_force().first()
    return found


def floor_of(exception: ConveningException | None) -> Required:
    """What nobody can switch off: three members, three levels, two sectors, a convener; less by an exception alone."""
    if exception is None:
        return Required(FLOOR_MEMBERS, tuple(Level), FLOOR_SECTORS)
    levels = tuple(level for level in Level if level not in exception.without_levels)
    return Required(exception.minimum_members, levels, exception.minimum_sectors)


def required_of(group: TaskGroup, exception: ConveningException | None) -> Required:
    """The floor, and above it what the group's own rule asks for."""
    floor = floor_of(exception)
    sectors = group.minimum_sectors if group.minimum_sectors > FLOOR_SECTORS else floor.sectors
    return Required(floor.members, floor.levels, sectors, tuple(group.required_sectors), group.minimum_bodies)


def representation(group: TaskGroup) -> Representation:
    """The representation meter, by the floor and the group's own rule."""
    return _measured(group, required_of(group, exception_of(group)))


def above_floor(group: TaskGroup) -> Representation:
    """The representation meter by the floor alone, for a group that has started its work."""
    return _measured(group, floor_of(exception_of(group)))


def _measured(group: TaskGroup, required: Required) -> Representation:
    speaking = list(group.memberships.current().for_bodies().values_list("level", "sector", "organisation", "role"))
    levels, sectors = _counted(row[0] for row in speaking), _counted(row[1] for row in speaking)
    bodies = {row[2] for row in speaking}
    return Representation(
        levels=levels,
        sectors=sectors,
        bodies=len(bodies),
        members=len(speaking),
        required=required,
        missing_levels=[level for level in required.levels if level not in levels],
        missing_named_sectors=[sector for sector in required.named_sectors if sector not in sectors],
        missing_sectors=max(0, required.sectors - len(sectors)),
        missing_bodies=max(0, required.bodies - len(bodies)),
        missing_members=max(0, required.members - len(speaking)),
        missing_convener=not any(row[3] == MembershipRole.CONVENER for row in speaking),
    )


def _counted(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
