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
MEASURE_KINDS: Labels = {"performance": _("Outcome"), "experience": _("Experience: how it was for people")}
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
PLAN_ITEM_STATES: Labels = {
    "planned": _("Planned"),
    "postponed": _("Postponed"),
    "dropped": _("Dropped"),
    "decided": _("Decided"),
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
ADOPTIONS: Labels = {
    "pending": _("Not decided yet"),
    "adopted": _("Adopted"),
    "adopted_with_conditions": _("Adopted with conditions"),
    "declined": _("Declined"),
}
CORRECTIONS: Labels = {
    "typo": _("Spelling or punctuation"),
    "translation": _("Translation"),
    "fact": _("Factual error"),
    "link": _("Broken link"),
}
ACHIEVEMENTS: Labels = {
    "achieved": _("Achieved"),
    "partly": _("Partly achieved"),
    "not_achieved": _("Not achieved: we learn from it"),
    "too_early": _("Too early to say"),
}
PROPOSALS: Labels = {
    "confirm": _("Confirm the decision"),
    "review_again": _("Confirm it for now, and review it again"),
    "supersede": _("Replace it by another decision"),
    "reverse": _("Reverse the decision"),
}
EXPECTATIONS: Labels = {
    "success_measure": _("How we will know"),
    "benefits": _("What it would bring"),
    "experience": _("What people would notice"),
    "costs": _("What it would cost"),
}
# Decision-makers whose members each decide for themselves: what they decide is a recommendation to them.
RECOMMENDING = ("task_group", "partnership")
# Decision-makers who answer together for what was decided: nobody's dissent from it is published.
COLLECTIVELY_RESPONSIBLE = ("minister", "cabinet")
IMPACT_PROMPTS: Labels = {
    "opportunities": _("Opportunities for people to use Welsh"),
    "no_less_favourably": _("Treating Welsh no less favourably than English"),
    "increase_positive": _("How to increase the positive effects"),
    "lessen_negative": _("How to lessen the negative effects"),
    "text": _("The effect"),
    "mitigation": _("How negative effects are lessened"),
}
HANDLINGS: Labels = {
    "took_part": _("Stayed and took part"),
    "stayed": _("Stayed, and did not take part in the item"),
    "left": _("Left the meeting for the item"),
}
STAGES: Labels = {
    "convening": _("Convening"),
    "defining": _("Defining the problem"),
    "position_agreed": _("Position agreed"),
    "deliberating": _("Deliberating"),
    "delivering": _("Delivering"),
    "evaluating": _("Evaluating"),
    "closed": _("Closed"),
    "abandoned": _("Abandoned"),
}
ROLES: Labels = {
    "convener": _("Convener"),
    "secretariat": _("Secretariat"),
    "member": _("Member"),
    "citizen_member": _("Citizen member"),
    "learning_partner": _("Learning partner"),
    "observer": _("Observer"),
}
LEVELS: Labels = {"local": _("Local"), "regional": _("Regional"), "national": _("National")}

STATES: dict[str, Labels] = {
    "mission": MISSION_STATES,
    "decision": DECISION_STATES,
    "task_group": STAGES,
    "forward_plan_item": PLAN_ITEM_STATES,
}
