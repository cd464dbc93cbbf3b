"""The history of a group's stages, and how it closed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel
from core.bilingual import Bilingual, BilingualText
from core.history import RecordedModel
from core.written import WrittenModel
from taskgroups.group.words import Stage

from .group import TaskGroup

__all__ = ["ClosingReport", "Stage", "StageChange"]


class StageChange(WrittenModel, AppendOnlyModel):
    """One step of a group from stage to stage; never changed afterwards."""

    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="stage_changes")
    from_stage = models.CharField(max_length=20, choices=Stage.choices)
    to_stage = models.CharField(max_length=20, choices=Stage.choices)
    reason = models.TextField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="stage_change_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.from_stage} -> {self.to_stage}"


class ClosingReport(RecordedModel):
    """What we set out to do, what happened, what did not work and what we learned, and who carries it on."""

    group = models.OneToOneField(TaskGroup, on_delete=models.PROTECT, related_name="closing_report")
    aim_en = models.TextField(_("what we set out to do, in English"))
    aim_cy = models.TextField(_("what we set out to do, in Welsh"))
    result_en = models.TextField(_("what happened, in English"))
    result_cy = models.TextField(_("what happened, in Welsh"))
    learning_en = models.TextField(_("what did not work and what we learned, in English"))
    learning_cy = models.TextField(_("what did not work and what we learned, in Welsh"))
    successor_en = models.TextField(_("who carries it on, in English"))
    successor_cy = models.TextField(_("who carries it on, in Welsh"))

    aim = Bilingual()
    result = Bilingual()
    learning = Bilingual()
    successor = Bilingual()

    def __str__(self) -> str:
        return str(self.group)

    @property
    def title(self) -> BilingualText:
        """What it is called among other records: by its group."""
        return self.group.name
