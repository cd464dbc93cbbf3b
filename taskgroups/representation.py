"""Who is at the table, by level and sector."""

from dataclasses import dataclass

from core.vocabularies import label
from people.models import Level
from taskgroups.models import TaskGroup


@dataclass(frozen=True)
class Representation:
    """The levels and sectors of a group's current members who speak for a body, and what the rule still misses."""

    levels: dict[str, int]
    sectors: dict[str, int]
    missing_levels: list[Level]
    missing_sectors: int

    @property
    def met(self) -> bool:
        return not self.missing_levels and not self.missing_sectors

    @property
    def level_rows(self) -> list[tuple[str, int]]:
        return [(str(level.label), self.levels.get(level, 0)) for level in Level]

    @property
    def sector_rows(self) -> list[tuple[str, int]]:
        return [(label("sector", sector), count) for sector, count in self.sectors.items()]


def representation(group: TaskGroup) -> Representation:
    """The representation meter: a member at each level, and as many sectors as the group asks for (two by default)."""
    levels: dict[str, int] = {}
    sectors: dict[str, int] = {}
    for level, sector in group.memberships.current().for_bodies().values_list("level", "sector"):
        levels[level] = levels.get(level, 0) + 1
        sectors[sector] = sectors.get(sector, 0) + 1
    return Representation(
        levels=levels,
        sectors=sectors,
        missing_levels=[level for level in Level if level not in levels],
        missing_sectors=max(0, group.minimum_sectors - len(sectors)),
    )
