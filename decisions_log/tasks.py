"""What the schedule does for the log and what is published; thin, idempotent, safe to run late, twice or never."""

from celery import shared_task

from decisions_log.publication import emergencies, releases, removal
from decisions_log.services import reminders


@shared_task
def sign_log() -> None:
    """Sign what was appended and not yet signed, and carry out the removals that are signed."""
    removal.sign_and_settle()


@shared_task
def publish_due_releases() -> int:
    """Publish the approved releases whose moment has come."""
    return releases.publish_due()


@shared_task
def remind_of_reviews() -> int:
    """Tell people of reviews that are due soon or overdue."""
    return reminders.remind_of_reviews()


@shared_task
def tell_of_overdue_emergencies() -> int:
    """Tell of what was published in an emergency and not approved in time."""
    return emergencies.tell_of_overdue()
