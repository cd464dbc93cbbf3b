"""What the schedule tells people of groups. Each may run late, twice or never: who was told is not told again."""

import datetime

from django.db import transaction
from django.utils import timezone

from core import dates
from people.notifications import tell, told_since
from taskgroups.models import ChallengePosition, Commitment, Stage, TaskGroup
from taskgroups.notifications import ANSWER_WAITS, COMMITMENT_DUE, COMMITMENT_OVERDUE, POSITION_READY, TIME_LIMIT
from taskgroups.organisation_notices import tell_organisations
from taskgroups.selectors import (
    COMMITMENT_DAYS,
    REMINDER_DAYS,
    awaits_answer,
    awaits_answer_of,
    bodies_at_the_table,
    due_reminder,
    people_of,
    speakers_for,
    unwritten,
)

# A text that was changed less long ago is still being written: nobody is asked to sign it.
QUIET = datetime.timedelta(hours=1)


def remind_of_time_limits() -> int:
    """Remind the people of every group whose limit is near; returns how many."""
    groups = TaskGroup.objects.under_way().within_time(timezone.localdate()).select_related("mission__lead")
    near = groups.filter(ends_on__lte=timezone.localdate() + datetime.timedelta(days=max(REMINDER_DAYS)))
    return sum(_remind_of_limit(group, days) for group in near if (days := due_reminder(group)) is not None)


@transaction.atomic
def _remind_of_limit(group: TaskGroup, days: int) -> int:
    """Those who were not reminded since the day, `days` before the limit, that calls for it."""
    told = told_since(TIME_LIMIT, group, dates.start_of_day(group.ends_on - datetime.timedelta(days=days)))
    return tell(TIME_LIMIT, [person for person in people_of(group) if person.pk not in told], about=group, by=None)


def remind_of_answers() -> int:
    """Tell who speaks for a body whose answer a written position waits for, or who answers for it when nobody does, and
    everyone else in the group that it is ready; returns how many are told.

    Once for each text that came to rest, so at most once a day however often it is saved.
    """
    positions = ChallengePosition.objects.filter(group__stage=Stage.DEFINING, group__ends_on__gte=timezone.localdate())
    return sum(_remind_of_answer(position) for position in positions.select_related("group"))


@transaction.atomic
def _remind_of_answer(position: ChallengePosition) -> int:
    changed_at = position.history.first().history_date
    if unwritten(position) or changed_at > timezone.now() - QUIET:
        return 0
    speaking = position.group.memberships.current().for_bodies().select_related("user")
    asked = {membership.user for membership in speaking if awaits_answer(position, membership)}
    others = set(people_of(position.group)) - {membership.user for membership in speaking}
    owing = [body for body in bodies_at_the_table(position.group) if awaits_answer_of(position, body)]
    return tell_organisations(ANSWER_WAITS, owing, about=position, since=changed_at) + sum(
        tell(kind, [person for person in people if person.pk not in told], about=position, by=None)
        for kind, people in ((ANSWER_WAITS, asked), (POSITION_READY, others))
        for told in [told_since(kind, position, changed_at)]
    )


def remind_of_commitments() -> int:
    """Tell who speaks for a body, or answers for it when nobody does, that a commitment is due soon, and when it is
    overdue; each once; returns how many.
    """
    today = timezone.localdate()
    soon = Commitment.objects.open().filter(due_on__lte=today + datetime.timedelta(days=COMMITMENT_DAYS))
    near = soon.filter(group__in=TaskGroup.objects.under_way()).select_related("group")
    return sum(_remind_of_commitment(commitment) for commitment in near)


@transaction.atomic
def _remind_of_commitment(commitment: Commitment) -> int:
    kind = COMMITMENT_OVERDUE if commitment.overdue else COMMITMENT_DUE
    told = told_since(kind, commitment)
    first_day = commitment.due_on + datetime.timedelta(days=1 if commitment.overdue else -COMMITMENT_DAYS)
    since = dates.start_of_day(first_day)
    return tell_organisations(kind, [commitment.organisation], about=commitment, since=since) + tell(
        kind,
        [p for p in speakers_for(commitment.group, commitment.organisation) if p.pk not in told],
        about=commitment,
        by=None,
    )
