"""The triggers that keep the open log, and what was published, append-only (core/triggers.py)."""

from contextlib import AbstractContextManager

from django.db.backends.base.base import BaseDatabaseWrapper

from core.triggers import Trigger, install, missing, never_changed, remove, without

_ENTRY = "decisions_log_logentry"
_HEAD = "decisions_log_loghead"
_DISCLOSURE = "decisions_log_disclosure"
_WITHHELD = "decisions_log_withhelddisclosure"
_CHECKPOINT = "decisions_log_checkpoint"
# What the public reads is made from entries and kept as they are.
_RECORD, _VERSION = "decisions_log_publishedrecord", "decisions_log_publishedversion"
_SIGNED = "(SELECT COALESCE(MAX(size), 0) FROM decisions_log_checkpoint)"
# Shown again only as it was entered, once a signed entry of its record says so.
_SHOWN_AGAIN = (
    "OLD.status = 'withheld' AND NEW.status = 'public' AND NEW.path IS NOT NULL AND NEW.encoded ="  # noqa: S608
    " (SELECT encoded FROM decisions_log_withhelddisclosure WHERE disclosure_id = OLD.id) AND EXISTS"
    " (SELECT 1 FROM decisions_log_logentry own JOIN decisions_log_logentry later ON later.record_id = own.record_id"
    ' WHERE own."index" = OLD.entry_id AND later."index" > own."index" AND later.kind = \'restore\''
    f' AND later."index" < {_SIGNED})'
)
# A version changes once for each signed entry of its record that hides or shows something, and says which it was.
_REFLECTS = (
    "NEW.id = OLD.id AND NEW.record_id = OLD.record_id AND NEW.number = OLD.number"  # noqa: S608
    " AND NEW.log_index = OLD.log_index AND NEW.published_at = OLD.published_at AND NEW.mission = OLD.mission"
    " AND NEW.title_en = OLD.title_en AND NEW.title_cy = OLD.title_cy AND NEW.reflects > OLD.reflects AND EXISTS"
    " (SELECT 1 FROM decisions_log_logentry entry JOIN decisions_log_publishedrecord own ON own.uuid = entry.record_id"
    ' WHERE own.id = OLD.record_id AND entry."index" = NEW.reflects AND entry.kind IN'
    f" ('redact', 'erase', 'restore') AND entry.\"index\" < {_SIGNED})"
)

# Before the log could be restored.
BEFORE_RESTORATION = [
    Trigger(_ENTRY, "INSERT", 'NEW."index" <> (SELECT COALESCE(MAX("index") + 1, 0) FROM decisions_log_logentry)'),
    Trigger(_ENTRY, "UPDATE"),
    Trigger(_ENTRY, "DELETE"),
    Trigger(_HEAD, "UPDATE", "NEW.size < OLD.size"),
    Trigger(_HEAD, "DELETE"),
    Trigger(
        _DISCLOSURE,
        "UPDATE",
        "NOT (NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id AND NEW.digest = OLD.digest"
        " AND (NEW.path IS NULL AND NEW.encoded IS NULL"
        " AND (OLD.status = 'public' AND NEW.status IN ('withheld', 'erased')"
        f" OR OLD.status = 'withheld' AND NEW.status = 'erased') OR {_SHOWN_AGAIN}))",
    ),
    Trigger(_DISCLOSURE, "DELETE"),
    Trigger(_WITHHELD, "UPDATE"),
    Trigger(
        _WITHHELD,
        "DELETE",
        "NOT EXISTS (SELECT 1 FROM decisions_log_disclosure WHERE id = OLD.disclosure_id AND status <> 'withheld')",
    ),
    Trigger(_CHECKPOINT, "UPDATE"),
    Trigger(_CHECKPOINT, "DELETE"),
    *never_changed(_RECORD),
    Trigger(_VERSION, "UPDATE", f"NOT ({_REFLECTS})"),
    Trigger(_VERSION, "DELETE"),
    *[Trigger(table, "TRUNCATE") for table in (_ENTRY, _HEAD, _DISCLOSURE, _WITHHELD, _CHECKPOINT, _VERSION)],
]

# As they were first installed, before versions had the column that the later one reads.
FIRST = [Trigger(_VERSION, "UPDATE") if (t.table, t.event) == (_VERSION, "UPDATE") else t for t in BEFORE_RESTORATION]

RESTORATION = never_changed("decisions_log_logrestoration")
TRIGGERS = [*BEFORE_RESTORATION, *RESTORATION]


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Create every trigger of the log anew."""
    install(connection, TRIGGERS)


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger of the log that is there."""
    remove(connection, TRIGGERS)


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the log's triggers that the database should have and has not."""
    return missing(connection, TRIGGERS)


def without_triggers(connection: BaseDatabaseWrapper) -> AbstractContextManager[None]:
    """Lift the log's protection for a while. For throw-away databases only."""
    return without(connection, TRIGGERS)
