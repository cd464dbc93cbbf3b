"""Whose sign-offs make a position the group's: a reservation is an answer, but it does not count here."""

from dataclasses import dataclass

from people.models import Level, Organisation
from taskgroups.gate_facts import answers_now, bodies_that_answer
from taskgroups.models import Answer, TaskGroup
from taskgroups.selectors import bodies_to_answer


@dataclass(frozen=True)
class Quorum:
    """What the group's rule still misses for the position's current version."""

    missing_levels: list[Level]
    missing_sectors: list[str]
    missing_bodies: list[Organisation]
    missing_sign_offs: int
    signed: list[Organisation]

    @property
    def met(self) -> bool:
        return not (self.missing_levels or self.missing_sectors or self.missing_bodies or self.missing_sign_offs)


def quorum(group: TaskGroup) -> Quorum:
    """The quorum by the group's rule: each level (so by default), each sector, every body, a number of bodies."""
    signed = [answer.organisation for answer in answers_now(group) if answer.answer == Answer.SIGN_OFF]
    bodies = bodies_that_answer(group)
    levels, sectors = {body.level for body in signed}, {body.sector for body in signed}
    here = sorted({body.sector for body in bodies})
    return Quorum(
        missing_levels=[level for level in Level if group.each_level_signs and level not in levels],
        missing_sectors=[sector for sector in here if group.each_sector_signs and sector not in sectors],
        missing_bodies=[body for body in bodies if group.every_body_signs and body not in signed],
        missing_sign_offs=max(0, group.minimum_sign_offs - len(signed)),
        signed=signed,
    )


def needs_sign_off(group: TaskGroup, body: Organisation) -> bool:
    """Whether the group's rule cannot be met without the sign-off of this body."""
    others = [other for other in bodies_to_answer(group) if other != body]
    return (
        group.every_body_signs
        or (group.each_level_signs and body.level not in {other.level for other in others})
        or (group.each_sector_signs and body.sector not in {other.sector for other in others})
        or group.minimum_sign_offs > len(others)
    )
