"""What can be published, and how each kind is pinned, named and answered for."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.history import RecordedModel
from core.projections import Manifest, Projection, pin
from core.transitions import Blocker
from decisions_log.assessment import pinned_impacts, word_for_word
from decisions_log.models import AdoptionSet, Decision, ForwardPlanItem, Review
from decisions_log.notice import is_short, notice_of
from decisions_log.projections import ADOPTION_SET, DECISION, PLAN_ITEM, REVIEW
from decisions_log.published.models import Kind, PublishedRecord
from decisions_log.published.schemas import schema_of
from decisions_log.states import MACHINE, review_gaps
from missions.models import Mission
from missions.projections import MISSION
from missions.states import gaps_of
from people.models import User
from taskgroups.models import ChallengePosition, ClosingReport, SignOff, Suggestion, SuggestionState
from taskgroups.projections import CLOSING_REPORT, POSITION, TASK_GROUP


@dataclass(frozen=True)
class Publishable:
    """One kind of publishable record.

    mission: the mission a record belongs to. home: the address of its page in the workspace, mended_at: of the page
    where its texts are changed. gaps: what must be mended before the record can be published, beside a language
    that is missing. doubts: what a reader of what is pinned should look at before it is published, though nothing
    forbids it. overtaken: what has happened to the record since that forbids to publish what is pinned
    (overtaken.py). suggested: the versions of accepted suggestions to it, of one person or of all. copies: the
    lasting names of texts that repeat a part, and are withheld with it. named_by: the reference whose title it
    bears, when it has none of its own.
    """

    kind: Kind
    projection: Projection
    mission: Callable[[Any], Mission]
    home: Callable[[Any], str]
    mended_at: Callable[[Any], str]
    gaps: Callable[[Any], Iterable[Blocker]] = lambda record: ()
    doubts: Callable[[Manifest], Iterable[str]] = lambda manifest: ()
    overtaken: Callable[[Any, Manifest], Iterable[str]] = lambda record, manifest: ()
    suggested: Callable[[Any, User | None], Iterable[QuerySet]] = lambda record, person: ()
    copies: Callable[[Any, str], Iterable[str]] = lambda record, part: ()
    named_by: str = ""

    @property
    def model(self) -> type[RecordedModel]:
        return cast("type[RecordedModel]", self.projection.model)

    @property
    def schema(self) -> str:
        return schema_of(self.kind)

    @property
    def titled(self) -> type[RecordedModel]:
        """The model whose `title` names a record of this kind."""
        named_by: Any = self.model._meta.get_field(self.named_by).related_model if self.named_by else self.model
        return named_by

    def title_pin(self, manifest: Manifest) -> int:
        """The history id of the row that names the record, as the manifest pins it."""
        return manifest["references"][self.named_by] if self.named_by else manifest["history_id"]


def _page(name: str) -> Callable[[RecordedModel], str]:
    """The address of the page of that name of a record."""
    return lambda record: reverse(f"workspace:{name}", args=[record.uuid])


def _report_page(report: ClosingReport) -> str:
    return reverse("workspace:group_closing_report", args=[report.group.uuid])


def _unpublished(decision: Decision, reason: str) -> Iterable[Blocker]:
    """The reason why something waits for a decision to be public, while it is not."""
    if not PublishedRecord.objects.filter(uuid=decision.uuid).exists():
        url = reverse("workspace:decision", args=[decision.uuid])
        yield Blocker(reason, _("Convener, then a publisher"), url)


def _decision_gaps(decision: Decision) -> Iterable[Blocker]:
    """A standing decision may be corrected, but never into an incomplete one; what replaces one is public before."""
    complete = next(t for t in MACHINE.transitions if t.action == "decide")
    yield from MACHINE.blockers(complete, decision)
    if decision.superseded_by is not None:
        yield from _unpublished(decision.superseded_by, _("The decision that replaces it is not published yet."))
    yield from _notice_gap(decision)


def _notice_gap(decision: Decision) -> Iterable[Blocker]:
    """Short notice is explained when the decision becomes public, as long as somebody can write it."""
    over = decision.group.ended or decision.group.expired
    if over or not decision.short_notice.missing or PublishedRecord.objects.filter(uuid=decision.uuid).exists():
        return
    if is_short(notice_of(decision)):
        url = reverse("workspace:decision_edit", args=[decision.uuid])
        yield Blocker(
            _("It is not said in both languages why there was less than 28 days' notice."), _("Convener"), url
        )


def _in_corrections(decision: Decision, part: str) -> Iterable[str]:
    """The words of a part as its corrections repeat them."""
    for key in decision.corrections.filter(part=part).values_list("uuid", flat=True):
        yield from (f"corrections.{key}.before", f"corrections.{key}.after")


def _decision_doubts(manifest: Manifest) -> list[str]:
    words = _("This impact has the same words as that of another decision: %s")
    return [words % impact for impact in word_for_word(pinned_impacts(manifest))]


def _answered_otherwise(position: ChallengePosition, manifest: Manifest) -> Iterable[str]:
    """The bodies' answers are theirs: one that was replaced since is not published."""
    if _answers_in(manifest) != _answers_in(pin(POSITION, position)):
        yield _("A body has answered otherwise since publication was asked for.")


def _answers_in(manifest: Manifest) -> set[tuple[int, datetime]]:
    """Which answers a manifest pins, and when each was given: a translation of its words is no other answer."""
    versions = [row["history_id"] for row in manifest["children"]["sign_offs"]]
    return set(SignOff.history.filter(history_id__in=versions).values_list("id", "signed_at"))


def _suggested(position: ChallengePosition, person: User | None) -> Iterable[QuerySet]:
    """The versions of suggestions whose words were put into the text."""
    accepted = Suggestion.history.filter(thread__section__position=position, state=SuggestionState.ACCEPTED)
    yield accepted.filter(thread__author=person) if person else accepted


def _adoptions_page(adoptions: AdoptionSet) -> str:
    return reverse("workspace:adoptions", args=[adoptions.decision.uuid])


def _adoption_gaps(adoptions: AdoptionSet) -> Iterable[Blocker]:
    """What bodies make of a decision is read on the page of the decision."""
    yield from _unpublished(adoptions.decision, _("The decision itself is not published yet."))


def _review_page(review: Review) -> str:
    return reverse("workspace:review", args=[review.decision.uuid, review.uuid])


def _review_gaps(review: Review) -> Iterable[Blocker]:
    """What happened is read beside what the published decision expected."""
    yield from _unpublished(review.decision, _("The decision itself is not published yet."))
    yield from review_gaps(review)


def _plan_item_gaps(item: ForwardPlanItem) -> Iterable[Blocker]:
    if item.say.missing:
        url = reverse("workspace:plan_item_edit", args=[item.uuid])
        yield Blocker(_("It is not said in both languages how to have a say."), _("Convener and members"), url)


def _mission_doubts(manifest: Manifest) -> list[str]:
    if manifest["children"].get("lead"):
        return []
    return [_("The mission lead has no post in the register: the lead’s office is not published.")]


PUBLISHABLE: dict[str, Publishable] = {
    kind.kind: kind
    for kind in (
        Publishable(
            Kind.MISSION,
            MISSION,
            mission=lambda mission: mission,
            home=_page("mission"),
            mended_at=_page("mission_edit"),
            gaps=gaps_of,
            doubts=_mission_doubts,
        ),
        Publishable(
            Kind.TASK_GROUP,
            TASK_GROUP,
            mission=lambda group: group.mission,
            home=_page("group"),
            mended_at=_page("group_edit"),
        ),
        Publishable(
            Kind.POSITION,
            POSITION,
            mission=lambda position: position.group.mission,
            home=_page("position"),
            mended_at=_page("position"),
            overtaken=_answered_otherwise,
            suggested=_suggested,
        ),
        Publishable(
            Kind.DECISION,
            DECISION,
            mission=lambda decision: decision.group.mission,
            home=_page("decision"),
            mended_at=_page("decision"),
            gaps=_decision_gaps,
            doubts=_decision_doubts,
            copies=_in_corrections,
        ),
        Publishable(
            Kind.CLOSING_REPORT,
            CLOSING_REPORT,
            mission=lambda report: report.group.mission,
            home=_report_page,
            mended_at=_report_page,
            named_by="group",
        ),
        Publishable(
            Kind.ADOPTION_SET,
            ADOPTION_SET,
            mission=lambda adoptions: adoptions.group.mission,
            home=_adoptions_page,
            mended_at=_adoptions_page,
            gaps=_adoption_gaps,
            named_by="decision",
        ),
        Publishable(
            Kind.REVIEW,
            REVIEW,
            mission=lambda review: review.group.mission,
            home=_review_page,
            mended_at=_review_page,
            gaps=_review_gaps,
            named_by="decision",
        ),
        Publishable(
            Kind.FORWARD_PLAN_ITEM,
            PLAN_ITEM,
            mission=lambda item: item.group.mission,
            home=_page("plan_item"),
            mended_at=_page("plan_item_edit"),
            gaps=_plan_item_gaps,
        ),
    )
}


def kind_of(record: RecordedModel) -> Publishable:
    """The kind of a record. Raises LookupError for what cannot be published."""
    for publishable in PUBLISHABLE.values():
        if publishable.model is type(record):
            return publishable
    raise LookupError(f"{type(record).__name__} is not publishable")


def record_of(kind: str, record_uuid: uuid.UUID) -> Any:
    """The working record of a request. Raises DoesNotExist."""
    return PUBLISHABLE[kind].model._default_manager.get(uuid=record_uuid)
