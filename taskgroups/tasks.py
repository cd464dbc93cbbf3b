"""What the schedule does for groups; thin, idempotent, safe to run late, twice or never."""

from celery import shared_task

from taskgroups.services import reminders


@shared_task
def remind_of_time_limits() -> int:
    """Remind the people of groups whose time limit is near."""
    return reminders.remind_of_time_limits()


@shared_task
def remind_of_answers() -> int:
    """Tell people that a position waits for their body's answer."""
    return reminders.remind_of_answers()


@shared_task
def remind_of_commitments() -> int:
    """Tell people of commitments that are due soon or overdue."""
    return reminders.remind_of_commitments()
