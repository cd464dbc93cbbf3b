"""The demo story, played through the product's own services as its people, in one transaction.

The texts and dates are in the YAML files beside this one. Groups are as far along on any day as on STORY_DAY.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from missions.models import Mission
from missions.services import mission as missions
from people.models import PlatformRole, User
from people.services.accounts import appoint, assign_role, system_user
from people.services.organisations import name_steward, save_office
from people.services.registry import REGISTRY_FILE, load_registry
from taskgroups.models import Answer, ChallengePosition, MembershipRole, TaskGroup
from taskgroups.services import (
    group as groups,
    membership as memberships,
    position as positions,
    time_limit,
    versions,
)
from tools.demo.clock import Thread, play_in_order
from tools.demo.deciding import decide
from tools.demo.discussions import discuss
from tools.demo.meetings import meet
from tools.demo.plan import announce
from tools.demo.releases import put_together
from tools.demo.script import REASON, body, change_note, publish, story_file, user


def told() -> bool:
    """Whether the story has been played on this database."""
    return Mission.objects.filter(slug_en=story_file("missions")[0]["slug_en"]).exists()


@transaction.atomic
def play(*, password: str) -> None:
    """Play the whole story, each part on its day; all of it or nothing."""
    play_in_order(
        [
            _beginning(password),
            *(_mission(text) for text in story_file("missions")),
            *_groups(),
            *(meet(text) for text in story_file("meetings")),
            *(announce(text) for text in story_file("plan")),
            *(put_together(text) for text in story_file("releases")),
        ]
    )


def _groups() -> Iterator[Thread]:
    """The threads of the groups, each followed by those of its decisions."""
    discussions = story_file("discussions")
    drafted = {
        text["group"]: text | {"discussion": discussions.get(text["group"], [])} for text in story_file("positions")
    }
    decided = story_file("decisions")
    for text in story_file("groups"):
        yield _group(text, drafted.get(text["key"]))
        yield from (decide(told, text["slug_en"]) for told in decided if told["group"] == text["key"])


def _beginning(password: str) -> Thread:
    yield story_file("missions")[0]["days"]["proposed"]
    load_registry(content=REGISTRY_FILE.read_bytes(), by=system_user(), reason=REASON)
    _people(password)
    _offices()


def _offices() -> None:
    """Where some organisations are reached, and who answers for one."""
    administrator = user("admin@example.wales")
    for text in story_file("offices"):
        organisation, steward = body(text.pop("organisation")), text.pop("steward", "")
        save_office(organisation=organisation, by=administrator, since=timezone.localdate(), **text)
        if steward:
            name_steward(organisation=organisation, user=user(steward), by=administrator, reason=REASON)


def _people(password: str) -> None:
    # Hashing is slow on purpose; they all have the same password.
    hashed = make_password(password)
    for text in story_file("people"):
        person = User.objects.create(
            email=text["email"],
            password=hashed,
            first_name=text["first_name"],
            last_name=text["last_name"],
            preferred_language=text["language"],
            is_demo=True,
        )
        appoint(
            user=person,
            organisation=body(text["organisation"]),
            title_en=text["post_en"],
            title_cy=text["post_cy"],
            starts_on=timezone.localdate() - datetime.timedelta(days=365),
            by=system_user(),
            reason=REASON,
        )
        for role in text.get("roles", []):
            assign_role(user=person, role=PlatformRole(role), by=system_user(), reason=REASON)


def _mission(text: dict[str, Any]) -> Thread:
    """Propose a mission, then activate and publish it."""
    days = text.pop("days")
    yield days["proposed"]
    mission = _propose(text)
    yield days["active"]
    _activate(mission)


def set_mission(text: dict[str, Any]) -> Mission:
    """Propose, activate and publish one mission at once."""
    text.pop("days")
    return _activate(_propose(text))


def _propose(text: dict[str, Any]) -> Mission:
    lead = user(text.pop("lead"))
    accountable, evaluation, measures = text.pop("accountable"), text.pop("evaluation"), text.pop("measures")
    mission = missions.propose(by=lead, lead=lead, reason=REASON, **text | {"sponsor": body(text["sponsor"])})
    for share in accountable:
        missions.hold_accountable(
            mission=mission, by=lead, reason=REASON, **share | {"organisation": body(share["organisation"])}
        )
    for measure in measures:
        missions.add_measure(mission=mission, by=lead, reason=REASON, **measure)
    missions.plan_evaluation(
        mission=mission,
        by=lead,
        reason=REASON,
        **evaluation | {"learning_partner": body(evaluation["learning_partner"])},
    )
    return mission


def _activate(mission: Mission) -> Mission:
    mission = missions.transition(mission=mission, action="activate", by=mission.lead, reason=REASON)
    publish(mission, mission.lead)
    return mission


def _group(text: dict[str, Any], position: dict[str, Any] | None) -> Thread:
    """Convene a group and let it go as far as the story tells."""
    days, report, extension = text.pop("days"), text.pop("closing_report", None), text.pop("extension", None)
    note = change_note(text) if report else {}
    yield days["convened"]
    group = _convene(text)
    convener = group.memberships.get(role=MembershipRole.CONVENER).user
    publish(group, convener)
    if report:
        yield days["abandoned"]
        _abandon(group, report, convener)
        publish(group, convener, **note)
    if position is None:
        return
    yield days["defining"]
    groups.transition(group=group, action="start_defining", by=convener, reason=REASON)
    yield from _draft(ChallengePosition.objects.get(group=group), position, convener)
    if "agreed" not in days:
        return
    yield from _agree(group, position, days, convener)
    yield days["delivering"]
    note = change_note(extension)
    time_limit.extend(group=group, by=group.mission.lead, **extension)
    groups.transition(group=group, action="start_delivering", by=convener, reason=REASON)
    publish(group, convener, **note)


def _convene(text: dict[str, Any]) -> TaskGroup:
    text.pop("key")
    members, mission = text.pop("members"), Mission.objects.get(slug_en=text.pop("mission"))
    group = groups.convene(mission=mission, by=mission.lead, reason=REASON, **text)
    for member in members:
        memberships.add_member(
            group=group,
            user=user(member["email"]),
            organisation=body(member["organisation"]),
            role=MembershipRole(member["role"]),
            by=mission.lead,
            reason=REASON,
        )
    return group


def _abandon(group: TaskGroup, texts: dict[str, str], convener: User) -> None:
    report = groups.report_closing(group=group, by=convener, reason=REASON, **texts)
    groups.transition(group=group, action="abandon", by=convener, reason=REASON)
    publish(report, convener)


def _draft(position: ChallengePosition, text: dict[str, Any], convener: User) -> Thread:
    """Write the position: earlier drafts, the whole of it, a name for that version, what was added and said since."""
    days = text["days"]
    positions.rename(
        position=position, title_en=text["title_en"], title_cy=text["title_cy"], by=convener, reason=REASON
    )
    for edit in text["edits"]:
        yield edit["day"]
        _save(position, edit["section"], edit, user(edit["email"]))
    yield days["written"]
    for kind, words in text["sections"].items():
        _save(position, kind, words, convener)
    yield days["named"]
    position.refresh_from_db()
    versions.name_version(position=position, version=position.version, by=convener, **text["named"])
    for addition in text.get("additions", []):
        yield addition["day"]
        now = position.sections.get(kind=addition["section"]).text
        words = {"en": f"{now.en}\n\n{addition['en']}", "cy": now.cy}
        _save(position, addition["section"], words, user(addition["email"]))
    if "discussed" in days:
        yield days["discussed"]
        discuss(position, text["discussion"])


def _save(position: ChallengePosition, kind: str, words: dict[str, Any], by: User) -> None:
    section = position.sections.get(kind=kind)
    positions.save_section(
        section=section,
        text_en=words["en"],
        text_cy=words["cy"],
        base_revision=section.revision,
        by=by,
        reason=REASON,
    )


def _agree(group: TaskGroup, text: dict[str, Any], days: dict[str, datetime.date], convener: User) -> Thread:
    """Have each organisation answer, then agree the position and publish it."""
    position = ChallengePosition.objects.get(group=group)
    for answer in text["sign_offs"]:
        yield answer["day"]
        positions.answer(
            position=position,
            version=position.version,
            answer=Answer(answer["kind"]),
            by=user(answer["email"]),
            text_en=answer["text_en"],
            text_cy=answer["text_cy"],
        )
    yield days["agreed"]
    groups.transition(group=group, action="agree_position", by=convener, reason=REASON)
    yield days["position_published"]
    publish(ChallengePosition.objects.get(group=group), convener)
    groups.transition(group=group, action="start_deliberating", by=convener, reason=REASON)
