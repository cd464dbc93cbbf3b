"""Published records (tier 2): what the public site reads. No foreign key leads to a working record."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models

from core.append_only import AppendOnlyModel, AppendOnlyQuerySet
from core.bilingual import Bilingual, BilingualText
from openlog.leaves import Kind as EntryKind
from openlog.models import Checkpoint, LogEntry
from publication.kinds import choices
from publication.published.reading import both

# What of a version a later entry that hides or shows something of it can change.
REFLECTED = ("content", "change_note_en", "change_note_cy", "reflects")


class PublishedRecord(AppendOnlyModel):
    """The address of one published record. `uuid` is the working record's, by value."""

    kind = models.CharField(max_length=20, choices=choices)
    uuid = models.UUIDField(unique=True)
    slug_en = models.SlugField(max_length=80)
    slug_cy = models.SlugField(max_length=80)

    class Meta:
        db_table = "decisions_log_publishedrecord"
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug_en"], name="published_record_slug_en"),
            models.UniqueConstraint(fields=["kind", "slug_cy"], name="published_record_slug_cy"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.slug_en}"


class PublishedVersionQuerySet(AppendOnlyQuerySet):
    def provable(self) -> "PublishedVersionQuerySet":
        """Versions whose log entry the last stored checkpoint covers: public if and only if provable."""
        last = Checkpoint.objects.order_by("-size").values("size")[:1]
        return self.filter(log_index__lt=models.Subquery(last))

    def newest(self) -> "PublishedVersionQuerySet":
        """The newest provable version of each record that is not withdrawn."""
        withdrawals = LogEntry.objects.filter(
            kind=EntryKind.WITHDRAW,
            record_id=models.OuterRef("record__uuid"),
            index__gt=models.OuterRef("log_index"),
            index__lt=models.Subquery(Checkpoint.objects.order_by("-size").values("size")[:1]),
        )
        newest = (
            PublishedVersion.objects.provable()
            .filter(record=models.OuterRef("record"))
            .order_by("-number")
            .values("pk")[:1]
        )
        found = self.provable().filter(pk=models.Subquery(newest))
        return found.exclude(models.Exists(withdrawals)).select_related("record")


class PublishedVersion(AppendOnlyModel):
    """One published version, by value, in both languages; can be rebuilt from the log's disclosures.

    `content` is the nested public record, with a notice in place of each value that is hidden. `mission` is the UUID of
    the mission it belongs to. `reflects` is the last log entry that the content reflects: its own, or a later one that
    hides or shows something of it. That changes nothing else.
    """

    record = models.ForeignKey(PublishedRecord, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    log_index = models.PositiveBigIntegerField(unique=True)
    published_at = models.DateTimeField()
    mission = models.UUIDField(db_index=True)
    title_en = models.CharField(max_length=200)
    title_cy = models.CharField(max_length=200)
    change_note_en = models.TextField(blank=True)
    change_note_cy = models.TextField(blank=True)
    content = models.JSONField()
    reflects = models.PositiveBigIntegerField()

    title = Bilingual()
    change_note = Bilingual()

    objects: ClassVar[Any] = PublishedVersionQuerySet.as_manager()

    class Meta:
        db_table = "decisions_log_publishedversion"
        ordering = ["-log_index"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="published_version_once")]

    def __str__(self) -> str:
        return f"{self.title_en} ({self.number})"

    def reflect(self, values: Mapping[str, Any]) -> None:
        """Take the values that a later entry leaves; the database refuses it unless that entry is signed."""
        for name in REFLECTED:
            setattr(self, name, values[name])
        models.Model.save(self, force_update=True, update_fields=REFLECTED)

    def text(self, name: str) -> BilingualText:
        """The bilingual text at the top-level `name` of the content."""
        return both(self.content.get(name))
