"""A mission and its group at a time of the permission matrix, reached by the services, and a person of every role."""

import contextlib
import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from core.history import recording
from decisions_log.adoption.services import record_adoption
from decisions_log.models import AdoptionOutcome, Decision, Dissent
from decisions_log.services import decision as decisions
from missions.services import mission as missions
from people.models import OutboxMessage, PlatformRole, User
from people.services.organisations import add_post, name_steward, save_office
from people.services.registry import COLUMNS
from publication import emergencies, removal, requests, withholding
from publication.level import behind
from publication.models import PublicationRequest, PublishedRecord, Removal, RemovalAction
from publication.release_standing import digest_now
from taskgroups.models import ConveningException, MembershipRole, SigningLink, TaskGroup
from taskgroups.services import (
    attendance,
    discussion as discussions,
    group as groups,
    invitation as invitations,
    membership as memberships,
    position as positions,
    signing_links,
    suggestion as suggestions,
    time_limit,
)
from taskgroups.stages import MACHINE
from tests import factories
from tests.standing import clock, standing

DAY = datetime.timedelta(days=1)
MONTH = datetime.timedelta(days=30)
ANYBODY_ELSE = ""
_WAY = ("convening", "defining", "position_agreed", "deliberating", "delivering", "evaluating", "closed")
_PLATFORM_ROLES = {
    "publisher": PlatformRole.PUBLISHER,
    "redaction_officer": PlatformRole.REDACTION_OFFICER,
    "comms_editor": PlatformRole.COMMUNICATIONS_EDITOR,
    "auditor": PlatformRole.AUDITOR,
    "administrator": PlatformRole.ADMINISTRATOR,
}


@dataclass
class World:
    """A group at one time. `people` are by the roles of docs/permissions.yaml, `records` by the names used there.

    A record in an address is a UUID or a word; a value of a form may also depend on the role that asks: a dictionary by
    role, or a function of it.
    """

    group: TaskGroup
    people: dict[str, User]
    records: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, Any] = field(default_factory=dict)
    absent: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def sign_in(self) -> None:
        """Everybody opens a session, which lives as long as the world."""
        for role, person in self.people.items():
            client = Client()
            client.force_login(person)
            self.sessions[role] = client.cookies.copy()

    def client(self, role: str) -> Client:
        """A browser in which the person of the role is signed in, and that has seen no page yet."""
        client = Client()
        client.cookies.update(self.sessions.get(role, {}))
        return client

    def value(self, name: str, role: str) -> Any:
        found = self.records[name]
        if isinstance(found, dict):
            return found.get(role, found[ANYBODY_ELSE])
        return found(role) if callable(found) else found

    def form(self, data: dict[str, Any], role: str) -> dict[str, Any]:
        """What a form says: `$names` are looked up, a date is typed in three fields."""
        typed: dict[str, Any] = {}
        for name, said in data.items():
            value = self.value(said[1:], role) if isinstance(said, str) and said.startswith("$") else said
            if isinstance(value, datetime.date):
                typed |= {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}
            else:
                typed[name] = value
        return typed


@contextlib.contextmanager
def world_at(time: str) -> Iterator[World]:
    """The world at a time of docs/permissions.yaml, about noon; `…_late` is the day after the group's last."""
    noon = _noon(timezone.localdate())
    with clock(noon):
        world = _with_records(time.removesuffix("_late"))
    now = _noon(world.group.ends_on + DAY) if time.endswith("_late") else noon + datetime.timedelta(minutes=10)
    with time_machine.travel(now):
        world.sign_in()
        yield world


@standing
def _with_records(stage: str) -> World:
    world = _world(stage)
    _add_records(world)
    return world


@standing
def _world(stage: str) -> World:
    """A group that has come to the stage."""
    if stage == _WAY[0]:
        return _convened()
    world = _world("deliberating" if stage == "abandoned" else _WAY[_WAY.index(stage) - 1])
    _go_to(world, stage)
    return world


def _noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def _convened() -> World:
    """A group that is convening, everything it needs, and the people around it."""
    group = factories.group()
    factories.publish(group.mission)
    missions.revise(
        mission=group.mission, by=group.mission.lead, reason="test", **factories.both("title", "A new title")
    )
    members = {
        role.value: factories.join(group, f"{role}@roles.wales", factories.LOCAL, role).user
        for role in MembershipRole
        if role not in (MembershipRole.CONVENER, MembershipRole.MEMBER)
    }
    factories.join(group, "second@roles.wales", factories.REGIONAL, MembershipRole.CONVENER)  # the first may leave
    former = factories.join(group, "former@roles.wales", factories.NATIONAL)
    memberships.end_membership(membership=former, by=group.mission.lead, reason="test")
    world = World(
        group=group,
        people={
            **members,
            "convener": factories.convener(group),
            "member": factories.person("local@example.wales"),
            "mission_lead": group.mission.lead,
            "former_member": former.user,
            "steward": factories.person("steward@roles.wales"),
            "stranger": factories.person("stranger@roles.wales"),
            **{name: factories.person(f"{name}@roles.wales", role) for name, role in _PLATFORM_ROLES.items()},
        },
    )
    by = world.people["convener"]
    commitment = factories.keep(factories.commitment(group, what_en=""))
    held = factories.meeting(group, timezone.now() - datetime.timedelta(minutes=30))
    interest = attendance.declare(meeting=held, by=members["secretariat"], reason="test", **factories.both("what"))
    invited = invitations.invite(
        group=group,
        email="invited@roles.wales",
        organisation=factories.body(),
        role=MembershipRole.MEMBER,
        by=by,
        reason="test",
    )
    world.records |= {
        "report": factories.report_closing(group).uuid,
        "plan_item": factories.plan_item(group).uuid,
        "commitment": commitment.uuid,
        "invitation": invited.uuid,
        "held": held.uuid,
        "interest": interest.uuid,
        "meeting": factories.meeting(group, timezone.now() + DAY).uuid,
    }
    return world


def _go_to(world: World, stage: str) -> None:
    """One step along the way, and what the gate after it asks for."""
    by = world.people["convener"]
    arrow = next(arrow for arrow in MACHINE.available(world.group.stage) if arrow.target == stage)
    world.group = groups.transition(group=world.group, action=arrow.action, by=by, reason="test")
    if stage == "defining":
        factories.write_position(world.group.position)
        world.records["behind"] = world.group.position.sections.last().uuid
        _discuss(world)
        world.records["link"] = _ask_signatory(world).uuid
        factories.sign_position(world.group.position)
    if stage == "position_agreed":
        _refuse(world, world.group.position)
        _decide(world)


def english_left_behind(world: World) -> None:
    """The last section has changed in Welsh alone, if it can be drafted."""
    world.records["pin"] = ""
    if world.group.stage != "defining" or world.group.expired:
        return
    section = world.group.position.sections.last()
    positions.save_section(
        section=section,
        base_revision=section.revision,
        text_en=section.text_en,
        text_cy="Newydd",
        by=world.people["convener"],
        reason="test",
    )
    section.refresh_from_db()
    world.records |= {
        "behind_revision": section.revision,
        "pin": next(standing.pin for standing in behind(world.group.position)),
    }


def _discuss(world: World) -> None:
    """A thread, one that is resolved, and a suggestion to a section that the member looks after."""
    people, section = world.people, world.group.position.sections.first()
    discussions.assign_section(section=section, person=people["member"], by=people["convener"], reason="test")
    thread, resolved = (
        discussions.comment(section=section, text=text, by=people["convener"]) for text in ("One", "Two")
    )
    discussions.resolve(thread=resolved, resolved=True, by=people["convener"])
    passage = discussions.Passage("en", section.revision, 0, len(section.text_en))
    suggestion = suggestions.suggest(
        section=section, passage=passage, replacement="Better words", by=people["citizen_member"]
    )
    world.records |= {
        "thread": thread.uuid,
        "resolved_thread": resolved.uuid,
        "suggestion": str(suggestion.uuid),
        "suggestion_thread": suggestion.thread.uuid,
    }


def _ask_signatory(world: World) -> SigningLink:
    """Somebody of the member's body is asked to answer without an account."""
    return signing_links.ask(
        position=world.group.position,
        organisation=factories.body(),
        name="Non Prys",
        email="chief@roles.wales",
        language="",
        by=world.people["convener"],
        reason="test",
        **factories.both("office"),
    )


def _refuse(world: World, record: Any) -> None:
    """Its publication is asked for and refused: the group may go on, and may ask again."""
    factories.confirm_languages(record)
    asked = requests.request_publication(record=record, by=world.people["convener"])
    requests.refuse(request=asked, by=world.people["publisher"], reason="test")


def _decide(world: World) -> None:
    """A draft with its parts, a proposed decision, one that is decided, and one that waits for publication."""
    by, group = world.people["convener"], world.group
    draft = factories.complete(factories.draft_decision(group))
    proposed = factories.move_to(factories.complete(factories.draft_decision(group)), "proposed")
    anothers = Dissent(
        decision=draft, organisation=factories.body(factories.NATIONAL), kind="objection", **factories.both("text")
    )
    decided, waits = factories.decided(group), factories.decided(group)
    review = factories.reviewed(factories.decided(group), "supersede")
    asked = requests.request_publication(record=waits, by=by)
    withheld = withholding.withhold(record=decided, part="cost", by=by, **factories.reasons())
    world.records |= {
        "draft": draft.uuid,
        "proposed": proposed.uuid,
        "proposed_agreement": proposed.agreements.get().uuid,
        "decided_evidence": decided.evidence.get().uuid,
        "decided": decided.uuid,
        "under_review": review.decision.uuid,
        "superseded": factories.move_to(factories.complete(factories.draft_decision(group)), "superseded").uuid,
        "review": review.uuid,
        "finding": review.findings.first().uuid,
        "to_reverse": factories.reviewed(factories.decided(group), "reverse").decision.uuid,
        "adoptions": decided.adoption_set.uuid,
        "request": asked.uuid,
        "withholding": withheld.uuid,
        "digest": asked.digest,
        "option": draft.options.first().uuid,
        "trade_off": draft.trade_offs.get().uuid,
        "constraint": draft.constraints.get().uuid,
        "evidence": draft.evidence.get().uuid,
        "consultation": draft.consultations.get().uuid,
        "agreement": draft.agreements.get().uuid,
        "declared_interest": draft.interests.get().uuid,
        "impact": draft.impacts.get(area="equality").uuid,
        "members_dissent": draft.dissents.get().uuid,
        "anothers_dissent": decisions.save_part(part=anothers, by=by, reason="test").uuid,
    }


def _add_records(world: World) -> None:
    """What the addresses and forms of docs/permissions.yaml name, as it stands now."""
    group, people = world.group, world.people
    administrator, steward = people["administrator"], people["steward"]
    organisation = factories.body()
    stewardship = name_steward(organisation=organisation, user=steward, by=administrator, reason="test")
    office = {**factories.both("name"), "email": "office@example.wales", "since": timezone.localdate()}
    save_office(organisation=organisation, by=steward, **office)
    post = add_post(
        organisation=organisation, user=steward, by=steward, starts_on=timezone.localdate(), **factories.both("title")
    )
    role = people["auditor"].role_assignments.get()
    chair = group.memberships.get(user=people["convener"])
    own = {membership.user_id: membership for membership in group.memberships.current().select_related("organisation")}
    other_member = group.memberships.get(user__email="national@example.wales").uuid
    arrow = next(iter(MACHINE.available(group.stage)), None)

    own_by_role = {role: own[person.pk] for role, person in people.items() if person.pk in own}
    world.records |= {
        "organisation": organisation.uuid,
        "stewardship": stewardship.uuid,
        "post": post.uuid,
        "role": role.uuid,
        "undelivered": OutboxMessage.objects.create(topic="test", last_error="SMTPDataError(554)").uuid,
        "mission": group.mission.uuid,
        "mission_slug": group.mission.slug_en,
        "accountable": group.mission.accountabilities.first().uuid,
        "measure": group.mission.measures.first().uuid,
        "group": group.uuid,
        "body": factories.LOCAL,
        "other_body": factories.body("powys-council").slug,
        "newcomer": factories.person("newcomer@roles.wales").email,
        "lead_email": people["mission_lead"].email,
        "today": timezone.localdate(),
        "tomorrow": timezone.localdate() + DAY,
        "later": group.ends_on + MONTH,
        "register": _register,
        "other_member": other_member,
        "chair": chair.uuid,
        "own_membership": {
            **{role: membership.uuid for role, membership in own_by_role.items()},
            ANYBODY_ELSE: other_member,
        },
        "own_body": {
            **{role: membership.organisation.slug for role, membership in own_by_role.items()},
            ANYBODY_ELSE: factories.LOCAL,
        },
        "next_step": arrow.action if arrow else "close",
    }
    if group.stage != "convening":
        section = group.position.sections.first()
        world.records |= {
            "position": group.position.uuid,
            "version": group.position.version,
            "section": section.uuid,
            "revision": section.revision,
            "behind_revision": group.position.sections.last().revision,
        }


def _register(role: str) -> SimpleUploadedFile:
    """A register with one new body."""
    new = {
        "slug": "new-body",
        "name_en": "New Body",
        "name_cy": "Corff Newydd",
        "kind": "council",
        "level": "local",
        "sector": "local_government",
        "region": "Mid",
        "gss_code": "",
    }
    columns = sorted(COLUMNS)
    lines = [",".join(columns), ",".join(new[column] for column in columns)]
    return SimpleUploadedFile("register.csv", "\n".join(lines).encode())


def text_changed(world: World) -> None:
    """No body has answered the text as it stands, if it can be drafted."""
    if world.group.stage == "defining" and not world.group.expired:
        factories.write_position(world.group.position, "Other words")


def signatory_asked(world: World) -> None:
    """Somebody waits for an answer to the text as it stands, if it can be drafted."""
    text_changed(world)
    if world.group.stage == "defining" and not world.group.expired:
        world.records["link"] = _ask_signatory(world).uuid


def exception_asked(world: World) -> None:
    """The mission lead waits for an answer about an exception."""
    asked = ConveningException(
        group=world.group, minimum_members=2, without_levels=["national"], asked_by=world.people["mission_lead"]
    )
    asked.reason_en, asked.reason_cy = "A small group", "Grŵp bach"
    with recording(by=world.people["mission_lead"], reason="test"):
        asked.save()
    world.records["exception"] = asked.uuid


def extension_asked(world: World) -> None:
    """The convener waits for an answer about more time, if the group may still ask."""
    with contextlib.suppress(Exception):
        time_limit.ask_extension(
            group=world.group, until=world.group.ends_on + MONTH, grounds="test", by=world.people["convener"]
        )


def adopted(world: World) -> None:
    """The decision is published, and the member's body has adopted it."""
    decision = Decision.objects.get(uuid=world.records["decided"])
    factories.approve(factories.requested(decision))
    record_adoption(
        decision=decision,
        by=world.people["member"],
        outcome=AdoptionOutcome.ADOPTED,
        decided_on=timezone.localdate(),
    )


def under_review_published(world: World) -> None:
    """The decision that is under review is public."""
    factories.approve(factories.requested(Decision.objects.get(uuid=world.records["under_review"])))


def bundled(world: World) -> None:
    """The request waits in a release of tomorrow."""
    if not (asked := PublicationRequest.objects.filter(uuid=world.records.get("request")).first()):
        return
    release = factories.release(asked, goes_out_at=timezone.now() + DAY)
    world.records |= {
        "release": release.uuid,
        "request_key": str(asked.uuid),
        "release_digest": digest_now(release, [asked]),
    }


def sent_out_alone(world: World) -> None:
    """The convener, a publisher, too, has published a decision in an emergency, if there is one."""
    if "decided" not in world.records:
        return
    by = factories.person(world.people["convener"].email, PlatformRole.PUBLISHER)
    asked = factories.requested(Decision.objects.get(uuid=world.records["decided"]))
    said = {key: text for name in ("reason", "office") for key, text in factories.both(name).items()}
    sent = emergencies.publish_alone(request=asked, digest=asked.digest, by=by, **said)
    world.records |= {"emergency": sent.uuid, "emergency_digest": asked.digest}


def removal_asked(world: World) -> None:
    """The mission lead asks that a text of the published mission be erased."""
    removal.request_removal(
        record=PublishedRecord.objects.get(uuid=world.group.mission.uuid),
        action=RemovalAction.ERASE,
        version=1,
        part="summary",
        by=world.people["mission_lead"],
        **factories.reasons(),
    )
    world.records["removal"] = Removal.objects.get().uuid


GIVEN: dict[str, Callable[[World], None]] = {
    "": lambda world: None,
    "english_left_behind": english_left_behind,
    "adopted": adopted,
    "removal_asked": removal_asked,
    "under_review_published": under_review_published,
    "bundled": bundled,
    "sent_out_alone": sent_out_alone,
    "exception_asked": exception_asked,
    "extension_asked": extension_asked,
    "text_changed": text_changed,
    "signatory_asked": signatory_asked,
}
