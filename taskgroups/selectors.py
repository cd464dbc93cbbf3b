"""Reads about groups and positions."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.bilingual import BilingualText, current_language
from core.collation import sort_key
from people.models import Organisation, User
from taskgroups.models import (
    ChallengePosition,
    Commitment,
    Membership,
    PositionSection,
    Presence,
    SignOff,
    Stage,
    TaskGroup,
)


def bodies_to_answer(group: TaskGroup) -> QuerySet[Organisation]:
    """The bodies whose conveners and members speak for them in the group now."""
    speaking = Membership.objects.current().for_bodies().filter(group=group)
    return Organisation.objects.filter(pk__in=speaking.values("organisation")).order_by("name_en")


def answers_now(group: TaskGroup) -> list[SignOff]:
    """Sign-offs and reservations that are pinned to the position's current version."""
    position = ChallengePosition.objects.filter(group=group).first()
    if position is None:
        return []
    return list(
        SignOff.objects.filter(position=position, position_version=position.version).select_related("organisation")
    )


def current_membership(group: TaskGroup, user_id: int) -> Membership | None:
    return Membership.objects.current().filter(group=group, user_id=user_id).select_related("organisation").first()


def own_groups(person: User) -> QuerySet[TaskGroup]:
    """Groups the person is a current member of or whose mission they lead."""
    member = Exists(Membership.objects.current().filter(group=OuterRef("pk"), user=person))
    return TaskGroup.objects.filter(Q(member) | Q(mission__lead=person))


def in_alphabetical_order(groups: QuerySet[TaskGroup]) -> list[TaskGroup]:
    """By name, in the alphabet of the reader's language, with their missions."""
    language = current_language()
    groups = groups.select_related("mission")
    return sorted(groups, key=lambda group: sort_key(group.name.local.text, language))


@dataclass(frozen=True)
class BodyAnswer:
    """Where a body stands with a position: its newest answer, if any, and whether the text changed since."""

    body: Organisation
    given: SignOff | None
    stale: bool


def answers_by_body(position: ChallengePosition) -> list[BodyAnswer]:
    """The answer of every body that speaks in the group now or answered the present version."""
    newest: dict[int, SignOff] = {}
    for given in position.sign_offs.select_related("organisation", "signed_by").order_by("position_version", "pk"):
        newest[given.organisation_id] = given
    bodies = {body.pk: body for body in bodies_to_answer(position.group)}
    bodies |= {pk: given.organisation for pk, given in newest.items() if given.position_version == position.version}
    return [
        BodyAnswer(body, given, given is not None and given.position_version != position.version)
        for body, given in ((body, newest.get(pk)) for pk, body in bodies.items())
    ]


def unwritten(position: ChallengePosition) -> list[PositionSection]:
    """The sections that are not written in both languages."""
    return [section for section in position.sections.all() if section.text.missing]


def positions_in_hand(person: User) -> list[tuple[ChallengePosition, Membership]]:
    """Positions that the person's groups are defining, within their time, with the membership in each group."""
    memberships = (
        Membership.objects.current()
        .filter(user=person, group__stage=Stage.DEFINING, group__ends_on__gte=timezone.localdate())
        .select_related("group__position", "organisation")
    )
    return [(membership.group.position, membership) for membership in memberships]


def commitments_in_hand(person: User) -> list[Commitment]:
    """What is still to be done by the bodies that the person speaks for, in groups whose work goes on."""
    speaks = Membership.objects.current().for_bodies()
    speaks = speaks.filter(user=person, group=OuterRef("group"), organisation=OuterRef("organisation"))
    groups = TaskGroup.objects.under_way()
    found = Commitment.objects.open().filter(Exists(speaks), group__in=groups)
    return list(found.select_related("group"))


def section_at(section: PositionSection, revision: int) -> BilingualText:
    """The text of a section as saved at `revision`; empty when there never was one."""
    saved = section.history.filter(revision=revision).first()
    return saved.instance.text if saved else BilingualText(en="", cy="")


def sections_with_last_save(position: ChallengePosition, since: int = 0) -> list[tuple[PositionSection, Any]]:
    """The sections in order, each with the history row of its last save (author and time).

    `since` leaves out sections that were not saved after that version of the position.
    """
    sections = position.sections.filter(saved_in__gt=since)
    saves = PositionSection.history.filter(position=position, saved_in__gt=since)
    last = {save.id: save for save in saves.latest_of_each().select_related("history_user")}
    return [(section, last[section.pk]) for section in sections]


def others_here(position: ChallengePosition, person: User) -> QuerySet[Presence]:
    """Who else has the position open now, with the section they edit."""
    here = Presence.objects.filter(position=position, seen_at__gte=timezone.now() - Presence.FADES_AFTER)
    return here.exclude(user=person).select_related("user", "section")
