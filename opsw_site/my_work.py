"""My work: what waits for one person, by date, the missions they lead and their groups."""

from django.http import HttpResponse
from django.shortcuts import render

from core.my_work import waiting_for
from core.verdicts import look_at
from core.workspace import WorkspaceRequest, workspace_view
from decisions_log.gates import look_at_requests
from missions.selectors import missions_led_by
from missions.workspace.panels import mission_card
from people.models import User
from taskgroups.gate_facts import find_position, look_at_gates
from taskgroups.models import Stage, TaskGroup
from taskgroups.selectors import groups_of
from taskgroups.workspace.panels import group_card


def _look_at(person: User, groups: list[TaskGroup]) -> None:
    """Read together what is asked about each of the groups."""
    under_way = [group for group in groups if not group.ended]
    look_at(person, groups)
    look_at_gates(under_way)
    look_at_requests(under_way)
    agreed = [group for group in under_way if group.stage == Stage.POSITION_AGREED]
    look_at(person, filter(None, map(find_position, agreed)))


@workspace_view
def home(request: WorkspaceRequest) -> HttpResponse:
    """What waits for me, the missions I lead and my groups."""
    groups = groups_of(request.user)
    _look_at(request.user, groups)
    context = {
        "section": "home",
        "audience": "you",
        "waiting": waiting_for(request.user),
        "missions": [mission_card(mission) for mission in missions_led_by(request.user)],
        "groups": [group_card(group) for group in groups],
    }
    return render(request, "workspace/home.html", context)
