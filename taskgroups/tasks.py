"""What the schedule does for groups; thin, idempotent, safe to run late, twice or never."""

from celery import shared_task

from taskgroups.services import time_limit


@shared_task
def remind_of_time_limits() -> int:
    """Remind the people of groups whose time limit is near."""
    return time_limit.remind()
