"""What the site remembers of forms for a short while: that one was sent, or what was typed in one."""

from django.db import models
from django.utils import timezone


class SentForm(models.Model):
    """A form that was carried out. Its row is written in the transaction of what it changed, so it is done once.

    `digest` is of the sender, the page, the address and everything in the form; `place` is where its answer led.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    place = models.CharField(max_length=2000, blank=True)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.digest


class KeptForm(models.Model):
    """What was typed in a form whose sender was signed out meanwhile; only their browser holds the key to `sealed`.

    `digest` is of that key, `owner` the name of the sender's shelf, `page` the view and its arguments.
    """

    digest = models.CharField(max_length=64)
    owner = models.CharField(max_length=16)
    page = models.CharField(max_length=400)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "page"], name="kept_form_once_a_page")]

    def __str__(self) -> str:
        return self.page
