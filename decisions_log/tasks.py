"""What the schedule does for the log and for releases; thin, idempotent, safe to run late, twice or never."""

from celery import shared_task

from decisions_log.publication import releases, removal


@shared_task
def sign_log() -> None:
    """Sign what was appended and not yet signed, and carry out the removals that are signed."""
    removal.sign_and_settle()


@shared_task
def publish_due_releases() -> int:
    """Publish the approved releases whose moment has come."""
    return releases.publish_due()
