"""What can be published. A kind says of itself, in one place, all that the door and the public site need to know."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy as _

from core.bilingual import LANGUAGES, BilingualText
from core.history import RecordedModel
from core.own_words import ORIGINAL, TRANSLATOR
from core.projections import Manifest, Projection
from core.transitions import Blocker, Refused
from core.verdicts import Verdict
from people.models import User
from publication.fields import Field, Label, Row, Rows, projection_of
from publication.published.pages import Context, PublicSide
from publication.published.reading import both

# What every entry discloses beside the fields of its kind.
_BESIDE: dict[str, Label] = {
    "mission": _("Mission"),
    "change_note": _("What changed, and why"),
    "withheld": _("What is withheld, and why"),
    "emergency": _("Published in an emergency"),
}
OF_OWN_WORDS: dict[str, Label] = {
    ORIGINAL: _("language of the original"),
    TRANSLATOR: _("who translated it"),
}


@dataclass(frozen=True)
class KindSpec:
    """One kind of publishable record.

    name: the word for it in the log, in tables and in the names of addresses. fields: what is published, in reading
    order. title, address: where in the content stands what a record is called, and the word in its public address;
    the path of another record's leads to the one that names it. public: how it stands on the public site.
    holds_others: whether other records belong to one, so that it cannot be withdrawn. audience: who can see a working
    record (components/visibility.html). private: columns that are not published.

    mission: the mission a record belongs to. home: the address of its page in the workspace, mended_at: of the page
    where its texts are changed. gaps: what must be mended before the record can be published, beside a language
    that is missing. doubts: what a reader of what is pinned should look at before it is published, though nothing
    forbids it. overtaken: what has happened to the record since that forbids to publish what is pinned
    (overtaken.py). These three are given what is pinned, a publication.pinned.Pinned. suggested: the versions of
    accepted suggestions to it, of one person or of all. copies: the lasting names of texts that repeat a part, and
    are withheld with it. named: what a text is called, by the working row that it is of and its path. may_confirm:
    whether a person may say that its languages say the same. confirm: confirms a text of which the record itself
    keeps count (a publication.level.Standing), or returns False.
    """

    name: str
    label: Label
    model: type[RecordedModel]
    fields: tuple[Field | Rows, ...]
    mission: Callable[[Any], Any]
    home: Callable[[Any], str]
    mended_at: Callable[[Any], str]
    may_confirm: Callable[[User, Any], Verdict]
    public: PublicSide
    title: str = "title"
    address: str = "reference"
    holds_others: bool = False
    audience: str = "group"
    private: tuple[str, ...] = ()
    gaps: Callable[[Any, Any], Iterable[Blocker]] = lambda record, pinned: ()
    doubts: Callable[[Any], Iterable[str]] = lambda pinned: ()
    overtaken: Callable[[Any, Any], Iterable[str]] = lambda record, pinned: ()
    suggested: Callable[[Any, User | None], Iterable[QuerySet]] = lambda record, person: ()
    copies: Callable[[Any, str], Iterable[str]] = lambda record, part: ()
    named: Callable[[Any, str], str] | None = None
    confirm: Callable[[Any, User], bool] = lambda standing, by: False

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", tuple(item.of(self.model) for item in self.fields))

    @cached_property
    def projection(self) -> Projection:
        """What of a record is pinned and published."""
        return projection_of(self.model, self.fields, self.private)

    @cached_property
    def outline(self) -> tuple[Field | Rows, ...]:
        """What people read of it, in reading order."""
        return tuple(item for item in self.fields if item.listed)

    @property
    def schema(self) -> str:
        """What the log calls records as they are written now.

        A schema only grows: a field or a list is added to it, none is taken away or gets another meaning. What was
        written before lacks what was added since; a list that is lacking is empty (docs/decisions/0030).
        """
        return f"{self.name.replace('_', '-')}/1"

    @property
    def has_reference(self) -> bool:
        """Whether its records are known by a reference; the others by words in their addresses."""
        return self.address.endswith("reference")

    @property
    def collection(self) -> str:
        """What several of them are called in the addresses of the open data."""
        return f"{self.name.replace('_', '-')}s"

    def item(self, name: str) -> Field | Rows | None:
        """The field or the list of that name; None if there is none."""
        return next((item for item in self.fields if item.name == name), None)

    def field(self, path: str) -> Field:
        """The field at a path without numbers: `state`, `options.title`. Raises KeyError if there is none."""
        name, _dot, inner = path.partition(".")
        item = self.item(name)
        found = item.field(inner) if isinstance(item, Rows) else item
        if found is None:
            raise KeyError(path)
        return found

    def title_in(self, content: Row) -> BilingualText:
        """What the published record of this content is called."""
        return both(_found(content, self.title))

    def slugs_in(self, public: Mapping[str, Any]) -> dict[str, str]:
        """The words of its public address, in each language, by the columns that hold them."""
        if f"{self.address}.en" in public:
            return {f"slug_{language}": public[f"{self.address}.{language}"] for language in LANGUAGES}
        word = _found(public, self.address)
        return {f"slug_{language}": word[language] if isinstance(word, dict) else word for language in LANGUAGES}

    def path_label(self, path: str, content: Row | None = None) -> str:
        """What a disclosed path is called: `decision.en` is "Decision", `options.1.why_not.en` "Option 2: Why not".

        With the content of the record a row is also called by its name: "Option 2 (Do nothing): Why not". What is kept
        of own words beside their texts says so: "Answer 1: Reservation (language of the original)".
        """
        name, *rest = path.split(".")
        item = self.item(name)
        if item is None:
            return str(_BESIDE.get(name, path))
        if isinstance(item, Field) or len(rest) < 2:
            return capfirst(str(item.label))
        field = item.field(rest[1])
        inner = capfirst(str(field.label)) if field else rest[1]
        if rest[-1] in OF_OWN_WORDS:
            inner = f"{inner} ({OF_OWN_WORDS[rest[-1]]})"
        number = int(rest[0])
        row = next(iter((content or {}).get(name, [])[number : number + 1]), None)
        return gettext("%(part)s: %(field)s") % {"part": item.label_of(number, row), "field": inner}

    def part_label(self, name: str, called: str = "") -> str:
        """What a text is called without the number of its row: `options.why_not` is "Option (Do nothing): Why not"."""
        name, _dot, inner = name.partition(".")
        item = self.item(name)
        if item is None:
            return name
        if isinstance(item, Field):
            return capfirst(str(item.label))
        field, one = item.field(inner), str(item.one or item.label)
        part = gettext("%(one)s (%(name)s)") % {"one": one, "name": called} if called else one
        return gettext("%(part)s: %(field)s") % {"part": part, "field": capfirst(str(field.label)) if field else inner}

    def path_order(self, path: str) -> tuple[int, int, int, str]:
        """Where a disclosed path stands in reading order; what no page compares comes last."""
        name, *rest = path.split(".")
        for place, item in enumerate(self.outline):
            if item.name == name:
                number = int(rest[0]) if isinstance(item, Rows) else 0
                fields = [field.name for field in item.fields] if isinstance(item, Rows) else []
                return place, number, fields.index(rest[1]) if rest[1:2] and rest[1] in fields else 0, path
        return len(self.outline), 0, 0, path

    def label_of(self, row: RecordedModel, path: str) -> str:
        """What the text of a working row at this path of its record is called."""
        return self.named(row, path) if self.named else self.path_label(path)

    @property
    def _named_by(self) -> str:
        """The reference whose title a record bears, when it has none of its own."""
        name, dot, _inner = self.title.partition(".")
        return name if dot else ""

    @property
    def titled(self) -> type[RecordedModel]:
        """The model whose `title` names a record of this kind."""
        named_by: Any = self.model._meta.get_field(self._named_by).related_model if self._named_by else self.model
        return named_by

    def title_pin(self, manifest: Manifest) -> int:
        """The history id of the row that names the record, as the manifest pins it."""
        return manifest["references"][self._named_by] if self._named_by else manifest["history_id"]


class UnknownSchema(Refused):
    """What names this schema was written by a newer version of the product, or is damaged."""

    def __init__(self, schema: str) -> None:
        self.schema = schema
        super().__init__(
            gettext("This version of the software cannot read the schema %(schema)s. Install a newer version.")
            % {"schema": schema}
        )


KINDS: dict[str, KindSpec] = {}


def register(*kinds: KindSpec) -> None:
    """Make the kinds of an app known, in the order in which they are listed. Raises ValueError for one that is.

    Apps are made ready from the top layer down; what they bring is listed from the ground up.
    """
    above = dict(KINDS)
    KINDS.clear()
    for spec in kinds:
        if spec.name in above:
            raise ValueError(f"The kind {spec.name} is registered already.")
        KINDS[spec.name] = spec
    KINDS.update(above)


def choices() -> list[tuple[str, Label]]:
    """The kinds for a column that names one; a function, so that a new kind changes no table."""
    return [(spec.name, spec.label) for spec in KINDS.values()]


def page(name: str) -> Callable[[RecordedModel], str]:
    """The address of the workspace page of that name of a record."""
    return lambda record: reverse(f"workspace:{name}", args=[record.uuid])


def kind_of(record: RecordedModel) -> KindSpec:
    """The kind of a record. Raises LookupError for what cannot be published."""
    for spec in KINDS.values():
        if spec.model is type(record):
            return spec
    raise LookupError(f"{type(record).__name__} is not publishable")


def kind_named(schema: str) -> KindSpec:
    """The kind of record that a schema describes. Raises UnknownSchema."""
    for spec in KINDS.values():
        if spec.schema == schema:
            return spec
    raise UnknownSchema(schema)


@dataclass(frozen=True)
class ShownPanel:
    """A panel of a page with what it shows."""

    template: str
    context: Context


def panels_on(page: str, about: Any = None) -> list[ShownPanel]:
    """What the page of that name shows of records of other kinds, in its order."""
    panels = [spec.public.panels[page] for spec in KINDS.values() if page in spec.public.panels]
    shown = ((panel, panel.context(about)) for panel in sorted(panels, key=lambda panel: panel.place))
    return [ShownPanel(panel.template, context) for panel, context in shown if context]


def record_of(kind: str, record_uuid: uuid.UUID) -> Any:
    """The working record of a request. Raises DoesNotExist."""
    return KINDS[kind].model._default_manager.get(uuid=record_uuid)


def _found(content: Any, path: str) -> Any:
    """What stands at a path of nested content."""
    for name in path.split("."):
        content = content[name]
    return content
