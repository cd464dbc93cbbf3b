"""What the public pages of task groups and their positions show of them beside their words."""

from django import template
from django.utils.translation import gettext as _

from core import dates
from core.templatetags.opsw_ui import with_texts
from publication.published.models import PublishedVersion
from publication.published.reading import both, long_day
from taskgroups.group import public
from taskgroups.group.public import Standing

register = template.Library()
for _reader in (public.stage_line, public.group_rules, public.exception_rules):
    register.filter(_reader)


@register.simple_tag
def group_facts(standing: Standing, mission: PublishedVersion | None = None) -> list[str]:
    """How long a task group has, whether it has reported, and for which mission it works."""
    facts = [_("Time limit: %(date)s") % {"date": dates.long_date(standing.ends_on)}]
    if standing.days_left is not None:
        facts.append(_("Days left: %(number)d") % {"number": standing.days_left})
    if standing.report:
        facts.append(_("Closing report published: %(date)s") % {"date": dates.long_date(standing.report.published_at)})
    return facts + ([with_texts(_("Mission: %(mission)s"), mission=mission.title)] if mission else [])


@register.simple_tag
def position_facts(version: PublishedVersion) -> list[str]:
    """Which group agreed it, and when."""
    agreed = version.content.get("agreed_at")
    facts = [with_texts(_("Task group: %(group)s"), group=both(version.content["group"]["name"]))]
    return facts + ([_("Agreed on: %(date)s") % {"date": long_day(agreed)}] if agreed else [])
