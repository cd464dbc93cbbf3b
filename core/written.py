"""Rows with words that people wrote: whichever way the words come in, they are kept in one form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from core.bilingual import LANGUAGES
from core.characters import clean_line, clean_text
from core.text import renders_nothing


class WrittenModel(models.Model):
    """A row whose texts have the one form of `core.characters` when they are validated, and when they are saved.

    A text in two languages of which a reader would see nothing is empty.
    """

    class Meta:
        abstract = True

    def clean_fields(self, *args: Any, **kwargs: Any) -> None:
        self.clean_texts()
        super().clean_fields(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.clean_texts()
        super().save(*args, **kwargs)

    def clean_texts(self) -> None:
        """Bring every text of the row into its one form."""
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname)
            if isinstance(value, str) and isinstance(field, models.CharField | models.TextField):
                setattr(self, field.attname, _cleaned(field, value))

    def require_letters(self, *names: str) -> None:
        """Raise ValidationError for a person's name without a letter: nobody could read it."""
        unread = [name for name in names if (name_ := getattr(self, name)) and not any(map(str.isalpha, name_))]
        if unread:
            raise ValidationError({name: _("Enter a name with letters.") for name in unread})


def _cleaned(field: models.Field, value: str) -> str:
    if not isinstance(field, models.TextField):
        return clean_line(value)
    text = clean_text(value)
    in_two_languages = field.name.rpartition("_")[2] in LANGUAGES
    return "" if in_two_languages and renders_nothing(text) else text
