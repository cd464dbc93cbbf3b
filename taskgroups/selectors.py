"""Reads about groups and positions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.bilingual import BilingualText, current_language
from core.collation import sort_key
from core.one_look import looked_up
from people.models import Language, Organisation, PlatformRole, User
from people.notices import Recipients, notice_recipients
from people.selectors import has_role
from taskgroups.gate_facts import answers_now
from taskgroups.models import (
    Attendance,
    AttendanceState,
    ChallengePosition,
    Commitment,
    ConveningException,
    Meeting,
    Membership,
    MembershipRole,
    PositionSection,
    Presence,
    SigningLink,
    SignOff,
    Stage,
    TaskGroup,
)
from taskgroups.rights import roles_with

_KEEPERS = (MembershipRole.CONVENER, MembershipRole.SECRETARIAT)
# Days before the end date on which people are reminded of it (domain.md section 3).
REMINDER_DAYS = (1, 7, 14, 30)
COMMITMENT_DAYS = 7  # before a commitment is due


def bodies_to_answer(group: TaskGroup) -> QuerySet[Organisation]:
    """The bodies whose conveners and members speak for them in the group now."""
    speaking = Membership.objects.current().for_bodies().filter(group=group)
    return Organisation.objects.filter(pk__in=speaking.values("organisation")).order_by("name_en")


def bodies_at_the_table(group: TaskGroup) -> QuerySet[Organisation]:
    """The same, and the bodies for which nobody speaks only because accounts are shut: no membership has ended."""
    lasting = Membership.objects.unfinished().for_bodies().filter(group=group)
    return Organisation.objects.filter(pk__in=lasting.values("organisation")).order_by("name_en")


def bodies_in(group: TaskGroup) -> QuerySet[Organisation]:
    """The organisations that somebody is in the group for now, whatever they do there."""
    return Organisation.objects.filter(pk__in=group.memberships.current().values("organisation"))


def speakers_for(group: TaskGroup, organisation: Organisation) -> list[User]:
    """The people who speak for a body in the group now."""
    speaking = group.memberships.current().for_bodies().filter(organisation=organisation)
    return [membership.user for membership in speaking.select_related("user")]


def conveners_of(group: TaskGroup) -> list[User]:
    """The people who convene the group now."""
    convening = group.memberships.current().filter(role=MembershipRole.CONVENER)
    return [membership.user for membership in convening.select_related("user")]


def notice_recipients_in(group: TaskGroup, organisation: Organisation) -> Recipients:
    """Who gets a notice for an organisation that must act in the group: who speaks for it there, else as elsewhere."""
    return notice_recipients(organisation, speakers_for(group, organisation))


def bodies_to_ask(person: User, group: TaskGroup) -> QuerySet[Organisation]:
    """The bodies for which this person may ask a signatory: their own, or all that speak in the group they convene."""
    speaks = Membership.objects.current().for_bodies().filter(group=group, user=person).first()
    if speaks is None:
        return Organisation.objects.none()
    bodies = bodies_to_answer(group)
    return bodies if speaks.role == MembershipRole.CONVENER else bodies.filter(pk=speaks.organisation_id)


def current_membership(group: TaskGroup, user_id: int) -> Membership | None:
    """The membership that the person has in the group now; one query for all groups while a page is read."""
    found = Membership.objects.current().filter(user_id=user_id).select_related("organisation").order_by("-pk")
    mine = looked_up(("memberships", user_id), lambda: {membership.group_id: membership for membership in found})
    return mine.get(group.pk)


def people_of(group: TaskGroup) -> list[User]:
    """The current members, and the lead of the mission."""
    members = [membership.user for membership in group.memberships.current().select_related("user")]
    return list({*members, group.mission.lead})


def due_reminder(group: TaskGroup) -> int | None:
    """The reminder that a group's days call for: the last one whose day has come, also when its job runs late."""
    return next((days for days in REMINDER_DAYS if 0 <= group.days_left <= days), None)


def own_groups(person: User) -> QuerySet[TaskGroup]:
    """Groups the person is a current member of or whose mission they lead."""
    member = Exists(Membership.objects.current().filter(group=OuterRef("pk"), user=person))
    return TaskGroup.objects.filter(Q(member) | Q(mission__lead=person))


def groups_of(person: User) -> list[TaskGroup]:
    """The same in alphabetical order; while a page is read they are looked for once."""
    return looked_up(("own groups", person.pk), lambda: in_alphabetical_order(own_groups(person)))


def in_alphabetical_order(groups: QuerySet[TaskGroup]) -> list[TaskGroup]:
    """By name, in the alphabet of the reader's language, with their missions and since when each is at its stage."""
    language = current_language()
    groups = groups.select_related("mission").annotate(
        stage_since=Coalesce(Max("stage_changes__changed_at"), F("created_at"))
    )
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
    answers = position.sign_offs.select_related("organisation", "signed_by", "signing_link__asked_by")
    for given in answers.order_by("position_version", "pk"):
        newest[given.organisation_id] = given
    bodies = {body.pk: body for body in bodies_to_answer(position.group)}
    bodies |= {pk: given.organisation for pk, given in newest.items() if given.position_version == position.version}
    return [
        BodyAnswer(body, given, given is not None and given.position_version != position.version)
        for body, given in ((body, newest.get(pk)) for pk, body in bodies.items())
    ]


def answer_through(link: SigningLink) -> SignOff | None:
    """The answer that was given through a link, also when the body has answered in another way since."""
    given = SignOff.history.filter(signing_link=link).first()
    return given.instance if given else None


def first_agreed_on(position: ChallengePosition) -> date | None:
    """The day on which the position was agreed for the first time; None before that."""
    first = position.history.filter(agreed_at__isnull=False).order_by("history_id").first()
    return timezone.localdate(first.agreed_at) if first else None


def newest_answer(position: ChallengePosition, body: Organisation) -> SignOff | None:
    """What a body answered last, to whichever version."""
    return position.sign_offs.filter(organisation=body).order_by("-position_version", "-pk").first()


def unwritten(position: ChallengePosition) -> list[PositionSection]:
    """The sections that are not written in both languages."""
    return [section for section in position.sections.all() if section.text.missing]


def groups_kept_by(person: User) -> QuerySet[TaskGroup]:
    """The groups whose papers the person keeps, or whose mission they lead."""
    keeps = Membership.objects.current().filter(user=person, role__in=_KEEPERS, group=OuterRef("pk"))
    return TaskGroup.objects.filter(Q(Exists(keeps)) | Q(mission__lead=person))


def sections_behind(person: User) -> QuerySet[PositionSection]:
    """Sections in which one language has not followed, in positions being written whose papers the person keeps."""
    keeps = Membership.objects.current().filter(user=person, role__in=_KEEPERS)
    keeps = keeps.filter(group__stage=Stage.DEFINING, group__ends_on__gte=timezone.localdate())
    found = PositionSection.objects.filter(position__group__in=keeps.values("group")).exclude(behind="")
    return found.exclude(text_en="").exclude(text_cy="").select_related("position__group")


def awaits_answer(position: ChallengePosition, membership: Membership) -> bool:
    """Whether the position is written, and the member's body has not answered its current version."""
    return awaits_answer_of(position, membership.organisation)


def awaits_answer_of(position: ChallengePosition, organisation: Organisation) -> bool:
    """Whether the position is written, and the organisation has not answered its current version."""
    answered = {answer.organisation_id for answer in answers_now(position.group)}
    return not unwritten(position) and organisation.pk not in answered


def positions_in_hand(person: User) -> list[tuple[ChallengePosition, Membership, datetime]]:
    """Positions that the person's groups are defining, within their time, with the membership in each group, and since
    when the group has been at it."""
    memberships = (
        Membership.objects.current()
        .filter(user=person, group__stage=Stage.DEFINING, group__ends_on__gte=timezone.localdate())
        .select_related("group__position", "group__mission", "organisation")
        .prefetch_related("group__position__sections")
        .annotate(since=Coalesce(Max("group__stage_changes__changed_at"), F("group__created_at")))
    )
    return [(membership.group.position, membership, membership.since) for membership in memberships]


def commitments_in_hand(person: User) -> list[Commitment]:
    """What is still to be done by the bodies that the person speaks for, in groups whose work goes on."""
    speaks = Membership.objects.current().for_bodies()
    speaks = speaks.filter(user=person, group=OuterRef("group"), organisation=OuterRef("organisation"))
    groups = TaskGroup.objects.under_way()
    found = Commitment.objects.open().filter(Exists(speaks), group__in=groups)
    return list(found.select_related("group"))


def commitments_owed(group: TaskGroup, organisation: Organisation) -> QuerySet[Commitment]:
    """What the body must do in the group, overdue or due soon; nothing in a group whose work has ended."""
    soon = timezone.localdate() + timedelta(days=COMMITMENT_DAYS)
    due = Commitment.objects.open().filter(group=group, organisation=organisation, due_on__lte=soon)
    return due.filter(group__in=TaskGroup.objects.under_way())


def speaks_for(person: User, commitment: Commitment) -> bool:
    """Whether the person speaks in the group for the body that committed itself."""
    return person in speakers_for(commitment.group, commitment.organisation)


def section_at(section: PositionSection, revision: int) -> BilingualText:
    """The text of a section as saved at `revision`; empty when there never was one."""
    saved = section.history.filter(revision=revision).first()
    return saved.instance.text if saved else BilingualText(en="", cy="")


def last_save(section: PositionSection) -> Any:
    """The history row (author and time) of the save that gave the section its present text."""
    saves = section.history.filter(revision=section.revision).select_related("history_user")
    return saves.order_by("history_id").first()


def sections_with_last_save(position: ChallengePosition, since: int = 0) -> list[tuple[PositionSection, Any]]:
    """The sections in order, each with the history row of its last save (author and time).

    `since` leaves out sections that were not saved after that version of the position.
    """
    rows = PositionSection.history.filter(id=OuterRef("pk"), saved_in=OuterRef("saved_in")).order_by("history_id")
    sections = list(position.sections.filter(saved_in__gt=since).annotate(last_save=Subquery(rows.values("pk")[:1])))
    saves = PositionSection.history.select_related("history_user").in_bulk([section.last_save for section in sections])
    return [(section, saves[section.last_save]) for section in sections]


def others_here(position: ChallengePosition, person: User) -> QuerySet[Presence]:
    """Who else has the position open now, with the section they edit."""
    here = Presence.objects.filter(position=position, seen_at__gte=timezone.now() - Presence.FADES_AFTER)
    return here.exclude(user=person).select_related("user", "section")


@dataclass(frozen=True)
class Seat:
    """Somebody who is asked to a meeting, with what they answered or did."""

    membership: Membership
    attendance: Attendance


def seats(meeting: Meeting) -> list[Seat]:
    """Everyone who is asked, those who have not answered included."""
    given = {attendance.membership_id: attendance for attendance in meeting.attendances.all()}
    return [
        Seat(membership, given.get(membership.pk) or Attendance(meeting=meeting, membership=membership))
        for membership in meeting.invited()
    ]


def seat_of(person: User, people: Iterable[Seat]) -> Seat | None:
    """The person's own seat; none for somebody who is not asked."""
    return next((seat for seat in people if seat.membership.user_id == person.pk), None)


_NOT_THERE = (AttendanceState.APOLOGIES, AttendanceState.ABSENT)


def needing_interpretation() -> QuerySet[Meeting]:
    """Meetings to come at which somebody asked for translation, or will speak Welsh when not everyone will."""
    coming = Attendance.objects.exclude(state__in=_NOT_THERE).filter(meeting=OuterRef("pk"))
    in_welsh_or_away = Attendance.objects.filter(
        Q(language=Language.WELSH) | Q(state__in=_NOT_THERE),
        meeting=OuterRef(OuterRef("pk")),
        membership=OuterRef("pk"),
    )
    others = Membership.objects.current().filter(group=OuterRef("group")).exclude(Exists(in_welsh_or_away))
    welsh = Exists(coming.filter(language=Language.WELSH)) & Exists(others)
    return Meeting.objects.to_come().filter(Q(Exists(coming.filter(needs_interpretation=True))) | Q(welsh))


def meetings_to_answer(person: User) -> QuerySet[Meeting]:
    """Meetings to come of the person's groups to which they have not answered."""
    mine = Membership.objects.current().filter(user=person)
    answered = Attendance.objects.filter(meeting=OuterRef("pk"), membership__in=mine)
    answered = answered.exclude(state=AttendanceState.INVITED)
    return Meeting.objects.to_come().filter(~Exists(answered), group__in=_groups_of(mine)).select_related("group")


def meetings_to_note(person: User) -> QuerySet[Meeting]:
    """Meetings that were held, whose notes the person must write: everyone who keeps notes in the group."""
    groups = _groups_of(Membership.objects.current().filter(user=person, role__in=roles_with("keep_notes")))
    return Meeting.objects.without_notes().filter(group__in=groups).select_related("group")


def interpretation_to_arrange(person: User) -> QuerySet[Meeting]:
    """Meetings of groups that the person manages for which translation is needed and not arranged."""
    groups = _groups_of(Membership.objects.current().filter(user=person, role__in=roles_with("manage_group")))
    return (
        needing_interpretation()
        .filter(interpretation=False, noted_at__isnull=True, group__in=groups)
        .select_related("group")
    )


def _groups_of(memberships: QuerySet[Membership]) -> QuerySet[TaskGroup]:
    """The groups under way among those of the memberships."""
    return TaskGroup.objects.under_way().filter(pk__in=memberships.values("group"))


def exceptions_to_answer(person: User) -> list[ConveningException]:
    """Exceptions that wait for an administrator who did not ask for them."""
    if not has_role(person, PlatformRole.ADMINISTRATOR):
        return []
    waiting = ConveningException.objects.waiting().exclude(asked_by=person)
    return list(waiting.select_related("group").order_by("pk"))
