"""Reasons that the product gives for changes of decisions and their publication."""

from django.utils.translation import gettext_lazy as _

from core.reasons import SystemReason, register


@register
class Reason(SystemReason):
    ADOPTION_ASKED = "adoption_asked", _("The bodies are asked whether they adopt the decision")
    ADOPTION_RECORDED = "adoption_recorded", _("The body's decision recorded")
    COPIED_FROM_AN_EARLIER_DECISION = "copied_from_an_earlier_decision", _("Copied from an earlier decision")
    DECISION_PLANNED = "decision_planned", _("Planned")
    DECISION_STARTED = "decision_started", _("Decision started")
    IMPACT_OPENED = "impact_opened", _("Impact assessment opened with the draft")
    PLAN_CHANGED = "plan_changed", _("Plan changed")
    PUBLICATION_REQUESTED = "publication_requested", _("Publication requested")
    PUBLISHED_IN_AN_EMERGENCY = "published_in_an_emergency", _("Published in an emergency")
    PUT_INTO_A_RELEASE = "put_into_a_release", _("Put into a release")
    RELEASE_APPROVED = "release_approved", _("Release approved")
    RELEASE_CHANGED = "release_changed", _("Release changed")
    RELEASE_PUBLISHED = "release_published", _("Release published")
    RELEASE_PUT_TOGETHER = "release_put_together", _("Release put together")
    REMOVAL_DONE = "removal_done", _("Done")
    REMOVAL_REQUESTED = "removal_requested", _("Removal requested")
    REMOVED_FROM_LOG = "removed_from_log", _("As the entry in the open log says")
    REVIEW_WRITTEN = "review_written", _("Review written")
    TAKEN_OUT_OF_A_RELEASE = "taken_out_of_a_release", _("Taken out of a release")
