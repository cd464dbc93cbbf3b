"""Where organisations speak for themselves in a decision: what of it the group's secretariat translates."""

from django.utils.translation import gettext_lazy as _

from decisions_log.models import Adoption, DeclaredInterest, Dissent
from taskgroups.translations import Source, register

register(
    Source("dissent", Dissent, "text", _("Dissent"), "decision__group"),
    Source("declared_interest", DeclaredInterest, "what", _("Declared interest"), "decision__group"),
    Source("dispensation", DeclaredInterest, "dispensation", _("Dispensation"), "decision__group"),
    Source("conditions", Adoption, "conditions", _("Conditions of an adoption"), "adoption_set__decision__group"),
    Source("declining", Adoption, "reason", _("Why the organisation declined"), "adoption_set__decision__group"),
)
