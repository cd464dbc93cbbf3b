"""Verify the log in the database: its rows, all its checkpoints, and then the files it serves."""

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from decisions_log.openlog import merkle
from decisions_log.openlog.canonical import FormError
from decisions_log.openlog.export import NotInLog, SignedLog
from decisions_log.openlog.models import Checkpoint, Disclosure, LogEntry, LogHead
from decisions_log.openlog.notes import NoteError, TreeHead, VerifierKey, open_note
from decisions_log.openlog.restore_guard import behind_journal, remembered
from decisions_log.openlog.rows import check_disclosure, check_entry
from decisions_log.openlog.triggers import missing_triggers
from decisions_log.openlog.verify import Fault, Report, verify


def verify_database(key: VerifierKey | None) -> Report:
    """Check rows, columns, checkpoints, journal and triggers, then everything that `verify` checks.

    `key` must have signed every checkpoint; it may be None only while nothing is signed.
    """
    tree = merkle.Tree()
    fault = _entries_fault(tree) or _checkpoints_fault(tree, key) or _disclosures_fault() or _guards_fault()
    if fault or key is None:
        return Report(settings.LOG_ORIGIN, 0, fault)
    try:
        return verify(SignedLog.latest(), key)
    except NotInLog:
        return Report(key.name, 0)


def _entries_fault(tree: merkle.Tree) -> Fault | None:
    """The first row, signed or not, that is missing or whose columns and hashes are not those of its leaf."""
    for entry in LogEntry.objects.order_by("index").iterator(chunk_size=1000):
        index = len(tree)
        if entry.index != index:
            return Fault(index, "database", _("The entry is missing."))
        try:
            tree.append(check_entry(entry, tree.node)[0])
        except FormError as error:
            return Fault(index, "database", str(error))
    size = LogHead.objects.aggregate(size=Max("size"))["size"] or 0
    if size != len(tree):
        return Fault(min(size, len(tree)), "database", _("The log head does not count as many entries as there are."))
    return None


def _checkpoints_fault(tree: merkle.Tree, key: VerifierKey | None) -> Fault | None:
    """The first stored checkpoint that is not signed by the key, or whose root the entries do not have."""
    covered = 0
    for checkpoint in Checkpoint.objects.order_by("size"):
        path = f"checkpoint {checkpoint.size}"
        try:
            if key is None:
                return Fault(None, path, _("There is no key to check the signature with."))
            signed = TreeHead.parse(open_note(checkpoint.note, key))
        except NoteError as error:
            return Fault(None, path, str(error))
        stored = TreeHead(key.name, checkpoint.size, checkpoint.root)
        if signed != stored or checkpoint.verifier_key != str(key):
            return Fault(None, path, _("The columns of the checkpoint differ from its signed text."))
        if checkpoint.size > len(tree):
            return Fault(len(tree), path, _("The entry is missing."))
        if tree.root(checkpoint.size) != checkpoint.root:
            return Fault(covered, path, _("This entry, or one before the checkpoint, is not what was signed."))
        covered = checkpoint.size
    return None


def _disclosures_fault() -> Fault | None:
    for row in Disclosure.objects.select_related("withheld_disclosure").order_by("entry_id").iterator(chunk_size=1000):
        try:
            check_disclosure(row)
        except FormError as error:
            return Fault(row.entry_id, "database", str(error))
    return None


def _guards_fault() -> Fault | None:
    """What keeps the log from changing unseen: the journal outside, and the triggers inside the database."""
    if reason := behind_journal():
        return Fault(None, "journal", reason)
    if remembered() - set(Checkpoint.objects.values_list("size", "root")):
        return Fault(None, "journal", _("A checkpoint that the journal remembers is missing."))
    if missing := missing_triggers(connection):
        return Fault(None, "database", _("Triggers are missing: %(names)s") % {"names": ", ".join(missing)})
    return None
