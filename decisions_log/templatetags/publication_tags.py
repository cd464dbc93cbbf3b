"""Panels that pages of groups, missions and positions show of decisions and of publication."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from core.history import RecordedModel
from core.transitions import Blocker
from core.verdicts import can
from decisions_log.models import Decision
from decisions_log.publication.kinds import kind_of
from decisions_log.published.addresses import version_address
from decisions_log.selectors import decisions_of, publication_of, state_of
from decisions_log.services.decision import problem_first
from decisions_log.workspace.plan_panels import clocks_of
from taskgroups.models import TaskGroup

register = template.Library()


@register.filter
def blocker_tasks(blockers: Iterable[Blocker]) -> list[dict[str, Any]]:
    """What a gate still needs, as items of components/task_list.html: the reason, who can clear it, and where."""
    return [
        {
            "title": blocker.reason,
            "href": blocker.url,
            "hint": _("Who can do it: %(who)s") % {"who": blocker.who} if blocker.who else "",
            "status": "missing",
            "label": _("Still needed"),
        }
        for blocker in blockers
    ]


@register.filter
def state_in_words(decision: Decision) -> str:
    """The state of a decision, with how many have adopted it."""
    return state_of(decision)


@register.inclusion_tag("workspace/publication/panel.html", takes_context=True)
def publication_panel(context: Context, record: RecordedModel) -> dict[str, Any]:
    """What is published of a record, the request that waits, and how to ask for publication, or why one cannot."""
    publication = publication_of(record)
    return {
        "record": record,
        "kind": kind_of(record).kind,
        "publication": publication,
        "versions": [
            {
                "number": version.number,
                "date": version.published_at,
                "note": version.change_note,
                "href": version_address(version),
                "current": version == publication.versions[0],
            }
            for version in publication.versions
        ],
        "verdict": can(context["request"].user, "request_publication", record),
    }


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
