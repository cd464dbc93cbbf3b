"""What the pages of a decision show, as the components take it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.steps import Step, steps_from
from core.transitions import Blocker
from core.verdicts import Text, can
from decisions_log.models import Decision, DecisionState, Dissent
from decisions_log.published.models import Kind
from decisions_log.published.outline import path_label
from decisions_log.services.decision import right_for
from decisions_log.states import ACTION_LABELS, MACHINE
from people.models import User

_ALWAYS_SHOWN = ("question", "decision", "summary", "reasons", "success_measure")
_SHOWN_WHEN_WRITTEN = ("no_constraints", "cost", "authority")


def facts(decision: Decision) -> list[dict[str, Any]]:
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
        {"label": _("Decision-maker"), "value": decision.get_decision_maker_kind_display()},
        {"label": _("Decided on"), "value": decision.decided_on},
        {"label": _("Review date"), "value": decision.review_on},
    ]
    return [fact for fact in known if fact["value"]]


def texts(decision: Decision) -> list[dict[str, Text]]:
    """The decision's own texts, as components/bilingual_pair.html takes them."""
    written = [name for name in _SHOWN_WHEN_WRITTEN if getattr(decision, name)]
    return [
        {
            "heading": path_label(Kind.DECISION, f"{name}.en"),
            "cy": getattr(decision, f"{name}_cy"),
            "en": getattr(decision, f"{name}_en"),
        }
        for name in (*_ALWAYS_SHOWN, *written)
    ]


def dissents(decision: Decision, person: User) -> list[tuple[Dissent, bool]]:
    """The dissents, and whether this person may change each."""
    return [(row, bool(can(person, "change", row))) for row in decision.dissents.select_related("organisation")]


def steps_of(decision: Decision, person: User) -> tuple[list[Step], list[Step]]:
    """Every step that leaves the decision's state, and those that this person has the right to take."""
    steps = steps_from(MACHINE, decision.state, decision, ACTION_LABELS)
    return steps, [step for step in steps if can(person, right_for(step.action), decision)]


def who_takes(step: Step) -> str:
    """Whose right a step is."""
    return _("The convener or a member") if step.action == "propose" else _("The convener")


def missing_to_decide(decision: Decision) -> list[Blocker]:
    """What a draft will need once it is proposed: shown while it can still be written."""
    if decision.state not in (DecisionState.DRAFT, DecisionState.DEFERRED):
        return []
    step = MACHINE.find(DecisionState.PROPOSED, "decide")
    return MACHINE.blockers(step, decision) if step else []
