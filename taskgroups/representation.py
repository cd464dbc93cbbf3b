"""Who is at the table, and whom the group still misses: by the floor under every group, and by its own rule."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from core.one_look import looked_up, looked_up_together
from people.models import Level
from taskgroups.models import ConveningException, Membership, MembershipRole, TaskGroup
from taskgroups.models.group import FLOOR_MEMBERS, FLOOR_SECTORS


class Seat(NamedTuple):
    """One who speaks for a body: its level, sector and key, and the role."""

    level: str
    sector: str
    organisation: int
    role: str


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
    return looked_up(("exception", group.pk), lambda: _exceptions_of([group]).get(group.pk))


def look_at_tables(groups: Collection[TaskGroup]) -> None:
    """Read for a page that lists these groups who is at each table, and what each may do without: in two queries."""
    exceptions, speaking = _exceptions_of(groups), _speaking_in(groups)
    looked_up_together({("exception", group.pk): exceptions.get(group.pk) for group in groups})
    looked_up_together({("speaking", group.pk): speaking[group.pk] for group in groups})


def _exceptions_of(groups: Collection[TaskGroup]) -> dict[int, ConveningException]:
    """The newest that is in force of each group."""
    found = ConveningException.objects.in_force().filter(group__in=groups).order_by("pk")
    return {exception.group_id: exception for exception in found}


def _speaking_in(groups: Collection[TaskGroup]) -> dict[int, list[Seat]]:
    """The seats of those who speak for a body in each group now."""
    found: dict[int, list[Seat]] = defaultdict(list)
    rows = Membership.objects.current().for_bodies().filter(group__in=groups)
    for group, *seat in rows.values_list("group", "level", "sector", "organisation", "role"):
        found[group].append(Seat(*seat))
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
    speaking = looked_up(("speaking", group.pk), lambda: _speaking_in([group])[group.pk])
    levels, sectors = _counted(seat.level for seat in speaking), _counted(seat.sector for seat in speaking)
    bodies = {seat.organisation for seat in speaking}
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
        missing_convener=not any(seat.role == MembershipRole.CONVENER for seat in speaking),
    )


def _counted(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
