"""What the pages of a decision show, as the components take it."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from core.steps import Step, steps_from
from core.verdicts import Text, can
from decisions_log.assessment import word_for_word
from decisions_log.decision.spec import DECISION
from decisions_log.decision.words import IMPACT_PROMPTS
from decisions_log.forward_plan.public import in_words as notice_in_words
from decisions_log.models import Decision, Dissent, ForwardPlanItem, Impact, Part
from decisions_log.models.impact import WELSH_LANGUAGE
from decisions_log.notice import is_short, notice_of
from decisions_log.services.decision import right_for
from decisions_log.services.earlier import words_of
from decisions_log.states import ACTION_LABELS, FOLLOW_UP, MACHINE, REVIEWERS, STEP_PROPOSED
from people.models import User
from publication.published.reading import both

_ALWAYS_SHOWN = ("question", "decision", "summary", "reasons", "success_measure")
_SHOWN_WHEN_WRITTEN = ("no_constraints", "cost", "authority", "short_notice")


def facts(decision: Decision, person: User) -> list[dict[str, Any]]:
    """What a decision is and where it belongs, as components/summary_list.html takes it."""
    group, position = decision.group, decision.position
    known: list[dict[str, Any]] = [
        {"label": _("Reference"), "value": decision.reference},
        {"label": _("Task group"), "value": group.name, "href": reverse("workspace:group", args=[group.uuid])},
        {
            "label": _("Challenge position"),
            "value": position.title,
            "href": reverse("workspace:position", args=[position.uuid]),
        },
        _announced(decision.plan_item),
        {"label": _("Decision-maker"), "value": decision.get_decision_maker_kind_display()},
        {"label": _("Decided on"), "value": decision.decided_on},
        {"label": _("Review date"), "value": decision.review_on},
        *(_other(_("Supersedes"), other, person) for other in decision.supersedes.all()),
    ]
    if decision.superseded_by is not None:
        known.insert(0, _other(_("Superseded by"), decision.superseded_by, person))
    return [fact for fact in known if fact["value"]]


def _announced(item: ForwardPlanItem | None) -> dict[str, Any]:
    """The item of the forward plan that the decision is on."""
    label = _("Forward plan")
    if item is None:
        return {"label": label, "value": None}
    return {"label": label, "value": item.title, "href": reverse("workspace:plan_item", args=[item.uuid])}


def notice(decision: Decision, *, as_planned: bool = False) -> list[str]:
    """What is to be said about the notice people have of the decision, and whether it needs a reason."""
    days = notice_of(decision, as_planned=as_planned)
    said = [_("This is not in the published forward plan: people had no notice of it.")]
    if days is not None:
        said = [notice_in_words(days)]
    if is_short(days) and decision.short_notice.missing:
        said.append(_("Before it is published, say in both languages why there was less than 28 days' notice."))
    return said


def _other(label: str, other: Decision, person: User) -> dict[str, Any]:
    """Another decision; who is not in its group knows it by its reference alone."""
    if not can(person, "view", other):
        return {"label": label, "value": other.reference}
    return {"label": label, "value": other.title, "href": reverse("workspace:decision", args=[other.uuid])}


def question_of(source: UUID | None, person: User) -> dict[str, str]:
    """The title and question of an earlier decision, to begin with."""
    words = words_of(source, person) if source else {}
    pairs = {name: both(words.get(name)) for name in ("title", "question")}
    return {f"{name}_{language}": getattr(text, language) for name, text in pairs.items() for language in LANGUAGES}


def texts(decision: Decision) -> list[dict[str, Text]]:
    """The decision's own texts, as components/bilingual_pair.html takes them."""
    written = [name for name in _SHOWN_WHEN_WRITTEN if getattr(decision, name)]
    return [
        {
            "heading": DECISION.path_label(f"{name}.en"),
            "cy": getattr(decision, f"{name}_cy"),
            "en": getattr(decision, f"{name}_en"),
        }
        for name in (*_ALWAYS_SHOWN, *written)
    ]


def impacts(decision: Decision) -> list[dict[str, Any]]:
    """The impacts, the Welsh language first, each with what is written of it and whether it was copied."""
    rows = sorted(decision.impacts.all(), key=lambda impact: (impact.area != WELSH_LANGUAGE, impact.pk))
    same = word_for_word(rows)
    return [
        {
            "impact": impact,
            "answers": [(IMPACT_PROMPTS[name], text) for name, text in impact.answers.items() if text],
            "unwritten": bool(impact.unwritten),
            "copied": impact in same,
        }
        for impact in rows
    ]


def copied(part: Part) -> bool:
    """Whether the part is an impact as it stands in another decision."""
    return isinstance(part, Impact) and bool(word_for_word([part]))


def dissents(decision: Decision, person: User) -> list[tuple[Dissent, bool]]:
    """The dissents, and whether this person may change each."""
    return [(row, bool(can(person, "change", row))) for row in decision.dissents.select_related("organisation")]


def steps_of(decision: Decision, person: User) -> tuple[list[Step], list[Step]]:
    """Every step that leaves the decision's state, and those that this person has the right to take."""
    steps = steps_from(MACHINE, decision.state, decision, ACTION_LABELS, person)
    return steps, [step for step in steps if can(person, right_for(step.action), decision)]


def next_step(decision: Decision, steps: list[Step]) -> Step | None:
    """The step onwards: out of a review the one that it proposes, else the first of the table."""
    review = decision.reviews.last()
    proposed = STEP_PROPOSED.get(review.proposal) if review else None
    return next((step for step in steps if step.action == proposed), steps[0] if steps else None)


def who_takes(step: Step) -> str:
    """Whose right a step is."""
    if step.action in FOLLOW_UP:
        return str(REVIEWERS)
    return _("The convener or a member") if step.action == "propose" else _("The convener")
