"""Published records (tier 2): what the public site reads. No foreign key leads to a working record."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel, AppendOnlyQuerySet
from core.bilingual import Bilingual, BilingualText
from decisions_log.openlog.models import Checkpoint


class Kind(models.TextChoices):
    MISSION = "mission", _("Mission")
    POSITION = "position", _("Challenge position")
    DECISION = "decision", _("Decision")


class PublishedRecord(AppendOnlyModel):
    """The address of one published record. `uuid` is the working record's, by value."""

    kind = models.CharField(max_length=20, choices=Kind.choices)
    uuid = models.UUIDField(unique=True)
    slug_en = models.SlugField(max_length=80)
    slug_cy = models.SlugField(max_length=80)

    class Meta:
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
        """The newest provable version of each record."""
        newest = (
            PublishedVersion.objects.provable()
            .filter(record=models.OuterRef("record"))
            .order_by("-number")
            .values("pk")[:1]
        )
        return self.provable().filter(pk=models.Subquery(newest)).select_related("record")


class PublishedVersion(AppendOnlyModel):
    """One published version, by value, in both languages; can be rebuilt from the log's disclosures.

    `content` is the nested public record. `mission` is the UUID of the mission it belongs to.
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

    title = Bilingual()
    change_note = Bilingual()

    objects: ClassVar[Any] = PublishedVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-log_index"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="published_version_once")]

    def __str__(self) -> str:
        return f"{self.title_en} ({self.number})"

    def text(self, name: str) -> BilingualText:
        """The bilingual text at the top-level `name` of the content."""
        value = self.content.get(name) or {}
        return BilingualText(en=value.get("en", ""), cy=value.get("cy", ""))
