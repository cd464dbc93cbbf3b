"""What the worker does for everybody; thin, idempotent, safe to run late, twice or never."""

from celery import shared_task

from people import delivery, outbox, retention


@shared_task
def deliver_outbox() -> int:
    """Do what the outbox still holds."""
    return outbox.deliver()


@shared_task
def send_digests() -> int:
    """Begin today's digests; the outbox sends them."""
    return delivery.start_digests()


@shared_task
def forget_what_is_over() -> None:
    """Delete the traces of what was done, told, tried or typed long ago."""
    retention.forget_what_is_over()
