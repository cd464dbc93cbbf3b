"""Form fields for bodies and people."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from core.bilingual import current_language
from core.collation import sort_key
from core.email_addresses import EmailAddressFormField
from people.models import Level, Organisation, User
from people.selectors import current_organisations


def in_alphabetical_order(bodies: list[Organisation]) -> list[Organisation]:
    """By name, in the alphabet of the reader's language."""
    language = current_language()
    return sorted(bodies, key=lambda body: sort_key(body.name.local.text, language))


class _BodiesByLevel(ModelChoiceIterator):
    """The bodies that exist today, under their level."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        bodies = in_alphabetical_order(current_organisations())
        for level in Level:
            yield str(level.label), [self.choice(body) for body in bodies if body.level == level]


class BodyField(forms.ModelChoiceField):
    """A body of the register, by slug. The list shows those that exist today; the service has the last word."""

    iterator = _BodiesByLevel

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": _("There is no body “%(value)s” in the register. Choose one from the list.")}
        super().__init__(
            queryset=Organisation.objects.all(),
            to_field_name="slug",
            empty_label=_("Choose a body"),
            error_messages=messages,
            **kwargs,
        )


class PersonField(EmailAddressFormField):
    """A person with an account, by e-mail address; cleans to the User."""

    def clean(self, value: Any) -> User | None:
        email = super().clean(value)
        if not email:
            return None
        person = User.objects.filter(email=email, is_active=True).first()
        if person is None:
            raise ValidationError(
                _("Nobody has an account with the address %(email)s. Check it, or ask for an account."),
                params={"email": email},
            )
        return person
