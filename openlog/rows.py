"""Whether the columns of a stored row still say what its bytes say."""

from openlog import leaves, merkle
from openlog.canonical import FormError
from openlog.disclosures import Status
from openlog.models import Disclosure, LogEntry, LogRestoration


def check_entry(entry: LogEntry, node: merkle.Node) -> list[bytes]:
    """Hashes of the subtrees that the entry completes, recomputed from its bytes; `node` answers for what is before it.

    Raises FormError when the leaf is malformed, or a column or stored hash differs from it.
    """
    leaf = entry.parsed
    columns = (entry.kind, entry.record_id, entry.version, entry.appended_at)
    if columns != (leaf.kind, leaf.record_id, leaf.version, leaf.timestamp):
        raise FormError("the columns of the row differ from its leaf")
    hashes = merkle.completed_subtrees(entry.index, merkle.leaf_hash(entry.leaf), node)
    if (entry.leaf_hash, entry.subtree_hashes) != (hashes[0], b"".join(hashes[1:])):
        raise FormError("the hashes stored with the entry are not those of its leaf")
    return hashes


def check_disclosure(row: Disclosure) -> None:
    """Whether path, content and digest belong together, also of what is withheld. Raises FormError."""
    withheld = getattr(row, "withheld_disclosure", None)
    if (withheld is not None) != (row.status == Status.WITHHELD) and not (withheld is None and _restored(row)):
        raise FormError(f"{row}: content is kept aside for what is withheld, and only for that")
    encoded = withheld.encoded if withheld else row.encoded
    if encoded is None:
        return
    if leaves.digest_of(encoded) != row.digest:
        raise FormError(f"{row}: the content does not have this digest")
    if row.path not in (None, leaves.Disclosure.parse(encoded).path):
        raise FormError(f"{row}: the path is not that of the content")


def _restored(row: Disclosure) -> bool:
    """Whether the entry came from a copy of the log, in which what is withheld has no content."""
    return LogRestoration.objects.filter(size_before__lte=row.entry_id, size_after__gt=row.entry_id).exists()
