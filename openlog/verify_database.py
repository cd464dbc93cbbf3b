"""Verify the log in the database: its rows, all its checkpoints, and then the files it serves."""

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from openlog import journal, merkle
from openlog.canonical import FormError
from openlog.export import NotInLog, SignedLog
from openlog.handovers import PATH as HANDOVERS, HandoverError, key_at, read_handovers, signing_key
from openlog.models import Checkpoint, Disclosure, LogEntry, LogHead
from openlog.notes import NoteError, TreeHead, VerifierKey, open_note
from openlog.restore_guard import behind_journal
from openlog.rows import check_disclosure, check_entry
from openlog.triggers import missing_triggers
from openlog.verify import Fault, Report, verify


def verify_database(key: VerifierKey | None) -> Report:
    """Check rows, columns, checkpoints, journal and triggers, then everything that `verify` checks.

    `key`, or keys that handovers join to it, must have signed every checkpoint; it may be None only while nothing is
    signed.
    """
    tree = merkle.Tree()
    fault = (
        _entries_fault(tree)
        or _roots_fault(tree)
        or _disclosures_fault()
        or _signatures_fault(key)
        or _guards_fault(tree)
    )
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


def _roots_fault(tree: merkle.Tree) -> Fault | None:
    """The first stored checkpoint whose root the entries do not have."""
    covered = 0
    for checkpoint in Checkpoint.objects.order_by("size"):
        path = f"checkpoint {checkpoint.size}"
        if checkpoint.size > len(tree):
            return Fault(len(tree), path, _("The entry is missing."))
        if tree.root(checkpoint.size) != checkpoint.root:
            return Fault(covered, path, _("This entry, or one before the checkpoint, is not what was signed."))
        covered = checkpoint.size
    return None


def _signatures_fault(key: VerifierKey | None) -> Fault | None:
    """The first stored checkpoint that is not signed by the key that was in force, and where handovers do not hold."""
    checkpoints = list(Checkpoint.objects.order_by("size"))
    if not checkpoints:
        return None
    if key is None:
        return Fault(None, "checkpoint", _("There is no key to check the signature with."))
    try:
        handovers = read_handovers(SignedLog(checkpoints[-1]))
        current = signing_key(handovers, key)
    except HandoverError as error:
        return Fault(error.index, HANDOVERS, str(error))
    except FormError as error:
        return Fault(None, HANDOVERS, str(error))
    for checkpoint in checkpoints:
        path = f"checkpoint {checkpoint.size}"
        in_force = key_at(checkpoint.size, handovers, current)
        try:
            signed = TreeHead.parse(open_note(checkpoint.note, in_force))
        except NoteError as error:
            return Fault(None, path, str(error))
        stored = TreeHead(key.name, checkpoint.size, checkpoint.root)
        if signed != stored or checkpoint.verifier_key != str(in_force):
            return Fault(None, path, _("The columns of the checkpoint differ from its signed text."))
    return None


def _disclosures_fault() -> Fault | None:
    for row in Disclosure.objects.select_related("withheld_disclosure").order_by("entry_id").iterator(chunk_size=1000):
        try:
            check_disclosure(row)
        except FormError as error:
            return Fault(row.entry_id, "database", str(error))
    return None


def _guards_fault(tree: merkle.Tree) -> Fault | None:
    """What keeps the log from changing unseen: the journal outside, and the triggers inside the database."""
    if reason := behind_journal():
        return Fault(None, "journal", reason)
    promised = journal.promises() if settings.LOG_JOURNAL else set()
    if any(len(tree) < made.size or tree.root(made.size) != made.root for made in promised):
        return Fault(None, "journal", _("The entries do not have a root that the journal remembers."))
    last = Checkpoint.objects.last()
    kept = {journal.Promise(size, bytes(root)) for size, root in Checkpoint.objects.values_list("size", "root")}
    is_short = promised and (last is None or last.size < max(promised).size)
    if is_short or (promised and journal.stored() - kept):
        return Fault(
            None, "journal", _("A checkpoint that the journal remembers is missing. Run “manage.py sign_log”.")
        )
    if missing := missing_triggers(connection):
        return Fault(None, "database", _("Triggers are missing: %(names)s") % {"names": ", ".join(missing)})
    return None
