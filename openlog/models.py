"""Tables of the open log. Only `log.py`, `removals.py` and `restore.py` write to them.

They keep the names that they were first made with: their triggers, and the proofs of them, speak of these.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyError, AppendOnlyModel
from openlog.disclosures import ServedDisclosure, Status
from openlog.fields import BytesField
from openlog.leaves import Disclosure as ParsedDisclosure, Kind, Leaf

KIND_LABELS = {
    Kind.PUBLISH: _("Published"),
    Kind.CORRECT: _("Corrected"),
    Kind.SUPERSEDE: _("Superseded"),
    Kind.REDACT: _("Partly withheld"),
    Kind.ERASE: _("Partly erased"),
    Kind.WITHDRAW: _("Withdrawn"),
    Kind.RESTORE: _("Restored"),
    Kind.KEY: _("Signing key changed"),
}
STATUS_LABELS = {Status.PUBLIC: _("Public"), Status.WITHHELD: _("Withheld"), Status.ERASED: _("Erased")}


class LogHead(models.Model):
    """The one row that every append locks: the number of entries, signed or not."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        db_table = "decisions_log_loghead"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="loghead_is_one_row")]

    def __str__(self) -> str:
        return f"log of {self.size} entries"


class LogEntry(AppendOnlyModel):
    """One leaf of the log, its hash, and the hashes of the larger subtrees that it completes.

    `subtree_hashes` are 32 bytes each, of levels 1, 2 … as long as the index has trailing one bits; with them any
    root, tile or proof is read from a handful of rows. Kind, record and version repeat the leaf for look-ups.
    """

    index = models.PositiveBigIntegerField(primary_key=True)
    leaf = BytesField()
    leaf_hash = BytesField()
    subtree_hashes = BytesField()
    kind = models.CharField(max_length=16, choices=[(kind.value, label) for kind, label in KIND_LABELS.items()])
    record_id = models.UUIDField()
    version = models.PositiveIntegerField()
    appended_at = models.DateTimeField()

    class Meta:
        db_table = "decisions_log_logentry"
        ordering = ["index"]
        indexes = [models.Index(fields=["record_id", "index"], name="logentry_record")]

    def __str__(self) -> str:
        return f"log entry {self.index}"

    @property
    def parsed(self) -> Leaf:
        """The leaf as its readers see it."""
        return Leaf.parse(self.leaf)


class Disclosure(AppendOnlyModel):
    """A value that an entry commits to: public with its encoded string, or a tombstone with the reason.

    It moves from public to withheld or erased, from withheld to erased, and from withheld back to public; nothing
    comes back from erasure. The database role of the public site reads this table; what is withheld is not in it.
    """

    entry = models.ForeignKey(LogEntry, on_delete=models.PROTECT, related_name="disclosures")
    digest = models.CharField(max_length=43, unique=True)
    status = models.CharField(max_length=8, choices=[(status.value, label) for status, label in STATUS_LABELS.items()])
    path = models.CharField(max_length=255, null=True)  # noqa: DJ001 - NULL: the path itself is not public
    encoded = models.TextField(null=True)  # noqa: DJ001 - NULL: nothing to show
    reason_en = models.TextField(blank=True)
    reason_cy = models.TextField(blank=True)

    class Meta:
        db_table = "decisions_log_disclosure"
        ordering = ["entry", "digest"]
        constraints = [
            models.CheckConstraint(
                name="disclosure_is_public_or_has_reason",
                condition=Q(status="public", path__isnull=False, encoded__isnull=False, reason_en="", reason_cy="")
                | Q(status__in=["withheld", "erased"], path=None, encoded=None) & ~Q(reason_en="") & ~Q(reason_cy=""),
            ),
            models.UniqueConstraint(fields=["entry", "path"], name="disclosure_path_once_in_entry"),
        ]

    def __str__(self) -> str:
        return f"disclosure {self.digest} ({self.status})"

    @property
    def served(self) -> ServedDisclosure:
        """The disclosure as `disclosures/<index>.json` shows it."""
        return ServedDisclosure(self.digest, Status(self.status), self.encoded, self.reason_en, self.reason_cy)

    def remove(self, status: Status, *, reason_en: str, reason_cy: str) -> None:
        """Replace what is public (or withheld) by a tombstone. Raises AppendOnlyError on any other move."""
        if (self.status, status) not in _MOVES:
            raise AppendOnlyError(f"{self} cannot become {status}")
        self.status, self.path, self.encoded = status, None, None
        self.reason_en, self.reason_cy = reason_en, reason_cy
        models.Model.save(self, force_update=True)

    def show(self) -> None:
        """Show again what is withheld, as it was entered. Raises AppendOnlyError when it is not withheld."""
        if self.status != Status.WITHHELD:
            raise AppendOnlyError(f"{self} is not withheld")
        self.encoded = self.withheld_disclosure.encoded
        self.status, self.path = Status.PUBLIC, ParsedDisclosure.parse(self.encoded).path
        self.reason_en = self.reason_cy = ""
        models.Model.save(self, force_update=True)


_MOVES = {
    (Status.PUBLIC, Status.WITHHELD),
    (Status.PUBLIC, Status.ERASED),
    (Status.WITHHELD, Status.ERASED),
}


class WithheldDisclosure(AppendOnlyModel):
    """The encoded string of what is withheld, kept to be shown again, in a table the public role has no right to."""

    disclosure = models.OneToOneField(
        Disclosure, on_delete=models.PROTECT, primary_key=True, related_name="withheld_disclosure"
    )
    encoded = models.TextField()

    class Meta:
        db_table = "decisions_log_withhelddisclosure"

    def __str__(self) -> str:
        return f"withheld content of {self.disclosure_id}"

    def destroy(self) -> None:
        """Keep the content aside no longer, once it is erased or shown again. Raises AppendOnlyError before that."""
        if self.disclosure.status == Status.WITHHELD:
            raise AppendOnlyError(f"{self} may be destroyed only after it is erased or shown again")
        models.Model.delete(self)


class Checkpoint(AppendOnlyModel):
    """A signed tree head. Everything below its size is provable, and therefore public."""

    size = models.PositiveBigIntegerField(unique=True)
    root = BytesField()
    note = BytesField()
    verifier_key = models.CharField(max_length=255)
    signed_at = models.DateTimeField()

    class Meta:
        db_table = "decisions_log_checkpoint"
        ordering = ["size"]
        get_latest_by = "size"

    def __str__(self) -> str:
        return f"checkpoint of {self.size} entries"


class LogRestoration(AppendOnlyModel):
    """The log was caught up, or confirmed, from a copy kept elsewhere (restore.py): what it had before and after.

    What was withheld from entries `size_before` to `size_after` - 1 is in no copy: nothing is kept aside for it.
    """

    size_before = models.PositiveBigIntegerField()
    size_after = models.PositiveBigIntegerField()
    checkpoint = BytesField()
    source = models.TextField()
    restored_at = models.DateTimeField()

    class Meta:
        db_table = "decisions_log_logrestoration"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"log restored from {self.size_before} to {self.size_after} entries"
