"""What of a pledge is published, and who may do what with it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from core.projections import REDACTABLE
from core.verdicts import ALLOWED, NOT_YOURS, Policy, Verdict, visible_to
from missions.models import Mission
from missions.policy import leads
from people.models import User
from publication.fields import Body, Day, Flag, Rows, Text, Word
from publication.kinds import KindSpec
from publication.published.pages import Listing, PublicSide, page_of
from publication.published.selectors import latest_of
from tests.pledge.models import Pledge, PledgeStep


def _visible(person: User) -> QuerySet[Pledge]:
    return Pledge.objects.filter(mission__in=visible_to(person, Mission))


def _lead(person: User, pledge: Pledge) -> Verdict:
    return ALLOWED if leads(person, pledge.mission) else NOT_YOURS


POLICY = Policy(model=Pledge, visible=_visible, rules={"request_publication": _lead})


def _page(pledge: Pledge) -> str:
    return reverse("workspace:mission", args=[pledge.mission.uuid])


def _listing(request: HttpRequest) -> dict[str, Any]:
    return {"page": page_of(request, latest_of("pledge").order_by("-record_id"))}


PLEDGE = KindSpec(
    "pledge",
    "Pledge",
    Pledge,
    mission=lambda pledge: pledge.mission,
    home=_page,
    mended_at=_page,
    may_confirm=_lead,
    public=PublicSide(
        place="pledges/",
        section="missions",
        listing=Listing("pledges", "Pledges", _listing),
        told=lambda now, before: () if before else ["A body has promised something."],
        happened_on=lambda now, before: now["due_on"],
    ),
    private=("mission", "aside"),
    fields=(
        Word("reference", "Reference", listed=False),
        Text("title", "Title"),
        Text("promise", "What is promised", REDACTABLE),
        Body("kept_by", "Who keeps it"),
        Day("due_on", "By when"),
        Rows(
            "steps",
            "Steps",
            PledgeStep,
            "pledge",
            (Text("what", "What is done", REDACTABLE), Flag("done", "Done", yes="Yes", no="Not yet")),
            one="Step",
            same=("what",),
        ),
    ),
)
