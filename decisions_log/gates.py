"""Conditions of groups and decisions that need more than their own records."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.transitions import Blocker, Way
from core.verdicts import may
from decisions_log.models import Decision, DecisionState
from decisions_log.states import MACHINE as DECISIONS
from publication.level import blockers
from publication.models import PublicationRequest, RequestState
from taskgroups.models import ChallengePosition, TaskGroup
from taskgroups.stages import MACHINE


@MACHINE.condition("position_publication")
def _position_publication(group: TaskGroup) -> Iterable[Blocker]:
    """The agreed position is published, or its publication was refused with a reason.

    Answering what was asked for is a task of its own, as changing what was returned is.
    """
    position = ChallengePosition.objects.get(group=group)
    agreed = position.history.filter(agreed_version=position.agreed_version).earliest().history_id
    asked = PublicationRequest.objects.filter(record_uuid=position.uuid, manifest__history_id__gte=agreed)
    if asked.filter(state__in=[RequestState.PUBLISHED, RequestState.REFUSED]).exists():
        return
    reason, last = _("The agreed position is neither published nor its publication refused."), asked.first()
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
