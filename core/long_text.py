"""How long a free text of a working record may be: one limit, for forms, services and the pages that say it.

It bounds what reading, comparing and merging a text can cost. A text that was longer before the limit stays readable;
it can change only by becoming short enough.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.bilingual import current_language

LONGEST = 100_000  # characters
_FROM = 80  # per cent of the limit at which a field begins to count
_COUNT = "%{count}"  # where GOV.UK Frontend puts the number
_PLURALS = ("zero", "one", "two", "few", "many", "other")


@dataclass(frozen=True)
class Limit:
    """What a field says about the characters that it takes, as the character count of GOV.UK Frontend reads it."""

    most: int
    begins_at: int  # per cent of the limit; 0 counts from the first character on
    said_before: str
    said_while_writing: dict[str, str]


def limit_of(field: forms.Field, *, always: bool) -> Limit | None:
    """The limit of a text area, counted `always` or near its end; None for one with a shorter limit of its own."""
    if not _is_long(field):
        return None
    said = {
        **{f"characters-under-limit.{form}": _("You have %(number)s characters remaining") for form in _PLURALS},
        **{f"characters-over-limit.{form}": _("You have %(number)s characters too many") for form in _PLURALS},
        "characters-under-limit.one": _("You have %(number)s character remaining"),
        "characters-over-limit.one": _("You have %(number)s character too many"),
        "characters-at-limit": _("You have no characters remaining"),
    }
    return Limit(
        most=LONGEST,
        begins_at=0 if always else _FROM,
        said_before=_("You can enter up to %(number)s characters") % {"number": _number(LONGEST)},
        said_while_writing={name: text % {"number": _COUNT} for name, text in said.items()},
    )


def limit_length(field: forms.Field) -> None:
    """Let a text area without a limit of its own take LONGEST characters. A line break is one of them."""
    if _is_long(field):
        field.validators.append(lambda text: _require(text.replace("\r\n", "\n"), field.label))


def require_short_texts(record: models.Model) -> None:
    """Raise ValidationError, by field, for every text of `record` that is too long and was not stored so before."""
    texts = {field: str(record.__dict__.get(field.attname) or "") for field in _text_fields(record)}
    too_long = {field: text for field, text in texts.items() if len(text) > LONGEST}
    if not too_long:
        return
    names = [field.attname for field in too_long]
    stored = type(record)._base_manager.filter(pk=record.pk).values(*names).first() or {}
    errors = {field.name: _problem(text, field.verbose_name) for field, text in too_long.items()}
    errors = {name: problem for name, problem in errors.items() if stored.get(name) != record.__dict__[name]}
    if errors:
        raise ValidationError(errors)


def _text_fields(record: models.Model) -> Iterable[models.Field]:
    return [field for field in record._meta.concrete_fields if isinstance(field, models.TextField)]


def _is_long(field: forms.Field) -> bool:
    if not isinstance(field, forms.CharField):
        return False
    return isinstance(field.widget, forms.Textarea) and field.max_length is None


def _require(text: str, label: Any) -> None:
    if len(text) > LONGEST:
        raise _problem(text, label)


def _problem(text: str, label: Any) -> ValidationError:
    message = _("Shorten “%(field)s” to %(limit)s characters or fewer. It has %(length)s.")
    numbers = {"limit": _number(LONGEST), "length": _number(len(text))}
    return ValidationError(message, code="max_length", params={"field": capfirst(str(label)), **numbers})


def _number(value: int) -> str:
    return format_decimal(value, locale={"cy": "cy", "en": "en_GB"}[current_language()])
