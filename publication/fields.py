"""What a kind of record publishes, field by field: who may read a value, what it is called, how it reads as text.

A kind lists its fields once, in reading order (publication.kinds). From that list come what is pinned and projected,
the comparison of versions, what can be withheld, the tables, the linked data and the names of all parts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from core import partial_dates
from core.bilingual import LANGUAGES, LocalisedText, OwnText, current_language
from core.choices import label_of
from core.own_words import ORIGINAL, TRANSLATOR
from core.projections import PRIVATE, PUBLIC, Audience, Child, Projection, Reference
from people.models import Organisation
from publication.published.reading import body_name, both, goal, long_day, term

Row = dict[str, Any]
Label = str | Promise
# Columns that every row has and nobody outside needs.
_OF_EVERY_ROW = ("id", "uuid", "created_at")


@dataclass(frozen=True)
class Field:
    """One published value: its name in the content, what it is called, and who may read it.

    Without a label it is called what the model's field is called: one word for the form and for the public. `listed`
    is False for what programs read and no page compares. `bilingual`: whether it is a text in each language.
    """

    name: str
    label: Label = ""
    audience: Audience = PUBLIC
    listed: bool = field(default=True, kw_only=True)

    bilingual: ClassVar[bool] = False
    own: ClassVar[bool] = False

    def of(self, model: type[models.Model]) -> "Field":
        """The field of this model, with its label."""
        if self.label:
            return self
        column: Any = model._meta.get_field(self.name)
        return replace(self, label=column.verbose_name)

    def read(self, value: Any) -> str:
        """The value as text in the language of this request; "" for none."""
        return "" if value is None else str(value)

    def identity(self, value: Any) -> Any:
        """What two rows that are the same have in common, where they are told apart by this field."""
        return value

    @property
    def columns(self) -> dict[str, Audience]:
        """The columns that the value is kept in, each with its audience."""
        return {self.name: self.audience}

    @property
    def reference(self) -> Reference | None:
        """How the record that it leads to is published by value, where it leads to one."""
        return None

    def shown(self, value: Any) -> LocalisedText:
        """The value as a reader of this request's language finds it, with the language that it is in."""
        return LocalisedText(self.read(value).strip(), current_language(), False)

    def standing(self, value: Any) -> str:
        """One sentence on the original and the translation of own words; "" for any other value."""
        return ""


@dataclass(frozen=True)
class Text(Field):
    """A text in each language. `in_one_language`: it may be published before it is written in the other one."""

    in_one_language: bool = field(default=False, kw_only=True)
    bilingual: ClassVar[bool] = True

    def read(self, value: Any) -> str:
        return str(both(value))

    def identity(self, value: Any) -> Any:
        return both(value).en

    @property
    def columns(self) -> dict[str, Audience]:
        return {f"{self.name}_{language}": self.audience for language in LANGUAGES}

    def shown(self, value: Any) -> LocalisedText:
        shown = both(value).local
        return replace(shown, text=shown.text.strip())


@dataclass(frozen=True)
class OwnWords(Text):
    """What an organisation says of its own (core.own_words): which text is the original is public."""

    own: ClassVar[bool] = True

    @property
    def columns(self) -> dict[str, Audience]:
        return super().columns | {f"{self.name}_{part}": PUBLIC for part in (ORIGINAL, TRANSLATOR)}

    def standing(self, value: Any) -> str:
        text = both(value)
        return text.standing if isinstance(text, OwnText) else ""


@dataclass(frozen=True)
class Word(Field):
    """A word, an address or a number that reads as it is stored; nothing and 0 read as nothing."""

    def read(self, value: Any) -> str:
        return str(value or "")


@dataclass(frozen=True)
class Number(Field):
    """A number, of which 0 is one."""


@dataclass(frozen=True)
class Day(Field):
    """A day, or a moment by its day in Wales."""

    def read(self, value: Any) -> str:
        return long_day(value)


@dataclass(frozen=True)
class DayOrMonth(Field):
    """A day, or a month where no day is known."""

    def read(self, value: Any) -> str:
        return partial_dates.in_words(value)


@dataclass(frozen=True)
class Flag(Field):
    """Yes or no, in words that fit."""

    yes: Label = _("Applies")
    no: Label = _("Does not apply")

    def read(self, value: Any) -> str:
        return str(self.yes if value else self.no)


@dataclass(frozen=True)
class Choice(Field):
    """One of some words of the product: `words` are its choices. A word that is no longer one reads as it is."""

    words: type[models.TextChoices] = field(kw_only=True)

    def read(self, value: Any) -> str:
        return label_of(self.words, value)


@dataclass(frozen=True)
class Choices(Choice):
    """Several of these words, a line for each."""

    def read(self, value: Any) -> str:
        return "\n".join(super(Choices, self).read(word) for word in value or [])


@dataclass(frozen=True)
class Term(Field):
    """A word of a vocabulary (core.vocabularies)."""

    vocabulary: str = field(kw_only=True)

    def read(self, value: Any) -> str:
        return str(term(value, self.vocabulary)) if value else ""


@dataclass(frozen=True)
class Terms(Term):
    """Several words of a vocabulary, a line for each."""

    def read(self, value: Any) -> str:
        return "\n".join(super(Terms, self).read(word) for word in value or [])


@dataclass(frozen=True)
class Goals(Field):
    """Well-being goals of the Well-being of Future Generations (Wales) Act 2015, a line for each."""

    def read(self, value: Any) -> str:
        return "\n".join(str(goal(slug)) for slug in value or [])


@dataclass(frozen=True)
class Described(Field):
    """A record that is published by value: `describe` turns it into what is published of it, which has a name or a
    title. `kind`: the kind of record that it is, where it is published itself."""

    describe: Callable[[Any], Any] = field(kw_only=True)
    kind: str = field(default="", kw_only=True)

    def read(self, value: Any) -> str:
        return str(both(value.get("name") or value.get("title"))) if value else ""

    @property
    def reference(self) -> Reference:
        return Reference(self.describe)

    def word(self, value: Any) -> str:
        """The English word in the public address of the record that a published value describes."""
        return value["slug"]["en"] if "slug" in value else value["reference"]


@dataclass(frozen=True)
class Cited(Described):
    """A record that is named by its reference alone: its words are public when it is published itself."""

    describe: Callable[[Any], Any] = field(default=lambda record: record.reference, kw_only=True)

    def read(self, value: Any) -> str:
        return str(value or "")


@dataclass(frozen=True)
class Body(Described):
    """An organisation by its name, level and sector. `nobody` reads where none is named."""

    describe: Callable[[Any], Any] = field(default=Organisation.described, kw_only=True)
    nobody: Label = field(default=_("Unnamed"), kw_only=True)

    def read(self, value: Any) -> str:
        return body_name(value) if value else str(self.nobody)

    def identity(self, value: Any) -> Any:
        return value and value["slug"]


@dataclass(frozen=True)
class Rows:
    """A list within a record: rows of `model` whose foreign key `via` leads to the record.

    same: the fields that tell which rows of two versions are the same; the first one names a row, unless `heading`
    does. one: what each row is ("Option"), else what the list is. private: columns that are not published.
    only: narrows the rows (record -> filter). own: False for rows of another record that are only shown here.
    """

    name: str
    label: Label
    model: type[models.Model]
    via: str
    fields: tuple[Field, ...]
    one: Label = ""
    same: tuple[str, ...] = ()
    heading_of: Callable[[Row], str] | None = None
    private: tuple[str, ...] = ()
    only: Callable[[Any], dict[str, Any]] = lambda record: {}
    order_by: str = "pk"
    own: bool = True

    listed: ClassVar[bool] = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", tuple(one.of(self.model) for one in self.fields))

    def of(self, model: type[models.Model]) -> "Rows":
        """The list of the records of this model."""
        return self

    @property
    def listed_fields(self) -> tuple[Field, ...]:
        return tuple(one for one in self.fields if one.listed)

    @property
    def fields_below_heading(self) -> tuple[Field, ...]:
        """The listed fields, without the one that names a row."""
        naming = () if self.heading_of else self.same[:1]
        return tuple(one for one in self.listed_fields if one.name not in naming)

    def field(self, name: str) -> Field | None:
        """The field of that name; None if there is none."""
        return next((one for one in self.fields if one.name == name), None)

    def identity(self, row: Row) -> Any:
        """What rows that are the same in two versions have in common."""
        return tuple(one.identity(row.get(one.name)) for one in self._telling)

    def heading(self, row: Row) -> str:
        """What a row is called; "" where its list has one row alone."""
        if self.heading_of:
            return self.heading_of(row)
        return self._telling[0].read(row.get(self._telling[0].name)) if self._telling else ""

    def label_of(self, number: int, row: Row | None) -> str:
        """What the row of that number, from 0, is called: "Option 2", with its words "Option 2 (Do nothing)"."""
        said = {"one": self.one or self.label, "number": number + 1, "name": self.heading(row) if row else ""}
        return gettext("%(one)s %(number)d (%(name)s)") % said if said["name"] else gettext("%(one)s %(number)d") % said

    @cached_property
    def projection(self) -> Projection:
        """What of a row is pinned and published."""
        return projection_of(self.model, self.fields, (self.via.partition("__")[0], *self.private))

    @property
    def child(self) -> Child:
        return Child(self.via, self.projection, self.order_by, self.only, self.own)

    @cached_property
    def _telling(self) -> tuple[Field, ...]:
        return tuple(one for name in self.same for one in self.fields if one.name == name)


def projection_of(
    model: type[models.Model], fields: tuple[Field | Rows, ...], private: tuple[str, ...] = ()
) -> Projection:
    """The projection of a model that publishes these fields; every other column is named as private."""
    columns = {column.name for column in model._meta.concrete_fields}
    audiences = dict.fromkeys([name for name in _OF_EVERY_ROW if name in columns] + list(private), PRIVATE)
    single = [one for one in fields if isinstance(one, Field)]
    for one in single:
        audiences |= one.columns
    return Projection(
        model=model,
        audiences=audiences,
        references={one.name: one.reference for one in single if one.reference},
        children={rows.name: rows.child for rows in fields if isinstance(rows, Rows)},
        in_one_language=frozenset(one.name for one in single if isinstance(one, Text) and one.in_one_language),
    )
