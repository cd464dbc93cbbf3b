"""What the schedule does for the log and what is published; thin, idempotent, safe to run late, twice or never."""

import logging

from celery import shared_task

from publication import emergencies, releases, removal
from publication.published.shown import differences

logger = logging.getLogger(__name__)


@shared_task
def sign_log() -> None:
    """Sign what was appended and not yet signed, and carry out the removals that are signed."""
    removal.sign_and_settle()


@shared_task
def publish_due_releases() -> int:
    """Publish the approved releases whose moment has come."""
    return releases.publish_due()


@shared_task
def tell_of_overdue_emergencies() -> int:
    """Tell of what was published in an emergency and not approved in time."""
    return emergencies.tell_of_overdue()


@shared_task
def verify_published() -> int:
    """Compare everything that is shown with the log, and write down what differs; returns how much does."""
    found = 0
    for difference in differences():
        found += 1
        logger.error("What is shown is not what the log says. %s", difference)
    return found


# Messages that were sent before the tasks stood here name them as they were called then.
for _task in (sign_log, publish_due_releases, tell_of_overdue_emergencies, verify_published):
    shared_task(name=f"decisions_log.tasks.{_task.__name__}")(_task.run)
