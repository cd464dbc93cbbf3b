"""What the public pages of missions show of them beside their words."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from core.templatetags.opsw_ui import with_texts
from missions.mission.words import MeasureKind
from publication.published.models import PublishedVersion
from publication.published.reading import both, long_day

register = template.Library()


@register.filter
def by_measure_kind(rows: list[dict[str, Any]] | None) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The measures of a mission by kind: how it is for people first."""
    kinds = reversed(MeasureKind.choices)
    found = [(label, [row for row in rows or [] if row["kind"] == kind]) for kind, label in kinds]
    return [(label, of_kind) for label, of_kind in found if of_kind]


@register.simple_tag
def mission_facts(version: PublishedVersion) -> list[str]:
    """When a mission ends, and who sponsors it."""
    return [
        _("Until: %(date)s") % {"date": long_day(version.content["ends_on"])},
        with_texts(_("Sponsor: %(body)s"), body=both(version.content["sponsor"]["name"])),
    ]
