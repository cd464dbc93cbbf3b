"""Reasons that the product gives for changes of organisations and roles."""

from django.utils.translation import gettext_lazy as _

from core.reasons import SystemReason, register


@register
class Reason(SystemReason):
    OFFICE_CONFIRMED = "office_confirmed", _("Office confirmed")
    OFFICE_SAVED = "office_saved", _("Office saved")
    POST_ADDED = "post_added", _("Post added")
    POST_ENDED = "post_ended", _("Post ended")
