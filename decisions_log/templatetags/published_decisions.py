"""What the public pages of decisions, their reviews and the forward plan show of them beside their words."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from core import dates, partial_dates
from core.bilingual import BilingualText
from core.templatetags.opsw_ui import with_texts
from decisions_log.adoption import public as answers
from decisions_log.decision.words import COLLECTIVELY_RESPONSIBLE, IMPACT_PROMPTS
from decisions_log.forward_plan.public import Planned, in_words as notice_in_words
from decisions_log.review import expectations
from decisions_log.review.public import Reviewing
from publication.kinds import KINDS
from publication.published import reading
from publication.published.models import PublishedVersion
from publication.published.reading import both, decision_maker, long_day

register = template.Library()


@register.filter
def notice_line(notice: int) -> str:
    """How many days of notice were given, and what the aim is where it was less."""
    return notice_in_words(notice)


@register.simple_tag
def decision_state(version: PublishedVersion) -> str:
    """The state of a published decision, with how many have adopted it (look them up for a list: `with_standings`)."""
    return answers.state_label(version.content, answers.standing_of(version))


@register.filter
def decision_state_label(content: dict[str, Any]) -> str:
    """The state of a decision as one version says it."""
    return answers.state_label(content)


@register.simple_tag
def answer_in(row: dict[str, Any], standing: answers.Standing | str) -> answers.Answer | None:
    """What an adoption that is published says of the version that was answered."""
    return standing.of(row) if isinstance(standing, answers.Standing) else None


@register.filter
def corrected_part(row: Any) -> str:
    """What a correction is about, published or not yet."""
    field, called = (row["field"], row.get("row")) if isinstance(row, dict) else (row.field, row.row)
    return KINDS["decision"].part_label(field, str(both(called)))


@register.filter
def where_we_stand(trade: Any) -> str:
    """Where a decision stands between the two poles of a trade-off, which are named."""
    return reading.where_we_stand(trade)


@register.simple_tag
def decision_reviewed(content: dict[str, Any], version: PublishedVersion | str = "") -> PublishedVersion | None:
    """The decision that the content of a review is about, as it stood before that version of the review."""
    before = version.log_index if isinstance(version, PublishedVersion) else None
    return expectations.decision_reviewed(content, before)


@register.filter
def beside(content: dict[str, Any], decision: PublishedVersion | None) -> list[expectations.Line]:
    """The findings of a review beside what the decision expected."""
    return expectations.lines_of(content, decision)


@register.filter
def collectively_responsible(decision_maker_kind: str) -> bool:
    """Whether dissent from what this decision-maker decides is withheld."""
    return decision_maker_kind in COLLECTIVELY_RESPONSIBLE


@register.filter
def impact_answers(row: dict[str, Any]) -> list[tuple[Any, BilingualText]]:
    """What is written of an impact: each prompt that is answered, with the answer."""
    answers = ((label, both(row.get(prompt))) for prompt, label in IMPACT_PROMPTS.items())
    return [(label, answer) for label, answer in answers if answer]


@register.filter
def split_ends(label: BilingualText | str) -> list[str]:
    """The two ends of a trade-off dimension: "Cost / quality" -> ["Cost", "quality"]."""
    return reading.poles(str(label))


@register.simple_tag
def decision_facts(
    version: PublishedVersion, mission: PublishedVersion | None = None, reviewing: Reviewing | None = None
) -> list[str]:
    """When it was decided, when its review is due, and for which mission."""
    decided = version.content.get("decided_on")
    facts = [_("Decided on: %(date)s") % {"date": long_day(decided)}] if decided else []
    if reviewing and reviewing.review_on and reviewing.review != "overdue":
        facts.append(_("Review due: %(date)s") % {"date": dates.long_date(reviewing.review_on)})
    return facts + ([with_texts(_("Mission: %(mission)s"), mission=mission.title)] if mission else [])


@register.simple_tag
def review_facts(version: PublishedVersion) -> list[str]:
    """When a review was held, and what it proposes."""
    held, proposal = version.content.get("held_on"), version.content["proposal"]
    return [
        _("Review held on: %(date)s") % {"date": long_day(held)},
        _("The review proposes: %(proposal)s") % {"proposal": KINDS["review"].field("proposal").read(proposal)},
    ]


@register.simple_tag
def plan_facts(item: Planned, mission: PublishedVersion | None = None) -> list[str]:
    """When something will be decided and by whom, how much notice was given, and until when one can have a say."""
    content = item.version.content
    facts = [_("When, at the earliest: %(date)s") % {"date": partial_dates.in_words(item.expected)}]
    facts.append(with_texts(_("Decision-maker: %(who)s"), who=decision_maker(content)))
    facts.append(notice_in_words(item.notice))
    if until := content["say_until"]:
        facts.append(_("Last day to have a say: %(date)s") % {"date": long_day(until)})
    return facts + ([with_texts(_("Mission: %(mission)s"), mission=mission.title)] if mission else [])
