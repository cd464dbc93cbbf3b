"""What the schedule does for decisions; thin, idempotent, safe to run late, twice or never."""

from celery import shared_task

from decisions_log.services import reminders


@shared_task
def remind_of_reviews() -> int:
    """Tell people of reviews that are due soon or overdue."""
    return reminders.remind_of_reviews()
