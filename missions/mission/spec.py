"""What of a mission is published."""

from typing import Any

from django.db.models import Case, When
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from core.verdicts import can
from missions.mission import public
from missions.models import Accountability, EvaluationPlan, Measure, MeasureKind, Mission, MissionState
from missions.states import gaps_of
from people.models import Post
from publication.fields import Body, Choice, Day, Goals, Rows, Text
from publication.kinds import KindSpec, page
from publication.pinned import Pinned
from publication.published.pages import Listing, Panel, PublicSide


def _office(mission: Mission) -> dict[str, Any]:
    """The post of the lead today, in the sponsor's organisation if there is one."""
    posts = Post.objects.filter(user=mission.lead_id, starts_on__lte=timezone.localdate())
    posts = posts.exclude(ends_on__lt=timezone.localdate())
    elsewhere = Case(When(organisation=mission.sponsor_id, then=0), default=1)
    return {"pk": posts.order_by(elsewhere, "-starts_on", "-pk").values("pk")[:1]}


def _doubts(pinned: Pinned) -> list[str]:
    if pinned.manifest["children"]["lead"]:
        return []
    return [gettext("The mission lead has no post in the register: the lead’s office is not published.")]


MISSION = KindSpec(
    "mission",
    _("Mission"),
    Mission,
    mission=lambda mission: mission,
    home=page("mission"),
    mended_at=page("mission_edit"),
    may_confirm=lambda person, mission: can(person, "change", mission),
    public=PublicSide(
        place=_("missions/"),
        section="missions",
        listing=Listing("missions", _("Missions"), public.listing),
        panels={"home": Panel(10, "mission/on_home.html", public.on_home)},
        editorial=True,
        timeline=True,
        told=public.told,
    ),
    address="slug",
    holds_others=True,
    audience="mission",
    private=("lead",),
    gaps=lambda mission, pinned: gaps_of(mission),
    doubts=_doubts,
    fields=(
        Text("slug", _("Address word"), listed=False),
        Text("title", _("Title")),
        Text("outcome", _("Outcome")),
        Text("summary", _("Summary")),
        Choice("state", _("State"), words=MissionState),
        Day("starts_on", _("Start date")),
        Day("ends_on", _("End date")),
        Body("sponsor", _("Sponsor")),
        # The office that leads, as of the day; never the person.
        Rows(
            "lead",
            _("Led by"),
            Post,
            "user__missions_led",
            (Text("title", _("Post")), Body("organisation", _("Body"))),
            private=("starts_on", "ends_on", "home_organisation"),
            only=_office,
            own=False,
        ),
        Rows(
            "measures",
            _("How people will see whether it works"),
            Measure,
            "mission",
            (
                Choice("kind", words=MeasureKind),
                Text("text", _("What is measured")),
                Text("unit", _("Unit, or what people would see")),
                Text("baseline", _("Where it stands now")),
                Day("baseline_due_on"),
                Text("target", _("Where it should be")),
                Day("due_on"),
            ),
            one=_("Measure"),
            same=("text",),
        ),
        Rows(
            "evaluation",
            _("How it is evaluated"),
            EvaluationPlan,
            "mission",
            (
                Text("questions", _("Questions")),
                Text("methods", _("Methods")),
                Body("learning_partner"),
                Text("independence", _("Independence, and who pays")),
                Day("findings_due_on"),
            ),
        ),
        Rows(
            "accountable",
            _("Who answers for what"),
            Accountability,
            "mission",
            (Body("organisation", _("Body")), Text("share", _("What it answers for"))),
            one=_("Accountable organisation"),
            same=("organisation",),
        ),
        Text("social_partners", _("Social partners")),
        Goals("wellbeing_goals", _("Well-being goals it serves")),
        Text("example_note", _("Note that this is an example")),
    ),
)
