"""The panel that pages of records show of their publication, and what a gate still needs."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from core.history import RecordedModel
from core.transitions import Blocker
from core.verdicts import can
from publication.kinds import KINDS, kind_of
from publication.published.addresses import version_address
from publication.selectors import publication_of

register = template.Library()


@register.filter
def audience(kind: str) -> str:
    """Who can see a working record, as components/visibility.html takes it."""
    return KINDS[kind].audience


@register.filter
def content_templates(kind: str) -> list[str]:
    """The template of what a record says: its kind's own, else the one that is drawn from its fields."""
    return [f"{kind}/content.html", "public/record_content.html"]


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


@register.inclusion_tag("workspace/publication/panel.html", takes_context=True)
def publication_panel(context: Context, record: RecordedModel) -> dict[str, Any]:
    """What is published of a record, the request that waits, and how to ask for publication, or why one cannot."""
    publication = publication_of(record)
    return {
        "record": record,
        "kind": kind_of(record).name,
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
