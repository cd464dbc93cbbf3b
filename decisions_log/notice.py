"""How much notice the forward plan gave of a decision, by what of it is public."""

from django.utils import timezone

from core.partial_dates import first_day
from decisions_log.forward_plan.public import AIM, days_of_notice, public_since
from decisions_log.models import Decision


def notice_of(decision: Decision, *, as_planned: bool = False) -> int | None:
    """Days between the plan's first publication and the decision; None without a published plan.

    Before it is made they are counted to today or, with `as_planned`, to the day it is planned for.
    """
    if decision.plan_item is None:
        return None
    since = public_since([decision.plan_item.uuid]).get(decision.plan_item.uuid)
    if since is None:
        return None
    today = timezone.localdate()
    made_on = max(today, first_day(decision.plan_item.expected)) if as_planned else today
    return days_of_notice(since, decision.decided_on or made_on)


def is_short(notice: int | None) -> bool:
    """Whether that is less than the aim, or none."""
    return (notice or 0) < AIM
