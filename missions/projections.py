"""What of a mission is published."""

from typing import Any

from django.utils import timezone

from core.projections import PRIVATE, PUBLIC, Audience, Child, Projection, Reference
from missions.models import Accountability, EvaluationPlan, Measure, Mission
from people.models import Organisation, Post

BODY = Reference(Organisation.described)


def _both(*names: str) -> dict[str, Audience]:
    return {f"{name}_{language}": PUBLIC for name in names for language in ("en", "cy")}


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

_ROW = {"id": PRIVATE, "uuid": PRIVATE, "created_at": PRIVATE, "mission": PRIVATE}
MEASURE = Projection(
    model=Measure,
    audiences={
        **_ROW,
        "kind": PUBLIC,
        **_both("text", "unit", "baseline"),
        "baseline_due_on": PUBLIC,
        **_both("target"),
        "due_on": PUBLIC,
    },
)
EVALUATION = Projection(
    model=EvaluationPlan,
    audiences={
        **_ROW,
        **_both("questions", "methods", "independence"),
        "learning_partner": PUBLIC,
        "findings_due_on": PUBLIC,
    },
    references={"learning_partner": BODY},
)
# The office that leads, as of the day; never the person.
OFFICE = Projection(
    model=Post,
    audiences={
        **dict.fromkeys(("id", "uuid", "created_at", "user", "starts_on", "ends_on", "home_organisation"), PRIVATE),
        **_both("title"),
        "organisation": PUBLIC,
    },
    references={"organisation": BODY},
)


def _office(mission: Mission) -> dict[str, Any]:
    """The post of the lead today, in the sponsor's organisation if there is one."""
    posts = Post.objects.filter(user=mission.lead_id, starts_on__lte=timezone.localdate())
    posts = posts.exclude(ends_on__lt=timezone.localdate()).order_by("-starts_on", "-pk")
    post = posts.filter(organisation=mission.sponsor_id).first() or posts.first()
    return {"pk": post.pk if post else None}


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
    children={
        "accountable": Child("mission", ACCOUNTABILITY),
        "measures": Child("mission", MEASURE),
        "evaluation": Child("mission", EVALUATION),
        "lead": Child("user__missions_led", OFFICE, only=_office, own=False),
    },
)
