"""Form fields for bodies and people."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from core.bilingual import current_language
from core.collation import sort_key
from core.email_addresses import EmailAddressFormField
from core.pickers import PickerSelect
from people.models import Level, Organisation, User
from people.selectors import current_organisations


def in_alphabetical_order(bodies: list[Organisation]) -> list[Organisation]:
    """By name, in the alphabet of the reader's language."""
    language = current_language()
    return sorted(bodies, key=lambda body: sort_key(body.name.local.text, language))


def _words(body: Organisation) -> list[str]:
    """What an organisation is also known by: its names and short names in both languages."""
    return [body.name_en, body.name_cy, body.short_name_en, body.short_name_cy]


class _BodiesByLevel(ModelChoiceIterator):
    """The organisations that belong to the matter at hand, then all others that exist today, under their level."""

    def __iter__(self) -> Iterator[Any]:
        field: Any = self.field
        yield "", field.empty_label
        first = in_alphabetical_order(list(field.first))
        if first:
            yield str(field.first_label), [self.choice(body) for body in first]
        others = in_alphabetical_order([body for body in current_organisations() if body not in first])
        for level in Level:
            yield str(level.label), [self.choice(body) for body in others if body.level == level]


class BodyField(forms.ModelChoiceField):
    """An organisation of the register, by slug. The list shows those of today; the service has the last word."""

    iterator = _BodiesByLevel
    first: Iterable[Organisation] = ()
    first_label: Any = _("Organisations in this group")

    def __init__(self, **kwargs: Any) -> None:
        messages = {
            "invalid_choice": _("There is no organisation “%(value)s” in the register. Choose one from the list.")
        }
        super().__init__(
            queryset=Organisation.objects.all(),
            to_field_name="slug",
            empty_label=_("Choose an organisation"),
            error_messages=messages,
            widget=PickerSelect(words=_words),
            **kwargs,
        )


def put_first(field: Any, bodies: Iterable[Organisation]) -> None:
    """Let the field of a form begin with the organisations of the group that the form is about."""
    field.first = bodies


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
