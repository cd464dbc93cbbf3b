"""Side effects of an act, such as e-mails: rows written with it, done after it has committed, at least once."""

import logging
from collections.abc import Callable
from datetime import timedelta

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from people.models import OutboxMessage

logger = logging.getLogger(__name__)

# A failure is tried again after a wait that doubles; after so many, in about three days, the message waits for a
# person, and `last_error` says why.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MAX_ATTEMPTS = 20


_handlers: dict[str, Callable[..., None]] = {}


def handles(topic: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register the decorated function for `topic`; it may run more than once for the same message."""

    def keep(function: Callable[..., None]) -> Callable[..., None]:
        _handlers[topic] = function
        return function

    return keep


def enqueue(topic: str, **payload: str) -> OutboxMessage:
    """Write down what is to be done once this transaction has committed, and hint the worker."""
    message = OutboxMessage.objects.create(topic=topic, payload=payload)
    transaction.on_commit(_hint, robust=True)
    return message


def deliver() -> int:
    """Do what is due, oldest first; returns how many were done. One failure does not stop the others."""
    due = OutboxMessage.objects.filter(done_at__isnull=True, due_at__lte=timezone.now(), attempts__lt=MAX_ATTEMPTS)
    claimed = (_claim(pk) for pk in list(due.values_list("pk", flat=True)))
    return sum(_handle(message) for message in claimed if message is not None)


def _claim(pk: int) -> OutboxMessage | None:
    """Take a message before doing it, so that no other worker does; if this one dies, it is due again later."""
    with transaction.atomic():
        waiting = OutboxMessage.objects.select_for_update().filter(done_at__isnull=True, due_at__lte=timezone.now())
        message = waiting.filter(pk=pk).first()
        if message is not None:
            message.due_at = timezone.now() + min(FIRST_WAIT * 2**message.attempts, LONGEST_WAIT)
            message.attempts += 1
            message.save(update_fields=["due_at", "attempts"])
        return message


def _handle(message: OutboxMessage) -> bool:
    """Do it outside any transaction: a slow mail server must not hold a lock."""
    try:
        _handlers[message.topic](**message.payload)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is kept with the message and retried
        logger.exception("Outbox message %s failed", message.uuid)
        message.last_error = repr(error)
    else:
        message.done_at = timezone.now()
    message.save(update_fields=["last_error", "done_at"])
    return message.done_at is not None


def _hint() -> None:
    """Tell the worker. A broker that is away loses the hint, never the message: the sweep finds the row."""
    try:
        current_app.send_task("people.tasks.deliver_outbox")
    except (OperationalError, OSError):
        logger.warning("The broker is away: the sweep will deliver the outbox.")
