"""Side effects of publication: rows written with it, done after it has committed, at least once."""

import enum
import logging
from collections.abc import Callable

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from decisions_log.openlog import log
from decisions_log.publication.models import OutboxMessage

logger = logging.getLogger(__name__)

# After so many failures a message waits for a person; `last_error` says why.
MAX_ATTEMPTS = 20


class Topic(enum.StrEnum):
    """What there is to do."""

    APPROVAL_WAITS = "approval_waits"
    PUBLISHED = "published"
    DECLINED = "declined"


_handlers: dict[Topic, Callable[..., None]] = {}


def handles(topic: Topic) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register the decorated function for `topic`; it may run more than once for the same message."""

    def keep(function: Callable[..., None]) -> Callable[..., None]:
        _handlers[topic] = function
        return function

    return keep


def enqueue(topic: Topic, **payload: str) -> OutboxMessage:
    """Write down what is to be done once this transaction has committed, and hint the worker."""
    message = OutboxMessage.objects.create(topic=topic, payload=payload)
    transaction.on_commit(_hint, robust=True)
    return message


def deliver() -> int:
    """Do what waits, oldest first; returns how many were done. One failure does not stop the others."""
    done = 0
    waiting = OutboxMessage.objects.filter(done_at__isnull=True, attempts__lt=MAX_ATTEMPTS)
    for pk in list(waiting.values_list("pk", flat=True)):
        done += _deliver_one(pk)
    return done


def _deliver_one(pk: int) -> int:
    with transaction.atomic():
        message = OutboxMessage.objects.select_for_update().filter(pk=pk, done_at__isnull=True).first()
        if message is None:
            return 0
        message.attempts += 1
        try:
            with transaction.atomic():
                _handlers[Topic(message.topic)](**message.payload)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is kept with the message and retried
            logger.exception("Outbox message %s failed", message.uuid)
            message.last_error = repr(error)
            message.save()
            return 0
        message.done_at = timezone.now()
        message.save()
        return 1


def sign_after_commit() -> None:
    """Sign the log right after commit; the periodic task signs whatever this leaves behind."""
    transaction.on_commit(log.sign, robust=True)


def _hint() -> None:
    """Tell the worker. A broker that is away loses the hint, never the message: the row stays and the sweep finds it."""
    try:
        current_app.send_task("decisions_log.tasks.deliver_outbox")
    except (OperationalError, OSError):
        logger.warning("The broker is away: the sweep will deliver the outbox.")
