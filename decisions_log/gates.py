"""Conditions of groups and decisions that need more than their own records."""

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.one_look import looked_up, looked_up_together
from core.transitions import Blocker, Way
from core.verdicts import may
from decisions_log.models import Decision, DecisionState
from decisions_log.states import MACHINE as DECISIONS
from publication.level import blockers
from publication.models import PublicationRequest, RequestState
from taskgroups.gate_facts import find_position, position_of
from taskgroups.models import ChallengePosition, Stage, TaskGroup
from taskgroups.stages import MACHINE


@MACHINE.condition("position_publication")
def _position_publication(group: TaskGroup) -> Iterable[Blocker]:
    """The agreed position is published, or its publication was refused with a reason.

    Answering what was asked for is a task of its own, as changing what was returned is.
    """
    position = position_of(group)
    asked = looked_up(("asked", position.pk), lambda: _asked_for([position])[position.pk])
    if any(request.state in (RequestState.PUBLISHED, RequestState.REFUSED) for request in asked):
        return
    reason, last = _("The agreed position is neither published nor its publication refused."), next(iter(asked), None)
    page = reverse("workspace:publication_request", args=[last.uuid]) if last else ""
    if last and last.state == RequestState.REQUESTED:
        yield Blocker(reason, _("Publisher"), page)
        return
    ask = Way(
        reverse("workspace:request_publication", args=["position", position.uuid]),
        may("request_publication", position),
        _("Ask for publication of the challenge position"),
    )
    returned = last is not None and last.state == RequestState.RETURNED
    again = Way(page, lambda person: returned and last is not None and last.requested_by_id == person.pk)
    yield Blocker(reason, _("Convener, then a publisher"), ways=(again, ask))


def look_at_requests(groups: Iterable[TaskGroup]) -> None:
    """Read for a page that lists these groups what was asked for of their agreed positions: in two queries."""
    agreed = [group for group in groups if group.stage == Stage.POSITION_AGREED]
    found = [position for group in agreed if (position := find_position(group))]
    looked_up_together({("asked", key): requests for key, requests in _asked_for(found).items()})


def _asked_for(positions: Collection[ChallengePosition]) -> dict[int, list[PublicationRequest]]:
    """The requests for each position as it was agreed last, the newest first."""
    agreed: dict[int, int] = {}
    versions = {position.pk: position.agreed_version for position in positions}
    saves = ChallengePosition.history.filter(id__in=versions).order_by("-history_id")
    for key, version, save in saves.values_list("id", "agreed_version", "history_id"):
        if version == versions[key]:
            agreed[key] = save
    found: dict[int, list[PublicationRequest]] = {position.pk: [] for position in positions}
    keys = {position.uuid: position.pk for position in positions}
    for request in PublicationRequest.objects.filter(record_uuid__in=keys):
        if request.manifest["history_id"] >= agreed[key := keys[request.record_uuid]]:
            found[key].append(request)
    return found


@MACHINE.condition("decision_recorded")
def _decision_recorded(group: TaskGroup) -> Iterable[Blocker]:
    """A decision that is drafted or proposed is a task of its own."""
    if Decision.objects.decided().filter(group=group).exists():
        return
    reason, who = _("No decision or recommendation is recorded yet."), _("Convener")
    begun = [DecisionState.PROPOSED, DecisionState.DRAFT, DecisionState.DEFERRED]
    drafted = Decision.objects.filter(group=group, state__in=begun).first()
    if drafted is not None:
        yield Blocker(reason, who, reverse("workspace:decision", args=[drafted.uuid]))
        return
    page, task = reverse("workspace:decision_new", args=[group.uuid]), _("Draft a decision or recommendation")
    yield Blocker(
        reason,
        _("Convener and members"),
        ways=(Way(page, may("record_decision", group), task), Way(page, may("propose_decision", group))),
    )


@DECISIONS.condition("level")
def _level(decision: Decision) -> Iterable[Blocker]:
    """No text has changed in one language alone without somebody having looked at the other."""
    return blockers(decision)
