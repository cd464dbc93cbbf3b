"""Who has confirmed that the two texts of a record say the same."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from core.append_only import AppendOnlyModel

from .user import Language


class LanguageCheck(AppendOnlyModel):
    """A person read one text in both languages and confirmed that `language` says what the other one says.

    `row` is the UUID of the record that holds the text (of an editorial page the key that both languages share), `name`
    the text in it. `digest` (core.level.digest) pins both texts: when either changes, nobody has checked them.
    """

    row = models.UUIDField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=Language.choices)
    digest = models.CharField(max_length=64)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["row", "name"], name="language_check_of")]

    def __str__(self) -> str:
        if self.language == "cy":
            return _("The Welsh was checked by: %(person)s") % {"person": self.checked_by}
        return _("The English was checked by: %(person)s") % {"person": self.checked_by}
