"""What the pages of a mission show, as the components take it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.wellbeing import WELLBEING_GOALS
from missions.models import EvaluationPlan, Mission


def mission_card(mission: Mission) -> dict[str, Any]:
    """A mission in a list, as components/card.html takes it."""
    return {
        "title": mission.title,
        "href": reverse("workspace:mission", args=[mission.uuid]),
        "status": mission.state,
        "label": mission.get_state_display(),
        "text": mission.outcome,
        "meta": [_("Lead: %(person)s") % {"person": mission.lead}],
    }


def mission_facts(mission: Mission) -> list[dict[str, Any]]:
    """Who leads it, from when until when, and the goals it serves, as components/summary_list.html takes them."""
    return [
        {"label": _("Mission lead"), "value": str(mission.lead)},
        {"label": _("Sponsor body"), "value": mission.sponsor.name},
        {"label": _("From"), "value": mission.starts_on},
        {"label": _("Until"), "value": mission.ends_on},
        {"label": _("Well-being goals"), "value": [WELLBEING_GOALS[goal] for goal in mission.wellbeing_goals]},
    ]


def evaluation_facts(plan: EvaluationPlan) -> list[dict[str, Any]]:
    """Who evaluates, and by when."""
    return [
        {"label": _("Learning partner"), "value": plan.learning_partner.name},
        {"label": _("Findings due"), "value": plan.findings_due_on},
    ]
