"""The demo story, played through the product's own services as its people, in one transaction.

The texts are in the YAML files beside this one. Their dates belong to STORY_DAY and move with today, so that groups are
as far along on any day as they were on that one.
"""

import datetime
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from core.history import RecordedModel
from decisions_log.models import (
    Agreement,
    Constraint,
    Consultation,
    Decision,
    DeclaredInterest,
    Dissent,
    Evidence,
    Impact,
    Option,
    TradeOff,
)
from decisions_log.publication import requests
from decisions_log.publication.withholding import parts_of, withhold
from decisions_log.services import decision as decisions, review as reviews
from decisions_log.services.adoption import record_adoption
from decisions_log.states import STEP_PROPOSED
from missions.models import Mission
from missions.services import mission as missions
from opsw_site.demo.discussions import discuss
from opsw_site.demo.plan import announce
from opsw_site.demo.releases import put_together
from people.models import Organisation, PlatformRole, User
from people.services.accounts import appoint, assign_role, system_user
from people.services.registry import REGISTRY_FILE, load_registry
from taskgroups.models import (
    Answer,
    AttendanceState,
    ChallengePosition,
    InterestHandling,
    MembershipRole,
    Stage,
    TaskGroup,
)
from taskgroups.services import (
    attendance,
    commitment as commitments,
    group as groups,
    meeting as meetings,
    membership as memberships,
    position as positions,
    time_limit,
    versions,
)

STORY_DAY = datetime.date(2026, 11, 23)
REASON = "Demo story"
PUBLISHER = "publisher@example.wales"

_PARTS: dict[str, Any] = {
    "options": Option,
    "trade_offs": TradeOff,
    "constraints": Constraint,
    "evidence": Evidence,
    "consultations": Consultation,
    "agreements": Agreement,
    "interests": DeclaredInterest,
    "dissents": Dissent,
}


def story_file(name: str) -> Any:
    """The parsed file `name`.yaml, its dates moved as far as today is from STORY_DAY, its texts as people type them."""
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    return _told(yaml.safe_load(text), timezone.localdate() - STORY_DAY)


def _told(node: Any, by: datetime.timedelta) -> Any:
    if isinstance(node, dict):
        return {key: _told(value, by) for key, value in node.items()}
    if isinstance(node, list):
        return [_told(value, by) for value in node]
    if isinstance(node, str):
        return _unwrapped(node)
    return node + by if isinstance(node, datetime.date) else node


def _unwrapped(text: str) -> str:
    """The lines of a paragraph or list item as one line: the files are wrapped, what people type is not."""
    return re.sub(r"(?<!\n)\n(?!\n|\s*[-*] )\s*(?=\S)", " ", text)


def user(email: str) -> User:
    return User.objects.get(email=email)


def body(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def told() -> bool:
    """Whether the story has been played on this database."""
    return Mission.objects.filter(slug_en=story_file("missions")[0]["slug_en"]).exists()


@transaction.atomic
def play(*, password: str) -> None:
    """Play the whole story; all of it or nothing."""
    load_registry(content=REGISTRY_FILE.read_bytes(), by=system_user(), reason=REASON)
    _people(password)
    for text in story_file("missions"):
        set_mission(text)
    drafted = {text["group"]: text for text in story_file("positions")}
    decided: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for text in story_file("decisions"):
        decided[text["group"]].append(text)
    for text in story_file("groups"):
        _group(text, drafted.get(text["key"]), decided[text["key"]])
    for text in story_file("meetings"):
        _meeting(text)
    for text in story_file("plan"):
        item, by, public = announce(text)
        if public:
            publish(item, by)
    for text in story_file("releases"):
        put_together(text)


def _people(password: str) -> None:
    for text in story_file("people"):
        person = User.objects.create_user(
            text["email"],
            password,
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


def set_mission(text: dict[str, Any]) -> Mission:
    """Propose, activate and publish one mission."""
    lead = user(text.pop("lead"))
    accountable, evaluation = text.pop("accountable"), text.pop("evaluation")
    mission = missions.propose(by=lead, lead=lead, reason=REASON, **text | {"sponsor": body(text["sponsor"])})
    for share in accountable:
        missions.hold_accountable(
            mission=mission, by=lead, reason=REASON, **share | {"organisation": body(share["organisation"])}
        )
    missions.plan_evaluation(
        mission=mission,
        by=lead,
        reason=REASON,
        **evaluation | {"learning_partner": body(evaluation["learning_partner"])},
    )
    mission = missions.transition(mission=mission, action="activate", by=lead, reason=REASON)
    publish(mission, lead)
    return mission


def _group(text: dict[str, Any], position: dict[str, Any] | None, decided: list[dict[str, Any]]) -> None:
    members, stage = text.pop("members"), Stage(text.pop("stage"))
    extension, report = text.pop("extension", None), text.pop("closing_report", None)
    mission = Mission.objects.get(slug_en=text.pop("mission"))
    text.pop("key")
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
    convener = group.memberships.get(role=MembershipRole.CONVENER).user
    if report is not None:
        _abandon(group, report, convener)
    if position is not None:
        groups.transition(group=group, action="start_defining", by=convener, reason=REASON)
        _draft(ChallengePosition.objects.get(group=group), position, convener)
        discuss(ChallengePosition.objects.get(group=group), story_file("discussions").get(position["group"], []))
    if stage != Stage.DELIVERING or position is None:
        publish(group, convener)
        return
    _agree(group, position, convener)
    publish(group, convener)
    for text_of_decision in decided:
        _decide(group, text_of_decision, convener)
    note = _note(extension)
    time_limit.extend(group=group, by=mission.lead, **extension)
    groups.transition(group=group, action="start_delivering", by=convener, reason=REASON)
    publish(group, convener, **note)


def _abandon(group: TaskGroup, texts: dict[str, str], convener: User) -> None:
    report = groups.report_closing(group=group, by=convener, reason=REASON, **texts)
    groups.transition(group=group, action="abandon", by=convener, reason=REASON)
    publish(report, convener)


def _draft(position: ChallengePosition, text: dict[str, Any], convener: User) -> None:
    positions.rename(
        position=position, title_en=text["title_en"], title_cy=text["title_cy"], by=convener, reason=REASON
    )
    for edit in text["edits"]:
        _save(position, edit["section"], edit, user(edit["email"]))
    for kind, words in text["sections"].items():
        _save(position, kind, words, convener)
    position.refresh_from_db()
    versions.name_version(position=position, version=position.version, by=convener, **text["named"])
    for addition in text.get("additions", []):
        now = position.sections.get(kind=addition["section"]).text
        words = {"en": f"{now.en}\n\n{addition['en']}", "cy": now.cy}
        _save(position, addition["section"], words, user(addition["email"]))


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


def _agree(group: TaskGroup, text: dict[str, Any], convener: User) -> None:
    position = ChallengePosition.objects.get(group=group)
    for answer in text["sign_offs"]:
        positions.answer(
            position=position,
            version=position.version,
            answer=Answer(answer["kind"]),
            by=user(answer["email"]),
            text_en=answer["text_en"],
            text_cy=answer["text_cy"],
        )
    groups.transition(group=group, action="agree_position", by=convener, reason=REASON)
    publish(ChallengePosition.objects.get(group=group), convener)
    groups.transition(group=group, action="start_deliberating", by=convener, reason=REASON)


def _decide(group: TaskGroup, text: dict[str, Any], convener: User) -> None:
    parts = {name: text.pop(name, []) for name in _PARTS}
    second, state = text.pop("second_version", None), text.pop("state")
    impacts, reviewed = text.pop("impacts", {}), text.pop("review", None)
    adopted, withheld = text.pop("adoptions", []), text.pop("withheld", [])
    for name in ("key", "group"):
        text.pop(name)
    decision = decisions.start(group=group, by=convener, reason=REASON, **text)
    for name, rows in parts.items():
        for row in rows:
            row.pop("do_nothing", None)
            if row.get("organisation"):
                row["organisation"] = body(row["organisation"])
            decisions.save_part(part=_PARTS[name](decision=decision, **row), by=convener, reason=REASON)
    _assess(decision, impacts, convener)
    if state == "draft":
        return
    for action in ("propose", "decide"):
        decision = decisions.transition(decision=decision, action=action, by=convener, reason=REASON)
    names = {part.path: part.name for part in parts_of(decision)}
    for told in withheld:
        withhold(record=decision, part=names[told.pop("part")], by=convener, **told)
    publish(decision, convener)
    if second:
        note = _note(second)
        decision = decisions.revise(decision=decision, by=convener, reason=REASON, **second)
        publish(decision, convener, **note)
    for told in adopted:
        for answer in told.pop("answers"):
            record_adoption(decision=decision, by=user(answer.pop("email")), **answer)
        publish(decision.adoption_set, convener, **told)
    if reviewed:
        _review(decision, reviewed, convener)


def _review(decision: Decision, told: dict[str, Any], convener: User) -> None:
    """Its review is held and published, and then what followed from it."""
    note, found = _note(told), told.pop("findings")
    act: Any = {"by": convener, "reason": REASON}
    successor = Decision.objects.get(title_en=told.pop("successor"))
    review = decisions.transition(decision=decision, action="review", **act).reviews.get()
    for finding in review.findings.all():
        reviews.tell_finding(finding=finding, by=convener, **found[finding.about])
    review = reviews.revise_review(review=review, by=convener, **told)
    publish(review, convener)
    decisions.transition(decision=decision, action=STEP_PROPOSED[review.proposal], superseded_by=successor, **act)
    decision.refresh_from_db()
    publish(decision, convener, **note)


def _note(text: dict[str, Any]) -> dict[str, str]:
    """The change note, taken out of the texts it came with."""
    return {name: text.pop(name) for name in ("change_note_en", "change_note_cy")}


def _assess(decision: Decision, impacts: dict[str, dict[str, Any]], convener: User) -> None:
    """The impacts as the story tells them, opened on its days and not on that of the telling."""
    for area, told in impacts.items():
        impact = decision.impacts.filter(area=area).first() or Impact(decision=decision, area=area)
        for name, value in told.items():
            setattr(impact, name, value)
        decisions.save_part(part=impact, by=convener, reason=REASON)


def publish(record: RecordedModel, by: User, **change_note: str) -> None:
    """Requested by one person, approved by another."""
    request = requests.request_publication(record=record, by=by, **change_note)
    requests.approve(request=request, digest=request.digest, by=user(PUBLISHER))


def _meeting(text: dict[str, Any]) -> None:
    """A meeting as its convener arranged it, with what members answered, or what was written up once it was held."""
    group = TaskGroup.objects.get(slug_en=text.pop("group"))
    members = {membership.user.email: membership for membership in group.memberships.select_related("user")}
    told = {part: text.pop(part, []) for part in ("answers", "attended", "apologies", "interests", "commitments")}
    notes: Any = {name: text.pop(name, "") for name in ("notes_en", "notes_cy")}
    hours: Any = {name: datetime.time.fromisoformat(text.pop(name)) for name in ("starts", "ends")}
    act: Any = {"by": group.memberships.get(role=MembershipRole.CONVENER).user, "reason": REASON}
    meeting = meetings.schedule(group=group, **hours, **text, **act)
    for answer in told["answers"]:
        person, state = user(answer.pop("email")), AttendanceState(answer.pop("state"))
        given = {"language": "", "needs_interpretation": False, **answer}
        attendance.answer(meeting=meeting, state=state, by=person, reason=REASON, **given)
    for row in told["commitments"]:
        commitments.commit(group=group, meeting=meeting, **row | {"organisation": body(row["organisation"])}, **act)
    for row in told["interests"]:
        handling, member = InterestHandling(row.pop("handling")), members[row.pop("email")]
        interest = attendance.note_interest(meeting=meeting, membership=member, **row, **act)
        attendance.settle_interest(interest=interest, handling=handling, **act)
    if notes["notes_en"]:
        states = {
            members[email]: state
            for name, state in (("attended", AttendanceState.ATTENDED), ("apologies", AttendanceState.APOLOGIES))
            for email in told[name]
        }
        meetings.write_up(meeting=meeting, states=states, **notes, **act)
