"""Panels that the page of a group shows of its decisions and its forward plan."""

from typing import Any

from django import template
from django.template import Context

from core.verdicts import can
from decisions_log.forward_plan.panels import clocks_of
from decisions_log.models import Decision
from decisions_log.selectors import decisions_of, state_of
from decisions_log.services.decision import problem_first
from taskgroups.models import TaskGroup

register = template.Library()


@register.filter
def state_in_words(decision: Decision) -> str:
    """The state of a decision, with how many have adopted it."""
    return state_of(decision)


@register.inclusion_tag("workspace/decisions/of_group.html", takes_context=True)
def group_decisions(context: Context, group: TaskGroup) -> dict[str, Any]:
    """The group's decisions, and how to start one, or what is missing before one can be started."""
    person = context["request"].user
    return {
        "group": group,
        "decisions": decisions_of(group, person),
        "verdict": can(person, "propose_decision", group),
        "blockers": [blocker.seen_by(person) for blocker in problem_first(group)],
    }


@register.inclusion_tag("workspace/plan/of_group.html", takes_context=True)
def group_plan(context: Context, group: TaskGroup) -> dict[str, Any]:
    """What the group has announced, with the notice that gives, and how to announce something."""
    return {
        "group": group,
        "clocks": clocks_of(list(group.plan_items.all())),
        "verdict": can(context["request"].user, "propose_decision", group),
    }
