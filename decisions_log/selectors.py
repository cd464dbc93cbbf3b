"""Reads about decisions, and what of a group waits to be published."""

from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from core.bilingual import current_language
from core.collation import sort_key
from core.verdicts import can, look_at, visible_to
from decisions_log.adoption.public import state_words
from decisions_log.models import (
    Adoption,
    AdoptionOutcome,
    AdoptionSet,
    Decision,
    DecisionState,
    ForwardPlanItem,
    Review,
)
from decisions_log.models.decision import STANDING_STATES
from missions.models import Mission, MissionState
from people.models import Level, Organisation, User
from publication.behind import records_behind
from publication.kinds import KINDS
from publication.models import PublishedRecord, PublishedVersion
from publication.published.selectors import latest_of
from publication.selectors import to_ask_for
from taskgroups.models import ChallengePosition, ClosingReport, ExceptionState, Membership, Stage, TaskGroup
from taskgroups.selectors import current_membership, groups_kept_by, own_groups


def decisions_of(group: TaskGroup, person: User) -> QuerySet[Decision]:
    """The group's decisions that the person may see, newest first, with how many have adopted each."""
    return with_adoptions(visible_to(person, Decision).filter(group=group))


def with_adoptions(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """The decisions with how many organisations were asked, and how many have adopted the present text."""
    rows, present = "adoption_set__adoptions", Q(adoption_set__adoptions__meaning_version=F("meaning_version"))
    counts = {
        "adopted": (AdoptionOutcome.ADOPTED, AdoptionOutcome.WITH_CONDITIONS),
        "conditional": (AdoptionOutcome.WITH_CONDITIONS,),
    }
    return decisions.annotate(
        asked=Count(rows),
        **{name: Count(rows, filter=present & Q(**{f"{rows}__outcome__in": found})) for name, found in counts.items()},
    )


def state_of(decision: Decision) -> str:
    """The state of a decision in words, with how many have adopted it; for a list, look them up `with_adoptions`."""
    known: Any = (
        decision if hasattr(decision, "asked") else with_adoptions(Decision.objects.filter(pk=decision.pk)).get()
    )
    kind = decision.decision_maker_kind
    return state_words(decision.state, kind, known.asked, known.adopted, known.conditional)


def languages_behind(person: User) -> list[tuple[str, Any, datetime]]:
    """What shuts a door because one language has not followed: the kind, the record, and since when.

    Of the missions that the person leads and the groups whose papers they keep; as few queries for many records as for
    one. The sections of a position are tasks of their own (taskgroups.selectors.sections_behind).
    """
    groups = list(groups_kept_by(person))
    given_up = (DecisionState.REJECTED, DecisionState.WITHDRAWN)
    doors: dict[str, QuerySet[Any]] = {
        "mission": Mission.objects.filter(lead=person),
        "task_group": TaskGroup.objects.filter(pk__in=[group.pk for group in groups]),
        "position": ChallengePosition.objects.filter(group__in=groups, group__stage=Stage.DEFINING),
        "decision": Decision.objects.filter(group__in=groups).exclude(state__in=given_up),
        "closing_report": ClosingReport.objects.filter(group__in=groups).select_related("group"),
        "review": Review.objects.filter(decision__group__in=groups).select_related("decision"),
        "forward_plan_item": ForwardPlanItem.objects.filter(group__in=groups),
    }
    shapes = {kind: KINDS[kind].projection for kind in doors}
    shapes["position"] = replace(shapes["position"], children={})
    return records_behind({kind: (shapes[kind], list(records)) for kind, records in doors.items()})


def reports_to_publish(person: User) -> list[ClosingReport]:
    """Closing reports of the person's groups that are written and not public: they may ask for publication now."""
    unpublished = ClosingReport.objects.exclude(uuid__in=PublishedRecord.objects.values("uuid"))
    return to_ask_for(person, unpublished.filter(group__in=own_groups(person)).select_related("group__mission"))


def extended_in_private(person: User) -> list[TaskGroup]:
    """The person's groups whose newest published version has another end date than the group."""
    groups = own_groups(person).select_related("mission")
    newest = PublishedVersion.objects.newest().filter(record__uuid__in=list(groups.values_list("uuid", flat=True)))
    told = {version.record.uuid: version.content["ends_on"] for version in newest}
    return [
        group for group in to_ask_for(person, groups) if told.get(group.uuid, str(group.ends_on)) != str(group.ends_on)
    ]


def decisions_to_publish(person: User) -> list[Decision]:
    """Decisions of the person's groups that were made and are not public: they may ask for publication now."""
    decided = Decision.objects.decided().filter(group__in=own_groups(person))
    unpublished = decided.exclude(uuid__in=PublishedRecord.objects.values("uuid"))
    return to_ask_for(person, unpublished.select_related("group__mission").order_by("pk"))


def missions_to_publish(person: User) -> list[Mission]:
    """Active missions that the person leads and that are not public: they may ask for publication now."""
    active = Mission.objects.filter(lead=person, state=MissionState.ACTIVE)
    return to_ask_for(person, active.exclude(uuid__in=PublishedRecord.objects.values("uuid")))


def exceptions_in_private(person: User) -> list[TaskGroup]:
    """The person's groups with a confirmed exception that their newest published version does not tell."""
    groups = own_groups(person).filter(exceptions__state=ExceptionState.CONFIRMED).select_related("mission")
    newest = PublishedVersion.objects.newest().filter(record__uuid__in=list(groups.values_list("uuid", flat=True)))
    told = {version.record.uuid: version.content.get("exceptions") for version in newest}
    return [group for group in to_ask_for(person, groups) if not told.get(group.uuid)]


def drafts_in_hand(person: User) -> list[Decision]:
    """Drafted decisions of groups at work that the person records, oldest first."""
    drafted = Decision.objects.filter(state=DecisionState.DRAFT, group__in=own_groups(person))
    return _those(person, "transition", drafted.select_related("group__mission").order_by("pk"))


def decisions_waiting_for(person: User) -> list[Any]:
    """Proposed decisions that this person may record as decided, oldest first, with `proposed_at`."""
    frozen = Decision.history.filter(id=OuterRef("pk"), state=DecisionState.PROPOSED).order_by("history_id")
    proposed = (
        visible_to(person, Decision).filter(state=DecisionState.PROPOSED).select_related("group__mission", "plan_item")
    )
    proposed = proposed.annotate(proposed_at=Subquery(frozen.values("history_date")[:1])).order_by("pk")
    return _those(person, "transition", proposed)


def reviews_in_hand(person: User, last: date) -> list[Decision]:
    """Decisions whose review is under way, or due by that day or overdue, as far as the person may hold it."""
    near = Q(review_on__lte=last) | Q(state=DecisionState.UNDER_REVIEW)
    owing = visible_to(person, Decision).filter(near, pk__in=Decision.objects.owing_review().values("pk"))
    return _those(person, "follow_up", owing.select_related("group__mission"))


def _those(person: User, action: str, decisions: QuerySet[Decision]) -> list[Decision]:
    """Those of the decisions to which the person may do this; as few queries for many as for one."""
    found = list(decisions)
    look_at(person, found)
    if action == "transition":  # its rule asks for a right in the group
        look_at(person, [decision.group for decision in found])
    return [decision for decision in found if can(person, action, decision)]


def reviews_to_publish(person: User) -> list[Review]:
    """Reviews of published decisions that have ended and are not public: the person may ask for publication now."""
    published = PublishedRecord.objects.values("uuid")
    ended = Review.objects.exclude(decision__state=DecisionState.UNDER_REVIEW).filter(decision__uuid__in=published)
    own = ended.filter(decision__group__in=own_groups(person)).exclude(uuid__in=published)
    return to_ask_for(person, own.select_related("decision__group__mission"))


def may_replace(decision: Decision, person: User) -> QuerySet[Decision]:
    """The decisions that could take the place of this one, as far as the person sees them; newest first."""
    return visible_to(person, Decision).filter(pk__in=Decision.objects.may_replace(decision).values("pk"))


def earlier_decisions(person: User) -> list[tuple[UUID, str]]:
    """Decisions whose words a new one may start from: those that the person may read, and those that are published."""
    own = {decision.uuid: decision for decision in visible_to(person, Decision)}
    published = latest_of("decision").defer("content").order_by("-record_id")
    found = [(decision.uuid, decision.reference, decision.title) for decision in own.values()]
    found += [
        (version.record.uuid, version.record.slug_en, version.title)
        for version in published
        if version.record.uuid not in own
    ]
    return [(uuid, f"{reference}: {title}" if reference else str(title)) for uuid, reference, title in found]


def adoptions_of(decision: Decision) -> list[Adoption]:
    """What each body made of the decision, by level and name; empty before it is decided."""
    found = Adoption.objects.filter(adoption_set__decision=decision).select_related("organisation")
    levels, language = list(Level), current_language()
    name = attrgetter("organisation.name.local.text")
    return sorted(found, key=lambda row: (levels.index(Level(row.organisation.level)), sort_key(name(row), language)))


def adoption_by(person: User, decision: Decision) -> Adoption | None:
    """The adoption of the body that the person speaks for in the group, stored or yet to be; None for no body."""
    membership = current_membership(decision.group, person.pk)
    if membership is None or not can(person, "adopt", decision):
        return None
    stored = Adoption.objects.filter(adoption_set__decision=decision, organisation=membership.organisation).first()
    return stored or Adoption(organisation=membership.organisation)


def bodies_that_answered(decision: Decision) -> QuerySet[Organisation]:
    """The organisations that have recorded what they made of the decision, also of an earlier text of it."""
    answers = Adoption.objects.filter(adoption_set__decision=decision).exclude(outcome=AdoptionOutcome.PENDING)
    return Organisation.objects.filter(pk__in=answers.values("organisation"))


def people_asked(decision: Decision, *, answered: bool = False) -> list[User]:
    """Who speaks for the organisations that are asked whether they adopt the decision; for those that have answered."""
    asked = Adoption.objects.filter(adoption_set__decision=decision)
    if answered:
        asked = asked.exclude(outcome=AdoptionOutcome.PENDING)
    speaking = decision.group.memberships.current().for_bodies().filter(organisation__in=asked.values("organisation"))
    return [membership.user for membership in speaking.select_related("user")]


def adoptions_in_hand(person: User) -> list[Adoption]:
    """Decisions that stand, about whose present text the bodies that the person speaks for have not decided."""
    speaks = Membership.objects.current().for_bodies()
    speaks = speaks.filter(
        user=person, group=OuterRef("adoption_set__decision__group"), organisation=OuterRef("organisation")
    )
    waiting = Adoption.objects.to_answer().filter(adoption_set__decision__state__in=STANDING_STATES)
    return list(waiting.filter(Exists(speaks)).select_related("adoption_set__decision"))


def adopted_in_private(person: User) -> list[AdoptionSet]:
    """Published decisions of the person's groups on which a body has decided something that is not public yet."""
    published = PublishedRecord.objects.values("uuid")
    sets = AdoptionSet.objects.filter(decision__group__in=own_groups(person), decision__uuid__in=published)
    sets = sets.select_related("decision__group__mission").prefetch_related("adoptions__organisation")
    newest = PublishedVersion.objects.newest().filter(record__uuid__in=list(sets.values_list("uuid", flat=True)))
    told = {
        version.record.uuid: {row["organisation"]["slug"]: row["outcome"] for row in version.content["adoptions"]}
        for version in newest
    }
    return [
        adoptions
        for adoptions in to_ask_for(person, sets)
        if any(
            row.outcome != told.get(adoptions.uuid, {}).get(row.organisation.slug, AdoptionOutcome.PENDING)
            for row in adoptions.adoptions.all()
        )
    ]
