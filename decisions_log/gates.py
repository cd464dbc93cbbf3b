"""Conditions of groups and decisions that need more than their own records."""

from collections.abc import Iterable

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.transitions import Blocker
from decisions_log.models import Decision, PublicationRequest
from decisions_log.projections import DECISION
from decisions_log.publication.models import RequestState
from decisions_log.published.outline import path_label
from decisions_log.states import MACHINE as DECISIONS
from taskgroups.level import blockers
from taskgroups.models import ChallengePosition, TaskGroup
from taskgroups.stages import MACHINE


@MACHINE.condition("position_publication")
def _position_publication(group: TaskGroup) -> Iterable[Blocker]:
    """The agreed position is published, or its publication was refused with a reason."""
    position = ChallengePosition.objects.get(group=group)
    agreed = position.history.filter(agreed_version=position.agreed_version).earliest().history_id
    answered = PublicationRequest.objects.filter(
        record_uuid=position.uuid,
        state__in=[RequestState.PUBLISHED, RequestState.REFUSED],
        manifest__history_id__gte=agreed,
    )
    if not answered.exists():
        yield Blocker(
            _("The agreed position is neither published nor its publication refused."),
            _("Convener, then a publisher"),
            reverse_lazy("workspace:position", args=[position.uuid]),
        )


@MACHINE.condition("decision_recorded")
def _decision_recorded(group: TaskGroup) -> Iterable[Blocker]:
    if not Decision.objects.decided().filter(group=group).exists():
        yield Blocker(
            _("No decision or recommendation is recorded yet."),
            _("Convener"),
            reverse_lazy("workspace:group", args=[group.uuid]),
        )


@DECISIONS.condition("level")
def _level(decision: Decision) -> Iterable[Blocker]:
    """No text has changed in one language alone without somebody having looked at the other."""
    return blockers(DECISION, decision, "decision", lambda path: path_label("decision", path))
