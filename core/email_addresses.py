"""E-mail addresses as the product keeps them: one spelling for one mailbox, so that every other spelling finds it."""

import unicodedata
from typing import Any

import idna
from django import forms
from django.db import models

# Characters that nobody sees, such as zero-width spaces and marks of direction, come along when an address is copied.
_INVISIBLE = "Cf"


def normalise_email(text: str) -> str:
    """Return the address in lower case, without surrounding or invisible characters, its domain in ASCII (IDNA 2008).

    What is no address comes back as it was typed, in lower case: to refuse it is for the validators.
    """
    visible = "".join(character for character in text if unicodedata.category(character) != _INVISIBLE)
    local, at, domain = unicodedata.normalize("NFKC", visible).strip().lower().rpartition("@")
    return f"{local}{at}{_ascii(domain)}"


def _ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return domain


class EmailAddressFormField(forms.EmailField):
    """An e-mail address in any spelling; cleans to the one that is kept."""

    def to_python(self, value: Any) -> str:
        return normalise_email(super().to_python(value) or "")


class EmailAddressField(models.EmailField):
    """An e-mail address, kept and looked up in its one spelling, whatever was typed."""

    def to_python(self, value: Any) -> Any:
        return normalise_email(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Bring the instance in step with what is stored."""
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(*args, **{"form_class": EmailAddressFormField, **kwargs})

    def deconstruct(self) -> Any:
        """Migrations see a plain EmailField: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs
