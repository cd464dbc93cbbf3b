"""Panels of task groups for pages of layers below."""

from typing import Any

from django import template
from django.template import Context

from core.verdicts import visible_to
from missions.models import Mission
from taskgroups.models import TaskGroup
from taskgroups.workspace.panels import group_card

register = template.Library()


@register.inclusion_tag("workspace/taskgroups/of_mission.html", takes_context=True)
def mission_groups(context: Context, mission: Mission) -> dict[str, Any]:
    """The groups of a mission that this person may see."""
    groups = visible_to(context["request"].user, TaskGroup).filter(mission=mission).select_related("mission")
    return {"cards": [{**group_card(group), "text": ""} for group in groups]}
