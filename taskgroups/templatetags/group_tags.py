"""Panels of task groups for pages of layers below, and of what stands on several pages."""

from typing import Any

from django import template
from django.template import Context

from core.verdicts import can, visible_to
from missions.models import Mission
from taskgroups.models import ChallengePosition, SigningLink, TaskGroup
from taskgroups.workspace.panels import group_card

register = template.Library()


@register.inclusion_tag("workspace/taskgroups/of_mission.html", takes_context=True)
def mission_groups(context: Context, mission: Mission) -> dict[str, Any]:
    """The groups of a mission that this person may see."""
    groups = visible_to(context["request"].user, TaskGroup).filter(mission=mission).select_related("mission")
    return {"cards": [{**group_card(group), "text": ""} for group in groups]}


@register.inclusion_tag("workspace/positions/signatories_asked.html", takes_context=True)
def signatories_asked(context: Context, position: ChallengePosition) -> dict[str, Any]:
    """Who without an account is asked to answer a position, and the way to ask somebody, for who may."""
    person = context["request"].user
    links = SigningLink.objects.unanswered().filter(pk__in=visible_to(person, SigningLink).filter(position=position))
    return {
        "position": position,
        "links": links.select_related("position", "organisation"),
        "may_ask": can(person, "sign", position),
    }
