"""Tags of the public pages: addresses of published records, and the short facts under their names in lists."""

from django import template
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.models import UpdatePage
from core import dates, partial_dates
from core.bilingual import BilingualText, LocalisedText, current_language, other_language
from core.templatetags.opsw_ui import localised
from public.open_data import addresses
from public.open_data.citations import citation, print_line
from publication.published.addresses import record_address
from publication.published.comparison import Difference
from publication.published.forward_plan import Planned, in_words as notice_in_words
from publication.published.labels import PROPOSALS
from publication.published.models import PublishedRecord, PublishedVersion
from publication.published.reading import both, days_since, decision_maker, long_day
from publication.published.register import Entry
from publication.published.reviewing import Reviewing
from publication.published.standing import Standing

register = template.Library()


def _with_texts(words: str, **texts: BilingualText) -> SafeString:
    """Words with texts filled in, each marked with its language when it is not the reader's."""
    return SafeString(escape(words) % {name: localised(text) for name, text in texts.items()})


@register.simple_tag
def record_url(record: PublishedRecord, page: str = "", *numbers: int) -> str:
    """The address of a record, or of one of its pages."""
    return record_address(record, page, *numbers)


@register.simple_tag
def contact_email() -> str:
    """Where the public reaches whoever runs this site; nothing where that is not set."""
    return settings.CONTACT_EMAIL


@register.simple_tag
def record_label(record: PublishedRecord) -> str:
    """What tells records of one title apart: the kind, and the reference where there is one."""
    kind = record.get_kind_display()
    return kind if record.kind in ("mission", "task_group", "closing_report") else f"{kind} {record.slug_en}"


@register.simple_tag
def version_data(version: PublishedVersion, file_format: str) -> str:
    """The address of exactly this version as data."""
    return addresses.version_data(version, file_format).removeprefix(settings.SITE_URL)


@register.simple_tag
def citations(version: PublishedVersion) -> list[LocalisedText]:
    """The words to cite a version by in both languages, those of the reader first."""
    language = current_language()
    return [LocalisedText(citation(version, code), code, False) for code in (language, other_language(language))]


@register.simple_tag
def citation_line(version: PublishedVersion) -> str:
    """Which text a printed page is of."""
    return print_line(version, current_language())


@register.simple_tag
def mission_facts(version: PublishedVersion) -> list[str]:
    """When a mission ends, and who sponsors it."""
    return [
        _("Until: %(date)s") % {"date": long_day(version.content["ends_on"])},
        _with_texts(_("Sponsor: %(body)s"), body=both(version.content["sponsor"]["name"])),
    ]


@register.simple_tag
def group_facts(standing: Standing, mission: PublishedVersion | None = None) -> list[str]:
    """How long a task group has, whether it has reported, and for which mission it works."""
    facts = [_("Time limit: %(date)s") % {"date": dates.long_date(standing.ends_on)}]
    if standing.days_left is not None:
        facts.append(_("Days left: %(number)d") % {"number": standing.days_left})
    if standing.report:
        facts.append(_("Closing report published: %(date)s") % {"date": dates.long_date(standing.report.published_at)})
    return facts + ([_with_texts(_("Mission: %(mission)s"), mission=mission.title)] if mission else [])


@register.simple_tag
def position_facts(version: PublishedVersion) -> list[str]:
    """Which group agreed it, and when."""
    agreed = version.content.get("agreed_at")
    facts = [_with_texts(_("Task group: %(group)s"), group=both(version.content["group"]["name"]))]
    return facts + ([_("Agreed on: %(date)s") % {"date": long_day(agreed)}] if agreed else [])


@register.simple_tag
def decision_facts(
    version: PublishedVersion, mission: PublishedVersion | None = None, reviewing: Reviewing | None = None
) -> list[str]:
    """When it was decided, when its review is due, and for which mission."""
    decided = version.content.get("decided_on")
    facts = [_("Decided on: %(date)s") % {"date": long_day(decided)}] if decided else []
    if reviewing and reviewing.review_on and reviewing.review != "overdue":
        facts.append(_("Review due: %(date)s") % {"date": dates.long_date(reviewing.review_on)})
    return facts + ([_with_texts(_("Mission: %(mission)s"), mission=mission.title)] if mission else [])


@register.simple_tag
def overdue_words(owed: Reviewing | Entry | None) -> str:
    """Since when a review is overdue, and by how long; nothing when it is not."""
    if not owed or owed.review_on is None or owed.review != "overdue":
        return ""
    said = {"date": dates.long_date(owed.review_on), "number": days_since(owed.review_on)}
    return _("Review overdue since %(date)s. Days overdue: %(number)d") % said


@register.simple_tag
def review_facts(version: PublishedVersion) -> list[str]:
    """When a review was held, and what it proposes."""
    held, proposal = version.content.get("held_on"), version.content["proposal"]
    return [
        _("Review held on: %(date)s") % {"date": long_day(held)},
        _("The review proposes: %(proposal)s") % {"proposal": PROPOSALS.get(proposal, proposal)},
    ]


@register.simple_tag
def plan_facts(item: Planned, mission: PublishedVersion | None = None) -> list[str]:
    """When something will be decided and by whom, how much notice was given, and until when one can have a say."""
    content = item.version.content
    facts = [_("When, at the earliest: %(date)s") % {"date": partial_dates.in_words(item.expected)}]
    facts.append(_with_texts(_("Decision-maker: %(who)s"), who=decision_maker(content)))
    facts.append(notice_in_words(item.notice))
    if until := content["say_until"]:
        facts.append(_("Last day to have a say: %(date)s") % {"date": long_day(until)})
    return facts + ([_with_texts(_("Mission: %(mission)s"), mission=mission.title)] if mission else [])


@register.simple_tag
def update_facts(update: UpdatePage) -> list[str]:
    """When an update was written."""
    return [dates.long_date(update.date)]


@register.simple_tag
def difference_heading(difference: Difference) -> str:
    """What the text is that changed: "Option A: Why not"."""
    if not difference.part:
        return difference.label
    return _("%(part)s: %(label)s") % {"part": difference.part, "label": difference.label}
