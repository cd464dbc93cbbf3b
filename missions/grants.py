"""The only writer of guardian rows on missions."""

from guardian.shortcuts import assign_perm, remove_perm

from missions.models import Mission, MissionUserPermission


def sync_mission(mission: Mission) -> None:
    """The lead, and nobody else, holds `lead_mission` on the mission. Idempotent."""
    for row in MissionUserPermission.objects.filter(content_object=mission).exclude(user_id=mission.lead_id):
        remove_perm("lead_mission", row.user, mission)
    assign_perm("lead_mission", mission.lead, mission)
