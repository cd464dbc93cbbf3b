"""Reasons that the product gives for changes of missions."""

from django.utils.translation import gettext_lazy as _

from core.reasons import SystemReason, register


@register
class Reason(SystemReason):
    ACCOUNTABLE_BODY_NAMED = "accountable_body_named", _("Accountable body named")
    ACCOUNTABLE_BODY_CORRECTED = "accountable_body_corrected", _("Accountable body corrected")
    EVALUATION_PLANNED = "evaluation_planned", _("Evaluation planned")
    MEASURE_ADDED = "measure_added", _("Measure added")
    MEASURE_CORRECTED = "measure_corrected", _("Measure corrected")
    MISSION_EDITED = "mission_edited", _("Mission edited")
    MISSION_PROPOSED = "mission_proposed", _("Mission proposed")
