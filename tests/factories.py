"""People, bodies, missions, groups, positions and decisions, brought to a state by the product's own services."""

import csv
import datetime
import itertools
from typing import Any

from django.db import models
from django.utils import timezone

from core.dates import WALES
from core.history import RecordedModel, recording
from decisions_log.meaning import is_about_earlier_text
from decisions_log.models import (
    Agreement,
    Constraint,
    Consultation,
    Decision,
    DeclaredInterest,
    Dissent,
    Evidence,
    ForwardPlanItem,
    Option,
    Review,
    TradeOff,
)
from decisions_log.services import correction as corrections, decision as decisions, forward_plan, review as reviews
from missions.models import Measure, MeasureKind, Mission
from missions.services import mission as missions
from people.models import Organisation, PlatformRole, User
from people.services.accounts import assign_role, system_user
from people.services.registry import REGISTRY_FILE
from publication import languages, level, releases, requests, tasks
from publication.kinds import kind_of
from publication.models import PublicationRequest, PublishedVersion, Release
from publication.release_standing import digest_now, items_of
from taskgroups.models import (
    Answer,
    ChallengePosition,
    ClosingReport,
    Commitment,
    CommitmentState,
    Meeting,
    Membership,
    MembershipRole,
    TaskGroup,
)
from taskgroups.services import (
    commitment as commitments,
    group as groups,
    meeting as meetings,
    membership as memberships,
    position as positions,
    time_limit,
)
from tests.standing import standing

PASSWORD = "correct horse battery staple"
_number = itertools.count(1)
_registry = {row["slug"]: row for row in csv.DictReader(REGISTRY_FILE.read_text(encoding="utf-8").splitlines())}

LOCAL, REGIONAL, NATIONAL = "pembrokeshire-council", "hywel-dda-uhb", "welsh-government"


@standing
def person(email: str | None = None, *roles: PlatformRole, **values: Any) -> User:
    """A person who can sign in with PASSWORD; the same e-mail gives the same person."""
    email = email or f"person{next(_number)}@example.wales"
    user = User.objects.filter(email=email).first() or User.objects.create_user(
        email, PASSWORD, **{"first_name": email.partition("@")[0].title(), "preferred_language": "en", **values}
    )
    for role in roles:
        assign_role(user=user, role=role, by=system_user(), reason="test")
    return user


def publisher() -> User:
    return person("publisher@example.wales", PlatformRole.PUBLISHER)


def body(slug: str = LOCAL) -> Organisation:
    """A real body of the registry."""
    row = _registry[slug]
    found = Organisation.objects.filter(slug=slug).first()
    if found:
        return found
    with recording(by=system_user(), reason="test"):
        return Organisation.objects.create(
            slug=slug,
            name_en=row["name_en"],
            name_cy=row["name_cy"],
            kind=row["kind"],
            level=row["level"],
            sector=row["sector"],
            regions=[region for region in row["region"].split("|") if region],
        )


def both(name: str, text: str | None = None) -> dict[str, str]:
    """A bilingual pair of distinct texts."""
    text = text or name
    return {f"{name}_en": f"{text} in English", f"{name}_cy": f"{text} yn Gymraeg"}


@standing
def mission(lead: User | None = None, **values: Any) -> Mission:
    """A proposed mission."""
    number = next(_number)
    lead = lead or person("lead@example.wales")
    assign_role(user=lead, role=PlatformRole.MISSION_LEAD, by=system_user(), reason="test")
    return missions.propose(
        by=lead,
        lead=lead,
        reason="test",
        **{
            "slug_en": f"mission-{number}",
            "slug_cy": f"cenhadaeth-{number}",
            **both("title", f"Mission {number}"),
            **both("outcome"),
            **both("summary"),
            "wellbeing_goals": ["healthier"],
            "sponsor": body(NATIONAL),
            "starts_on": timezone.localdate(),
            "ends_on": timezone.localdate() + datetime.timedelta(days=700),
            **values,
        },
    )


@standing
def ready_mission(lead: User | None = None, **values: Any) -> Mission:
    """A proposed mission with measures, accountable bodies at each level and an evaluation plan."""
    made = mission(lead, **values)
    for kind in MeasureKind:
        measure(made, kind=kind)
    for slug in (LOCAL, REGIONAL, NATIONAL):
        missions.hold_accountable(mission=made, organisation=body(slug), by=made.lead, reason="test", **both("share"))
    missions.plan_evaluation(
        mission=made,
        learning_partner=body("wales-centre-for-public-policy"),
        findings_due_on=timezone.localdate() + datetime.timedelta(days=600),
        by=made.lead,
        reason="test",
        **both("questions"),
        **both("methods"),
        **both("independence"),
    )
    return made


@standing
def measure(of: Mission, **values: Any) -> Measure:
    """A measure of the mission's outcome that was not measured yet."""
    texts = {key: text for name in ("text", "unit", "target") for key, text in both(name, f"Measured {name}").items()}
    days = {"due_on": timezone.localdate() + datetime.timedelta(days=690)}
    promise = {"baseline_due_on": timezone.localdate() + datetime.timedelta(days=90)}
    said = {"kind": MeasureKind.PERFORMANCE, **texts, **days, **promise, **values}
    return missions.add_measure(mission=of, by=of.lead, reason="test", **said)


@standing
def active_mission(lead: User | None = None, **values: Any) -> Mission:
    made = ready_mission(lead, **values)
    return missions.transition(mission=made, action="activate", by=made.lead, reason="test")


@standing
def group(of: Mission | None = None, **values: Any) -> TaskGroup:
    """A group that is convening, with a convener, three levels and two sectors at the table."""
    of = of or active_mission()
    number = next(_number)
    made = groups.convene(
        mission=of,
        by=of.lead,
        reason="test",
        **{
            "slug_en": f"group-{number}",
            "slug_cy": f"grwp-{number}",
            **both("name", f"Group {number}"),
            **both("purpose"),
            **both("terms_of_reference"),
            "starts_on": timezone.localdate(),
            "ends_on": timezone.localdate() + datetime.timedelta(days=200),
            **values,
        },
    )
    join(made, "convener@example.wales", REGIONAL, MembershipRole.CONVENER)
    join(made, "local@example.wales", LOCAL)
    join(made, "national@example.wales", NATIONAL)
    return made


@standing
def join(to: TaskGroup, email: str, slug: str, role: MembershipRole = MembershipRole.MEMBER) -> Membership:
    return memberships.add_member(
        group=to, user=person(email), organisation=body(slug), role=role, by=to.mission.lead, reason="test"
    )


def member(of: TaskGroup) -> User:
    """The member of the local body."""
    return of.memberships.current().get(organisation=body(LOCAL), role=MembershipRole.MEMBER).user


def convener(of: TaskGroup) -> User:
    """The first of the group's conveners."""
    return of.memberships.current().filter(role=MembershipRole.CONVENER).earliest("pk").user


@standing
def defining_group(**values: Any) -> TaskGroup:
    """A group with an empty position to draft."""
    made = group(**values)
    return groups.transition(group=made, action="start_defining", by=convener(made), reason="test")


@standing
def write_position(position: ChallengePosition, words: str = "Section") -> None:
    """Every section in both languages, written by the convener."""
    for section in position.sections.all():
        positions.save_section(
            section=section,
            base_revision=section.revision,
            by=convener(position.group),
            reason="test",
            **both("text", f"{words} {section.kind}"),
        )


@standing
def confirm_languages(record: RecordedModel) -> None:
    """Somebody has compared Welsh and English of the record."""
    kind = kind_of(record)
    late = level.behind(kind.model._default_manager.get(pk=record.pk))
    by = kind.mission(record).lead
    if late:
        languages.confirm(record=record, pins=[text.pin for text in late], by=by)


@standing
def sign_position(position: ChallengePosition) -> None:
    """Every body signs off the current version."""
    position.refresh_from_db()
    confirm_languages(position)
    for membership in position.group.memberships.current().for_bodies():
        positions.answer(position=position, version=position.version, answer=Answer.SIGN_OFF, by=membership.user)


@standing
def agreed_group(**values: Any) -> TaskGroup:
    """A group whose position every body has signed off."""
    made = defining_group(**values)
    write_position(made.position)
    return agree(made)


@standing
def agree(of: TaskGroup) -> TaskGroup:
    """The group's written position, signed off by every body and agreed."""
    sign_position(of.position)
    return groups.transition(group=of, action="agree_position", by=convener(of), reason="test")


@standing
def report_closing(of: TaskGroup) -> ClosingReport:
    """The closing report, written by the convener."""
    texts = {key: text for name in ("aim", "result", "learning", "successor") for key, text in both(name).items()}
    return groups.report_closing(group=of, by=convener(of), reason="test", **texts)


@standing
def abandoned_group(of: TaskGroup | None = None) -> TaskGroup:
    """A group that gave up and wrote why."""
    of = of or group()
    report_closing(of)
    return groups.transition(group=of, action="abandon", by=convener(of), reason="test")


@standing
def extend(of: TaskGroup, days: int = 30) -> TaskGroup:
    """The group with more time, given by the mission lead."""
    to_date = of.ends_on + datetime.timedelta(days=days)
    time_limit.extend(group=of, to_date=to_date, by=of.mission.lead, **both("reason", "More time"))
    return TaskGroup.objects.get(pk=of.pk)


@standing
def meeting(of: TaskGroup, starts_at: datetime.datetime, **values: Any) -> Meeting:
    """A meeting of an hour and a half, whose every text is a canary for what must not leave the workspace."""
    starts = starts_at.astimezone(WALES)
    return meetings.schedule(
        group=of,
        held_on=starts.date(),
        starts=starts.time(),
        ends=(starts + datetime.timedelta(minutes=90)).time(),
        by=convener(of),
        reason="test",
        **{
            **both("title", "KANARI title"),
            **both("place", "KANARI place"),
            **both("agenda", "KANARI agenda"),
            **values,
        },
    )


@standing
def commitment(of: TaskGroup, **values: Any) -> Commitment:
    """Something that a body promised to do by today."""
    promised = {"organisation": body(), "due_on": timezone.localdate(), **both("what"), **values}
    return commitments.commit(group=of, by=convener(of), reason="test", **promised)


@standing
def keep(promised: Commitment) -> Commitment:
    """The commitment, done."""
    by = convener(promised.group)
    return commitments.settle(commitment=promised, state=CommitmentState.DONE, note="", by=by, reason="test")


@standing
def plan_item(of: TaskGroup, days: int = 60, **values: Any) -> ForwardPlanItem:
    """Something that the group will decide in so many days."""
    announced = {
        **both("title", "Planned"),
        **both("question"),
        **both("say", "Write to us"),
        "expected": (timezone.localdate() + datetime.timedelta(days=days)).isoformat(),
        **values,
    }
    return forward_plan.announce(group=of, by=convener(of), reason="test", **announced)


@standing
def proposal(decision: Decision) -> Decision:
    """The draft with what proposing asks for, and no more."""
    by = convener(decision.group)
    texts = {**both("decision"), **both("reasons")}
    decision = decisions.revise(decision=decision, by=by, reason="test", **texts)
    for words in ("Do it", "Do nothing"):
        option = Option(decision=decision, **both("title", words), **both("summary"))
        decisions.save_part(part=option, by=by, reason="test")
    return decision


@standing
def draft_decision(of: TaskGroup | None = None, **values: Any) -> Decision:
    of = of or agreed_group()
    return decisions.start(group=of, by=convener(of), reason="test", **{**both("title"), **both("question"), **values})


@standing
def complete(decision: Decision) -> Decision:
    """Everything that deciding asks for."""
    by = convener(decision.group)
    names = ("decision", "summary", "reasons", "authority", "cost", "success_measure", "short_notice")
    texts = {key: value for name in names for key, value in both(name).items()}
    today = timezone.localdate()
    decision = decisions.revise(
        decision=decision,
        by=by,
        reason="test",
        decided_on=today,
        review_on=today + datetime.timedelta(days=180),
        legal_note="PRIVATE legal note",
        **texts,
    )
    parts: list[models.Model] = [
        Option(decision=decision, chosen=True, **both("title", "Do it"), **both("summary")),
        Option(decision=decision, **both("title", "Do nothing"), **both("summary"), **both("why_not")),
        TradeOff(
            decision=decision,
            dimension="prevention_response",
            position="leans_first",
            **both("gain"),
            **both("give_up"),
            **both("bearer"),
            **both("period"),
        ),
        Constraint(decision=decision, kind="financial", hardness="fixed", **both("text", "Money")),
        *_grounds(decision),
        Dissent(decision=decision, organisation=body(LOCAL), kind="objection", **both("text", "Dissent")),
    ]
    for part in parts:
        decisions.save_part(part=part, by=by, reason="test")
    assess(decision)
    return decision


def _grounds(decision: Decision) -> list[models.Model]:
    """What a decision rests on and who took part, one row of each."""
    today = timezone.localdate()
    texts = {key: text for name in ("how", "said", "changed") for key, text in both(name).items()}
    return [
        Evidence(decision=decision, kind="research", confidence="high", **both("title", "Survey"), **both("finding")),
        Consultation(decision=decision, starts_on=today, ends_on=today, **both("who", "Carers"), **texts),
        Agreement(decision=decision, level="majority", votes_for=2, votes_against=0, abstentions=0),
        DeclaredInterest(
            decision=decision,
            organisation=body(REGIONAL),
            role="convener",
            handling="left",
            **both("what", "Interest"),
        ),
    ]


@standing
def correct(decision: Decision, kind: str = "fact", by: User | None = None, **values: Any) -> Decision:
    """The decision that was made, with these values corrected by the convener."""
    corrections.correct(
        record=decision, by=by or convener(decision.group), values=values, kind=kind, **both("reason", "Correction")
    )
    return Decision.objects.get(pk=decision.pk)


@standing
def assess(decision: Decision) -> None:
    """Every impact that is open, written for this decision alone."""
    for impact in decision.impacts.all():
        impact.direction = "mixed"
        for name in impact.prompts:
            for column, text in both(name, f"Effect {name} of {decision.pk}").items():
                setattr(impact, column, text)
        decisions.save_part(part=impact, by=convener(decision.group), reason="test")


_WAY_TO: dict[str, tuple[str, ...]] = {
    "draft": (),
    "proposed": ("propose",),
    "decided": ("propose", "decide"),
    "implemented": ("propose", "decide", "implement"),
    "deferred": ("propose", "defer"),
    "withdrawn": ("withdraw",),
    "rejected": ("propose", "reject"),
    "under_review": ("propose", "decide", "review"),
    "confirmed": ("propose", "decide", "review", "confirm"),
    "superseded": ("propose", "decide", "review", "supersede"),
    "reversed": ("propose", "decide", "review", "reverse"),
}


@standing
def review(decision: Decision, proposal: str = "confirm", **values: Any) -> Review:
    """The review that is under way, complete, with that proposal."""
    found, by = decision.reviews.latest("pk"), convener(decision.group)
    for finding in found.findings.all():
        happened = both("happened", f"Happened {finding.about}")
        reviews.tell_finding(finding=finding, by=by, achievement="not_achieved", **happened)
    said = {"held_on": timezone.localdate(), "achievement": "partly", **both("learning", "Learned"), **values}
    return reviews.revise_review(review=found, by=by, proposal=proposal, **said)


@standing
def reviewed(decision: Decision, proposal: str = "confirm", **values: Any) -> Review:
    """A complete review of a decision that was made; the decision waits for what follows from it."""
    by = convener(decision.group)
    return review(decisions.transition(decision=decision, action="review", by=by, reason="test"), proposal, **values)


def confirm_agreement(decision: Decision) -> None:
    """The level of agreement, saved again by the convener if the text has changed since it was recorded."""
    for row in decision.agreements.all():
        if is_about_earlier_text(row, decision):
            decisions.save_part(part=row, by=convener(decision.group), reason="test")


@standing
def move_to(decision: Decision, state: str) -> Decision:
    """The complete draft `decision`, taken to `state` step by step by the convener."""
    for action in _WAY_TO[state]:
        by = convener(decision.group)
        if action == "decide":
            confirm_agreement(decision)
        if action in ("confirm", "supersede", "reverse"):
            review(decision, action)
        successor = decided(decision.group) if action == "supersede" else None
        confirm_languages(decision)
        decision = decisions.transition(decision=decision, action=action, by=by, reason="test", superseded_by=successor)
    return decision


@standing
def decided(of: TaskGroup | None = None, **values: Any) -> Decision:
    """A decision that the group has made; `values` are written in its draft."""
    draft = complete(draft_decision(of))
    if values:
        draft = decisions.revise(decision=draft, by=convener(draft.group), reason="test", **values)
    return move_to(draft, "decided")


def reasons(**values: Any) -> dict[str, Any]:
    """Why a part is hidden, on a ground with the public-interest test."""
    names = ("reason", "office", "public_interest_for", "public_interest_against")
    texts = {key: text for name in names for key, text in both(name).items()}
    today = timezone.localdate()
    dates = {"decided_on": today, "review_on": today + datetime.timedelta(days=90)}
    return {"ground": "foi_s43", **dates, **texts, **values}


@standing
def requested(record: RecordedModel, **change_note: str) -> PublicationRequest:
    """Its publication, asked for by who may, once Welsh and English have been compared."""
    confirm_languages(record)
    if isinstance(record, Mission):
        by = record.lead
    else:
        by = convener(record if isinstance(record, TaskGroup) else record.group)
    return requests.request_publication(record=record, by=by, **change_note)


@standing
def publish(record: RecordedModel, **change_note: str) -> PublishedVersion:
    """Requested by who may, approved by the publisher, signed."""
    version = approve(requested(record, **change_note))
    tasks.sign_log()
    return version


@standing
def approve(request: PublicationRequest) -> PublishedVersion:
    return requests.approve(request=request, digest=request.digest, by=publisher())


def release(*asked: PublicationRequest, goes_out_at: datetime.datetime | None = None) -> Release:
    """The requests together in a release, put together by who asked for the first."""
    by = asked[0].requested_by
    return releases.put_together(requests=asked, goes_out_at=goes_out_at, by=by, **both("title", "Release"))


def approve_release(of: Release, by: User | None = None) -> Release:
    of.refresh_from_db()
    return releases.approve(release=of, digest=digest_now(of, items_of(of)), by=by or publisher())


@standing
def published_mission(**values: Any) -> PublishedVersion:
    return publish(active_mission(**values))


@standing
def published_position() -> PublishedVersion:
    return publish(agreed_group().position)


@standing
def published_decision() -> PublishedVersion:
    """A decision, its position and its mission, all published."""
    of = agreed_group()
    publish(of.mission)
    publish(of.position)
    return publish(decided(of))
