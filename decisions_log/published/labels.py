"""What the stored words of a published record are called.

A record is published by value and outlives the code that wrote it: its readers need these labels and no working model.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Labels = dict[str, "str | Promise"]

MISSION_STATES: Labels = {
    "proposed": _("Proposed"),
    "active": _("Active"),
    "paused": _("Paused"),
    "achieved": _("Achieved"),
    "closed": _("Closed"),
}
DECISION_STATES: Labels = {
    "draft": _("Draft"),
    "proposed": _("Proposed"),
    "decided": _("Decided"),
    "implemented": _("Implemented"),
    "deferred": _("Deferred"),
    "withdrawn": _("Withdrawn"),
    "rejected": _("Rejected"),
    "under_review": _("Under review"),
    "confirmed": _("Confirmed"),
    "superseded": _("Superseded"),
    "reversed": _("Reversed"),
}
SECTIONS: Labels = {
    "problem": _("The problem and who it affects"),
    "experience": _("What people experience"),
    "evidence": _("What we know and do not know"),
    "system": _("The system around it: levels, rules, money"),
    "tried": _("What has been tried"),
    "constraints": _("Constraints"),
    "ambition": _("The ambition we share"),
    "questions": _("Open questions"),
}
ANSWERS: Labels = {"sign_off": _("Signed off"), "reservation": _("Reservation")}
LEVELS: Labels = {"local": _("Local"), "regional": _("Regional"), "national": _("National")}

STATES: dict[str, Labels] = {"mission": MISSION_STATES, "decision": DECISION_STATES}
