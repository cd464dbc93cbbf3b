"""The kinds of record that missions bring with them, in the order in which they are listed."""

from missions.mission.spec import MISSION
from publication.kinds import register

register(MISSION)
