"""What of a mission is published."""

from core.projections import PRIVATE, PUBLIC, Child, Projection, Reference
from missions.models import Accountability, Mission
from people.models import Organisation

BODY = Reference(Organisation.described)

ACCOUNTABILITY = Projection(
    model=Accountability,
    audiences={
        "id": PRIVATE,
        "uuid": PRIVATE,
        "created_at": PRIVATE,
        "mission": PRIVATE,
        "organisation": PUBLIC,
        "share_en": PUBLIC,
        "share_cy": PUBLIC,
    },
    references={"organisation": BODY},
)

MISSION = Projection(
    model=Mission,
    audiences={
        "id": PRIVATE,
        "uuid": PRIVATE,
        "created_at": PRIVATE,
        "slug_en": PUBLIC,
        "slug_cy": PUBLIC,
        "title_en": PUBLIC,
        "title_cy": PUBLIC,
        "outcome_en": PUBLIC,
        "outcome_cy": PUBLIC,
        "summary_en": PUBLIC,
        "summary_cy": PUBLIC,
        "social_partners_en": PUBLIC,
        "social_partners_cy": PUBLIC,
        "example_note_en": PUBLIC,
        "example_note_cy": PUBLIC,
        "wellbeing_goals": PUBLIC,
        "sponsor": PUBLIC,
        "lead": PRIVATE,
        "starts_on": PUBLIC,
        "ends_on": PUBLIC,
        "state": PUBLIC,
    },
    references={"sponsor": BODY},
    children={"accountable": Child("mission", ACCOUNTABILITY)},
)
