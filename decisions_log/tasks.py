"""What the worker and the schedule do for the log; thin, idempotent, safe to run late, twice or never."""

from celery import shared_task

from decisions_log.openlog import log, removals


@shared_task
def sign_log() -> None:
    """Sign what was appended and not yet signed, and carry out the removals that are signed."""
    log.sign()
    removals.complete_removals()
