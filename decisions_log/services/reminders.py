"""What the schedule tells people of reviews. It may run late, twice or never: who was told is not told again."""

import datetime

from django.db import transaction
from django.utils import timezone

from core import dates
from core.verdicts import can
from decisions_log.models import Decision
from decisions_log.notifications import REVIEW_DUE, REVIEW_OVERDUE
from people.notifications import tell, told_since
from taskgroups.selectors import people_of

# How many days before a review is due its reminders are.
REVIEW_REMINDER_DAYS = (0, 7, 30)
_DAY = datetime.timedelta(days=1)


def remind_of_reviews() -> int:
    """Remind who may hold a review 30 and 7 days before it is due, on the day, and once overdue; returns how many."""
    last = timezone.localdate() + max(REVIEW_REMINDER_DAYS) * _DAY
    near = Decision.objects.owing_review().filter(review_on__lte=last).select_related("group__mission__lead")
    return sum(_remind_of_review(decision, decision.review_on) for decision in near)


@transaction.atomic
def _remind_of_review(decision: Decision, due_on: datetime.date) -> int:
    """Those who were not told since the day that calls for it: the last one that has come, also when this runs late."""
    left = (due_on - timezone.localdate()).days
    before = next((days for days in REVIEW_REMINDER_DAYS if 0 <= left <= days), -1)
    kind = REVIEW_OVERDUE if left < 0 else REVIEW_DUE
    told = told_since(kind, decision, dates.start_of_day(due_on - before * _DAY))
    holding = [person for person in people_of(decision.group) if can(person, "follow_up", decision)]
    return tell(kind, [person for person in holding if person.pk not in told], about=decision, by=None)
