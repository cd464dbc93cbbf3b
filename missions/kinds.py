"""What of a mission is published."""

from django.utils.translation import gettext as _

from core.projections import Manifest
from core.verdicts import can
from missions.projections import MISSION
from missions.states import gaps_of
from publication.kinds import Publishable, page, register
from publication.published.models import Kind


def _mission_doubts(manifest: Manifest) -> list[str]:
    if manifest["children"].get("lead"):
        return []
    return [_("The mission lead has no post in the register: the lead’s office is not published.")]


register(
    Publishable(
        Kind.MISSION,
        MISSION,
        mission=lambda mission: mission,
        home=page("mission"),
        may_confirm=lambda person, mission: can(person, "change", mission),
        mended_at=page("mission_edit"),
        gaps=gaps_of,
        doubts=_mission_doubts,
    ),
)
