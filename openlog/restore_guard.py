"""The restore guard: the log is read-only while the database and the journal outside it do not agree.

A database restored from an old back-up would append other entries where the log has promised some already, and so fork
its history; and it would show again what was erased since. The way out is `manage.py restore_log` (restore.py).
"""

import logging
from collections.abc import Mapping

from django.conf import settings
from django.db.models import F, Max
from django.utils.translation import gettext as _

from core.transitions import Refused
from openlog import journal, merkle
from openlog.disclosures import Status
from openlog.journal import Promise
from openlog.models import Checkpoint, Disclosure, LogEntry, LogHead, LogRestoration
from openlog.nodes import MissingNode, stored_node

logger = logging.getLogger(__name__)


class LogReadOnly(Refused):
    """The log takes no entries and no signatures; the message says why."""


def behind_journal() -> str | None:
    """Why the database is not to be trusted with new entries, or None."""
    if not settings.LOG_JOURNAL:
        return None
    last = Checkpoint.objects.last()  # read first: a checkpoint that is stored meanwhile is promised before
    noted = journal.signed_last()
    try:
        promised, blank = journal.promises(), journal.is_blank()
    except OSError as error:
        return _("The log's journal cannot be read: %(problem)s") % {"problem": error}
    if not promised:
        lost = last is not None or noted is not None or (blank and LogEntry.objects.exists())
        return _no_journal() if lost else None
    newest = max(promised | ({noted} if noted else set()))
    for made in {max(promised), newest, noted or newest}:
        if not holds(made):
            return _behind_or_other(made, last)
    if last is not None and last.size > newest.size and _promise_of(last) not in journal.announced():
        reason = _("The log's journal is older than the database: it ends at %(size)d entries of %(have)d. %(way_out)s")
        return reason % {"size": newest.size, "have": last.size, "way_out": _way_out()}
    return None


def refuse_when_behind() -> None:
    """Raises LogReadOnly with the reason when the database and its journal do not agree."""
    if reason := behind_journal():
        raise LogReadOnly(reason)


def holds(made: Promise) -> bool:
    """Whether the entries in the database, signed or not, have the root that was promised."""
    if Checkpoint.objects.filter(size=made.size, root=made.root).exists():
        return True
    if (LogHead.objects.aggregate(size=Max("size"))["size"] or 0) < made.size:
        return False
    try:
        return merkle.root(made.size, stored_node) == made.root
    except MissingNode:
        return False


def announce(size: int, root: bytes | None = None) -> None:
    """Raise LogReadOnly unless the journal can be written, before an entry makes the log that long."""
    if settings.LOG_JOURNAL:
        try:
            journal.announce(size, root)
        except OSError as error:
            raise _unwritable(error) from error


def remember(checkpoint: Checkpoint, removed: Mapping[str, str]) -> None:
    """Write in the journal what the checkpoint promises, and what was hidden or shown again. Raises LogReadOnly."""
    if settings.LOG_JOURNAL:
        try:
            journal.promise(_promise_of(checkpoint), removed)
        except OSError as error:
            raise _unwritable(error) from error


def acknowledge(checkpoint: Checkpoint) -> None:
    """Write in the journal that the checkpoint is stored; where it cannot be written, the promise alone holds."""
    if settings.LOG_JOURNAL:
        try:
            journal.acknowledge(_promise_of(checkpoint))
        except OSError as error:
            logger.warning("The journal could not note that a checkpoint is stored: %s", error)


def note_restored() -> None:
    """Write in the journal which entries came from a copy; each time, as a crash may cut it off. Raises LogReadOnly."""
    caught_up = LogRestoration.objects.filter(size_after__gt=F("size_before"))
    for since, until in caught_up.values_list("size_before", "size_after") if settings.LOG_JOURNAL else ():
        try:
            journal.note_restored(since, until)
        except OSError as error:
            raise _unwritable(error) from error


def shows_what_was_removed() -> bool:
    """Whether the database shows something that was hidden or erased after it was backed up.

    What is signed and not yet done, or appended and not yet signed, is known to the database and will be done.
    """
    if not settings.LOG_JOURNAL:
        return False
    hidden = {digest: status for digest, status in journal.removed().items() if status != Status.PUBLIC}
    shown = Disclosure.objects.filter(digest__in=list(hidden), status=Status.PUBLIC)
    paths = [f"_{hidden[digest]}.{digest}" for digest in shown.values_list("digest", flat=True)]
    return bool(paths) and Disclosure.objects.filter(path__in=paths).count() < len(paths)


def _promise_of(checkpoint: Checkpoint) -> Promise:
    return Promise(checkpoint.size, checkpoint.root)


def _behind_or_other(newest: Promise, last: Checkpoint | None) -> str:
    if last is not None and last.size >= newest.size:
        return _(
            "The database contradicts the log's journal at %(size)d entries: it is of another log, or was changed."
        ) % {"size": newest.size}
    return _("The database is behind the log's journal: it has signed %(have)d entries of %(size)d. %(way_out)s") % {
        "have": last.size if last else 0,
        "size": newest.size,
        "way_out": _way_out(),
    }


def _no_journal() -> str:
    return _("The log has been signed before, but its journal %(path)s is missing or empty. %(way_out)s") % {
        "path": settings.LOG_JOURNAL,
        "way_out": _way_out(),
    }


def _way_out() -> str:
    return _(
        "Put the right files back, or run “manage.py restore_log --from” with an export, a mirror or the address "
        "of the log as it was last public."
    )


def _unwritable(error: OSError) -> LogReadOnly:
    logger.error("The log's journal cannot be written: %s", error)
    return LogReadOnly(
        _("The log's journal cannot be written, so nothing is published: %(problem)s") % {"problem": error}
    )
