"""What the worker does for everybody; thin, idempotent, safe to run late, twice or never."""

from celery import shared_task

from people import delivery, kept_forms, limits, outbox, retention, sent_forms


@shared_task
def deliver_outbox() -> int:
    """Do what the outbox still holds."""
    return outbox.deliver()


@shared_task
def send_digests() -> int:
    """Begin today's digests; the outbox sends them."""
    return delivery.start_digests()


@shared_task
def forget_past_limits() -> int:
    """Delete what was counted for limits whose time is over."""
    return limits.forget_past()


@shared_task
def forget_forms() -> int:
    """Delete what was remembered of sent forms and what was kept of unsent ones."""
    return sent_forms.forget() + kept_forms.forget()


@shared_task
def forget_what_is_over() -> None:
    """Delete what was done or told long ago, and sessions that are over."""
    retention.forget_what_is_over()
