"""Reasons that the product gives for what is done at the door."""

from django.utils.translation import gettext_lazy as _

from core.reasons import SystemReason, register


@register
class Reason(SystemReason):
    APPROVED_AFTERWARDS = "approved_afterwards", _("Approved afterwards")
    LAPSED_APPROVER = "lapsed_approver", _("The publisher who approved it may no longer do so.")
    LAPSED_BLOCKED = "lapsed_blocked", _("A record can no longer be published as it was approved.")
    LAPSED_CHANGED = "lapsed_changed", _("A record has been changed since its publication was asked for.")
    LAPSED_ITEMS = "lapsed_items", _("A record was added or taken out.")
    LAPSED_MOMENT = "lapsed_moment", _("The moment was changed.")
    NOT_APPROVED_AFTERWARDS = "not_approved_afterwards", _("Not approved afterwards")
    PART_WITHHELD = "part_withheld", _("A part is to be withheld")
    PUBLICATION_APPROVED = "publication_approved", _("Publication approved")
    PUBLICATION_REQUESTED = "publication_requested", _("Publication requested")
    PUBLISHED_IN_AN_EMERGENCY = "published_in_an_emergency", _("Published in an emergency")
    PUT_INTO_A_RELEASE = "put_into_a_release", _("Put into a release")
    RELEASE_APPROVED = "release_approved", _("Release approved")
    RELEASE_CHANGED = "release_changed", _("Release changed")
    RELEASE_PUBLISHED = "release_published", _("Release published")
    RELEASE_PUT_TOGETHER = "release_put_together", _("Release put together")
    RELEASE_TAKEN_APART = "release_taken_apart", _("Taken apart")
    REMOVAL_CARRIED_OUT = "removal_carried_out", _("Carried out")
    REMOVAL_DONE = "removal_done", _("Done")
    REMOVAL_REQUESTED = "removal_requested", _("Removal requested")
    REMOVED_FROM_LOG = "removed_from_log", _("As the entry in the open log says")
    REQUEST_TAKEN_BACK = "request_taken_back", _("Taken back")
    TAKEN_OUT_OF_A_RELEASE = "taken_out_of_a_release", _("Taken out of a release")
    WITHHOLDING_CHANGED = "withholding_changed", _("Why it is withheld was changed")
