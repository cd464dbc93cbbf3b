"""Side effects of an act, such as e-mails: rows written with it, done after it has committed, at least once."""

import logging
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from people.models import OutboxMessage

logger = logging.getLogger(__name__)

# A failure is tried again after a wait that doubles; after so many, in about three days, the message waits for a
# person, and `last_error` says why.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MAX_ATTEMPTS = 20
# RFC 5321: a reply of 500 and more says that the same message will be refused again.
PERMANENT = 500

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
    if all(waiting[1] is not _hint for waiting in connection.run_on_commit):
        transaction.on_commit(_hint, robust=True)
    return message


def deliver() -> int:
    """Do what is due, oldest first; returns how many were done. One failure does not stop the others."""
    due = OutboxMessage.objects.to_do().filter(due_at__lte=timezone.now())
    claimed = (_claim(pk) for pk in list(due.values_list("pk", flat=True)))
    return sum(_handle(message) for message in claimed if message is not None)


def _claim(pk: int) -> OutboxMessage | None:
    """Take a message before doing it, so that no other worker does; if this one dies, it is due again later."""
    with transaction.atomic():
        waiting = OutboxMessage.objects.to_do().select_for_update().filter(due_at__lte=timezone.now())
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
        if message.attempts >= MAX_ATTEMPTS or _is_permanent(error):
            message.gave_up_at = timezone.now()
    else:
        message.done_at = timezone.now()
    message.save(update_fields=["last_error", "done_at", "gave_up_at"])
    return message.done_at is not None


def try_again(message: OutboxMessage) -> None:
    """Take up again what was given up, as if for the first time."""
    message.attempts, message.gave_up_at, message.due_at = 0, None, timezone.now()
    message.save(update_fields=["attempts", "gave_up_at", "due_at"])
    transaction.on_commit(_hint, robust=True)


def _is_permanent(error: Exception) -> bool:
    """Return True if the mail server would refuse the same e-mail again. A refused sign-in of ours can be put right."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _words in error.recipients.values())
    return isinstance(error, SMTPDataError | SMTPSenderRefused) and error.smtp_code >= PERMANENT


def _hint() -> None:
    """Tell the worker. A broker that is away loses the hint, never the message: the sweep finds the row."""
    try:
        current_app.send_task("people.tasks.deliver_outbox")
    except Exception:  # noqa: BLE001 - each broker's client raises its own; none may undo what has committed
        logger.warning("The broker is away: the sweep will deliver the outbox.")
