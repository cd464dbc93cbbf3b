"""What of an item of the forward plan is published."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from core.projections import REDACTABLE
from core.transitions import Blocker
from decisions_log.forward_plan import calendar, public, public_pages
from decisions_log.models import ForwardPlanItem, PlanItemState
from publication.fields import Body, Choice, Day, DayOrMonth, Term, Text, Word
from publication.kinds import KindSpec, page
from publication.pinned import Pinned
from publication.published.pages import Calendar, Listing, Panel, PublicSide
from taskgroups.group.spec import of_group
from taskgroups.policy import may_confirm


def _gaps(item: ForwardPlanItem, pinned: Pinned) -> Iterable[Blocker]:
    if item.say.missing:
        url = reverse("workspace:plan_item_edit", args=[item.uuid])
        yield Blocker(
            gettext("It is not said in both languages how to have a say."), gettext("Convener and members"), url
        )


FORWARD_PLAN_ITEM = KindSpec(
    "forward_plan_item",
    _("Item of the forward plan"),
    ForwardPlanItem,
    mission=lambda item: item.group.mission,
    home=page("plan_item"),
    mended_at=page("plan_item_edit"),
    may_confirm=may_confirm,
    public=PublicSide(
        place=_("forward-plan/"),
        section="forward_plan",
        listing=Listing("forward_plan", _("Forward plan"), public_pages.listing, shows=("decision",)),
        newest=public_pages.newest,
        panels={
            "home": Panel(30, "forward_plan_item/on_home.html", public_pages.on_home),
            "mission": Panel(30, "forward_plan_item/on_mission.html", public_pages.on_mission),
        },
        calendar=Calendar(_("forward-plan.ics"), _("forward-plan"), calendar.plan, calendar.plan_item),
        told=public.told,
    ),
    gaps=_gaps,
    fields=(
        Word("reference", _("Reference"), listed=False),
        Text("title", _("What will be decided")),
        Choice("state", _("State"), words=PlanItemState),
        DayOrMonth("expected", _("When, at the earliest")),
        DayOrMonth("postponed_from", _("Planned before for")),
        Text("reason", _("Why it was postponed or dropped"), REDACTABLE),
        Text("question", _("The question")),
        Term("decision_maker_kind", vocabulary="decision_maker_kind"),
        Body("organisation", nobody=""),
        Text("say", _("How to have a say")),
        Word("say_link", _("Web address")),
        Word("say_email", _("E-mail address")),
        Day("say_until"),
        Text("documents", _("Documents to be expected"), REDACTABLE),
        Text("private_part", _("What will be private, and why"), REDACTABLE),
        of_group(_("Task group")),
    ),
)
