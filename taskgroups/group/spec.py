"""What of a task group is published."""

from typing import Any

from django.db.models import Min
from django.utils.translation import gettext, gettext_lazy as _

from core.projections import REDACTABLE
from people.models import Level
from publication.fields import Body, Choice, Choices, Day, Described, Flag, Label, Row, Rows, Term, Terms, Text, Word
from publication.kinds import KindSpec, page
from publication.published.pages import Listing, Panel, PublicSide
from publication.published.reading import long_day
from taskgroups.group import public
from taskgroups.models import (
    ConveningException,
    ExceptionState,
    Extension,
    Membership,
    MembershipRole,
    Stage,
    StageChange,
    TaskGroup,
)
from taskgroups.policy import may_confirm


def described(group: TaskGroup) -> dict[str, Any]:
    """What is published of a group with what belongs to it."""
    return {
        "name": {"en": group.name_en, "cy": group.name_cy},
        "mission": str(group.mission.uuid),
        "slug": {"en": group.slug_en, "cy": group.slug_cy},
    }


def of_group(label: Label) -> Described:
    """The group that a record belongs to."""
    return Described("group", label, describe=described, kind="task_group")


def _bodies_at_the_table(group: TaskGroup) -> dict[str, Any]:
    """One current membership of each body in each role."""
    seats = group.memberships.current().order_by().values("organisation", "level", "sector", "role")
    return {"pk__in": seats.annotate(first=Min("pk")).values("first")}


def _extension(row: Row) -> str:
    return gettext("Extension until: %(date)s") % {"date": long_day(row["to_date"])}


STAGE = Choice("stage", _("Stage"), words=Stage)

TASK_GROUP = KindSpec(
    "task_group",
    _("Task group"),
    TaskGroup,
    mission=lambda group: group.mission,
    home=page("group"),
    mended_at=page("group_edit"),
    may_confirm=may_confirm,
    public=PublicSide(
        place=_("task-groups/"),
        section="task_groups",
        listing=Listing("task_groups", _("Task groups"), public.listing, shows=("closing_report",)),
        newest=public.newest,
        panels={"mission": Panel(10, "task_group/on_mission.html", public.on_mission)},
        told=public.told,
    ),
    title="name",
    address="slug",
    holds_others=True,
    private=("mission", "named_in_emails"),  # every published record names its mission: the door adds it
    fields=(
        Text("slug", _("Address word"), listed=False),
        Text("name", _("Name")),
        Text("purpose", _("Purpose"), REDACTABLE),
        STAGE,
        Day("starts_on"),
        Day("ends_on"),
        Text("terms_of_reference", _("Terms of reference"), REDACTABLE),
        # Who is in the group by body, level and role. Nobody's name, and not since when: a body that sends somebody
        # else changes nothing for the public.
        Rows(
            "members",
            _("Members"),
            Membership,
            "group",
            (
                Body("organisation", _("Body")),
                Choice("level", words=Level),
                Term("sector", vocabulary="sector"),
                Choice("role", words=MembershipRole),
            ),
            one=_("Member"),
            same=("organisation", "role"),
            private=("user", "starts_at", "ends_at"),
            only=_bodies_at_the_table,
            order_by="organisation__slug",
        ),
        Text("longer_because", _("Why the group needs more than nine months"), REDACTABLE),
        # The reasons of a change of stage are written for the group; those of an extension for everyone.
        Rows(
            "extensions",
            _("Extensions"),
            Extension,
            "group",
            (
                Day("from_date"),
                Day("to_date"),
                Text("reason", _("Reason"), REDACTABLE),
                Day("extended_at", _("Extended on")),
            ),
            one=_("Extension"),
            same=("to_date",),
            heading_of=_extension,
            private=("extended_by",),
        ),
        Rows(
            "stages",
            _("History of the stages"),
            StageChange,
            "group",
            (
                Choice("from_stage", _("Stage before"), words=Stage),
                Choice("to_stage", _("Stage"), words=Stage),
                Day("changed_at", _("Date")),
            ),
            one=_("Stage"),
            same=("to_stage", "changed_at"),
            private=("reason", "changed_by"),
        ),
        Rows(
            "exceptions",
            _("Exceptions"),
            ConveningException,
            "group",
            (
                Word("minimum_members", _("Members, at least")),
                Word("minimum_sectors", _("Sectors, at least")),
                Choices("without_levels", words=Level),
                Text("reason", _("Reason"), REDACTABLE),
                Day("answered_on", _("Confirmed on")),
            ),
            one=_("Exception"),
            same=("answered_on",),
            private=("asked_by", "state", "answered_by"),
            only=lambda group: {"state": ExceptionState.CONFIRMED},
        ),
        Flag("each_level_present"),
        Word("minimum_sectors"),
        Terms("required_sectors", vocabulary="sector"),
        Word("minimum_bodies"),
        Flag("each_level_signs"),
        Flag("each_sector_signs"),
        Flag("every_body_signs"),
        Word("minimum_sign_offs"),
    ),
)
