"""Reasons that the product gives for changes of decisions."""

from django.utils.translation import gettext_lazy as _

from core.reasons import SystemReason, register


@register
class Reason(SystemReason):
    ADOPTION_ASKED = "adoption_asked", _("The bodies are asked whether they adopt the decision")
    ADOPTION_RECORDED = "adoption_recorded", _("The body's decision recorded")
    COPIED_FROM_AN_EARLIER_DECISION = "copied_from_an_earlier_decision", _("Copied from an earlier decision")
    DECISION_CORRECTED = "decision_corrected", _("Correction")
    DECISION_PLANNED = "decision_planned", _("Planned")
    DECISION_STARTED = "decision_started", _("Decision started")
    DROPPED_FROM_PLAN = "dropped_from_plan", _("Dropped from the forward plan")
    IMPACT_OPENED = "impact_opened", _("Impact assessment opened with the draft")
    PLAN_CHANGED = "plan_changed", _("Plan changed")
    REVIEW_WRITTEN = "review_written", _("Review written")
    TEXTS_CHANGED = "texts_changed", _("Texts changed")
