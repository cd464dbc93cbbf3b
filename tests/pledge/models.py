"""A pledge of a body to a mission, with the steps that keep it."""

from django.db import models

from core.bilingual import Bilingual
from core.history import RecordedModel
from missions.models import Mission
from people.models import Organisation


class Pledge(RecordedModel):
    """What a body will do for a mission, by when."""

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=30, unique=True)
    title_en = models.CharField(max_length=200)
    title_cy = models.CharField(max_length=200)
    promise_en = models.TextField(blank=True)
    promise_cy = models.TextField(blank=True)
    kept_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    aside = models.TextField(blank=True)

    title = Bilingual()
    promise = Bilingual()

    def __str__(self) -> str:
        return self.reference


class PledgeStep(RecordedModel):
    """One step that keeps a pledge."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="steps")
    what_en = models.TextField()
    what_cy = models.TextField()
    done = models.BooleanField(default=False)

    what = Bilingual()

    def __str__(self) -> str:
        return self.what_en
