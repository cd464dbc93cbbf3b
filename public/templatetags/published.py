"""Filters that read the content of a published version; `publication.published.reading` has how it is stored."""

from typing import Any

from django import template

from core import collation, partial_dates
from core.bilingual import BilingualText, current_language
from publication.kinds import KINDS
from publication.published import answers, expectations, forward_plan, labels, notices, reading, standing
from publication.published.models import PublishedVersion

register = template.Library()
_READERS = (
    *(reading.both, reading.day, reading.days_until, reading.term, reading.goal),
    *(standing.stage_line, standing.group_rules, standing.exception_rules),
)
for _reader in _READERS:
    register.filter(_reader)


@register.filter
def day_or_month(value: str) -> str:
    """A day or a month in words."""
    return partial_dates.in_words(value)


@register.filter
def notice_line(notice: int) -> str:
    """How many days of notice were given, and what the aim is where it was less."""
    return forward_plan.in_words(notice)


@register.filter
def part_label(path: str, kind: str) -> str:
    """What a part of a record of this kind is called."""
    return KINDS[kind].path_label(path)


@register.filter
def notice_facts(notice: notices.Notice) -> list[dict[str, Any]]:
    """Everything that is said about a part that is hidden."""
    return notices.facts(notice)


@register.filter
def state_label(value: str, kind: str) -> Any:
    """What the state of a record of this kind is called."""
    return labels.STATES[kind].get(value, value)


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
    return KINDS["decision"].part_label(field, str(reading.both(called)))


@register.filter
def correction_label(value: str) -> Any:
    """Of which kind a correction is."""
    return labels.CORRECTIONS.get(value, value)


@register.filter
def where_we_stand(trade: Any) -> str:
    """Where a decision stands between the two poles of a trade-off, which are named."""
    return reading.where_we_stand(trade)


@register.filter
def section_label(value: str) -> Any:
    """The heading of a section of a challenge position."""
    return labels.SECTIONS.get(value, value)


@register.filter
def answer_label(value: str) -> Any:
    """What a body answered."""
    return labels.ANSWERS.get(value, value)


@register.filter
def adoption_label(value: str) -> Any:
    """What a body made of a decision."""
    return labels.ADOPTIONS.get(value, value)


@register.filter
def achievement_label(value: str) -> Any:
    """Whether what was expected was achieved."""
    return labels.ACHIEVEMENTS.get(value, value)


@register.filter
def proposal_label(value: str) -> Any:
    """What a review proposes."""
    return labels.PROPOSALS.get(value, value)


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
    return decision_maker_kind in labels.COLLECTIVELY_RESPONSIBLE


@register.filter
def handling_label(value: str) -> Any:
    """What was done about an interest."""
    return labels.HANDLINGS.get(value, value)


@register.filter
def impact_answers(row: dict[str, Any]) -> list[tuple[Any, BilingualText]]:
    """What is written of an impact: each prompt that is answered, with the answer."""
    answers = ((label, reading.both(row.get(prompt))) for prompt, label in labels.IMPACT_PROMPTS.items())
    return [(label, answer) for label, answer in answers if answer]


@register.filter
def by_measure_kind(rows: list[dict[str, Any]] | None) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The measures of a mission by kind: how it is for people first."""
    kinds = reversed(labels.MEASURE_KINDS.items())
    found = [(label, [row for row in rows or [] if row["kind"] == kind]) for kind, label in kinds]
    return [(label, of_kind) for label, of_kind in found if of_kind]


@register.filter
def role_label(value: str) -> Any:
    """The role of a member of a task group."""
    return labels.ROLES.get(value, value)


@register.filter
def by_level(rows: list[dict[str, Any]] | None) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Rows that name a body, grouped by its level, each group in the alphabet of this request's language.

    The level is that of the row, if it keeps one: a member's is that of the day of joining.
    """
    language = current_language()
    groups = []
    for level, label in labels.LEVELS.items():
        own = [row for row in rows or [] if row.get("level", row["organisation"]["level"]) == level]
        own.sort(key=lambda row: collation.sort_key(reading.body_name(row["organisation"]), language))
        if own:
            groups.append((label, own))
    return groups


@register.filter
def split_ends(label: BilingualText | str) -> list[str]:
    """The two ends of a trade-off dimension: "Cost / quality" -> ["Cost", "quality"]."""
    return reading.poles(str(label))
