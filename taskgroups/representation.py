"""Who is at the table, by level and sector, and whom the group's rule still misses."""

from dataclasses import dataclass

from people.models import Level
from taskgroups.models import TaskGroup


@dataclass(frozen=True)
class Representation:
    """The levels and sectors of a group's current members who speak for a body, and what the rule still misses."""

    levels: dict[str, int]
    sectors: dict[str, int]
    bodies: int
    missing_levels: list[Level]
    missing_named_sectors: list[str]
    missing_sectors: int
    missing_bodies: int

    @property
    def met(self) -> bool:
        return not (self.missing_levels or self.missing_named_sectors or self.missing_sectors or self.missing_bodies)


def representation(group: TaskGroup) -> Representation:
    """The representation meter by the group's rule: each level and two sectors unless the group asks otherwise."""
    levels: dict[str, int] = {}
    sectors: dict[str, int] = {}
    bodies = set()
    speaking = group.memberships.current().for_bodies()
    for level, sector, body in speaking.values_list("level", "sector", "organisation"):
        levels[level] = levels.get(level, 0) + 1
        sectors[sector] = sectors.get(sector, 0) + 1
        bodies.add(body)
    return Representation(
        levels=levels,
        sectors=sectors,
        bodies=len(bodies),
        missing_levels=[level for level in Level if group.each_level_present and level not in levels],
        missing_named_sectors=[sector for sector in group.required_sectors if sector not in sectors],
        missing_sectors=max(0, group.minimum_sectors - len(sectors)),
        missing_bodies=max(0, group.minimum_bodies - len(bodies)),
    )
