"""What of a working record may be published, field by field, and how a pinned manifest becomes a public record.

A `Projection` declares an audience for every column of its model. A manifest pins exact history ids of the record, of
its children and of what they name; projecting it reads history only, so later edits neither leak in nor block. A row
that is only ever added has no history: it is its own one version.
"""

import datetime
import enum
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models.expressions import Value, Window
from django.db.models.functions import RowNumber

from core.append_only import AppendOnlyModel
from core.bilingual import LANGUAGES
from core.characters import clean_json
from core.history import RecordedModel
from core.own_words import ORIGINAL, TRANSLATOR

JSON = Any  # str | int | bool | None | list | dict, never float
Manifest = dict[str, Any]


class Audience(enum.Enum):
    """Who may read a field once its record is published."""

    PUBLIC = "public"
    REDACTABLE = "redactable"  # public unless withheld for a stated legal reason
    PRIVATE = "private"


PUBLIC, REDACTABLE, PRIVATE = Audience.PUBLIC, Audience.REDACTABLE, Audience.PRIVATE
# Words that their author wrote in both languages, and those of an older manifest, have no original and no translation.
_ONLY_WHEN_SAID = (f"_{ORIGINAL}", f"_{TRANSLATOR}")


def own_words(audience: Audience, *names: str) -> dict[str, Audience]:
    """The audiences of somebody's own words (core.own_words): which text is the original is public."""
    texts = {f"{name}_{language}": audience for name in names for language in LANGUAGES}
    return texts | {f"{name}_{part}": PUBLIC for name in names for part in (ORIGINAL, TRANSLATOR)}


@dataclass(frozen=True)
class Reference:
    """A foreign key that is published by value: `describe` turns the pinned version of the target into JSON."""

    describe: Callable[[Any], JSON]


@dataclass(frozen=True)
class Projection:
    """The public shape of one recorded or append-only model.

    audiences: an Audience for every column (bilingual pairs by their columns).
    references: foreign keys published by value.
    children: public name -> (foreign key of the child that points here, the child's Projection, order of the rows).
    in_one_language: texts that may be published in one language, because somebody says them of their own.
    """

    model: type[models.Model]
    audiences: Mapping[str, Audience]
    references: Mapping[str, Reference] = field(default_factory=dict)
    children: Mapping[str, "Child"] = field(default_factory=dict)
    in_one_language: frozenset[str] = frozenset()

    def undeclared(self) -> set[str]:
        """Columns without an audience, or audiences without a column; the build fails on any."""
        columns = {f.name for f in self.model._meta.concrete_fields}
        return columns ^ set(self.audiences)


@dataclass(frozen=True)
class Child:
    """Rows of another model that are part of this one; `only` narrows them (record -> filter).

    `own` is False for rows of another record that are only shown here.
    """

    foreign_key: str
    projection: Projection
    order_by: str = "pk"
    only: Callable[[Any], dict[str, Any]] = lambda record: {}
    own: bool = True


def pin(projection: Projection, record: models.Model) -> Manifest:
    """The manifest of `record` as it stands: the history ids of everything that would be published, in one query.

    A part has no parts of its own.
    """
    found = {name: defaultdict[int, Manifest](_nothing_pinned) for name in ("", *projection.children)}
    first, *others = _versions_now(projection, record)
    for part, reference, place, version in first.union(*others, all=True):
        if not reference:
            found[part][place]["history_id"] = version
        elif version is not None:
            found[part][place]["references"][reference] = version
    [manifest] = found.pop("").values()
    manifest["children"] = {name: [rows[place] for place in sorted(rows)] for name, rows in found.items()}
    return manifest


def project(projection: Projection, manifest: Manifest, versions: "Versions | None" = None) -> dict[str, JSON]:
    """The public record that `manifest` pins: path -> value, paths like `title.en` and `options.0.title.cy`.

    What `versions` holds already is not read again.
    """
    versions = versions or Versions()
    versions.read(projection, manifest)
    return _projected(projection, manifest, versions)


class Versions:
    """Rows as they were pinned: a query for each model reads all that are wanted of it."""

    def __init__(self) -> None:
        self._rows: dict[tuple[type[models.Model], int], Any] = {}

    def read(self, projection: Projection, *manifests: Manifest) -> None:
        """Read what these manifests pin and nobody has read yet."""
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for manifest in manifests:
            for model, version in _pins(projection, manifest):
                if (model, version) not in self._rows:
                    wanted[model].add(version)
        for model, versions in wanted.items():
            for version, row in _as_pinned(model, versions):
                self._rows[model, version] = row

    def of(self, model: type[models.Model], version: int) -> Any:
        """The row of `model` as that version holds it. Raises ObjectDoesNotExist."""
        try:
            return self._rows[model, version]
        except KeyError:
            raise ObjectDoesNotExist(f"{model.__name__} has no version {version}") from None


def _nothing_pinned() -> Manifest:
    return {"history_id": None, "references": {}, "children": {}}


def _versions_now(projection: Projection, record: models.Model) -> Iterator[models.QuerySet[Any, Any]]:
    """Queries, alike in shape, for the versions of the record, of its parts and of what they name: list, reference,
    place in the list, version.
    """
    yield from _versions_of("", projection, projection.model._default_manager.filter(pk=record.pk), "pk")
    for name, child in projection.children.items():
        rows = child.projection.model._default_manager.filter(**{child.foreign_key: record}, **child.only(record))
        yield from _versions_of(name, child.projection, rows, child.order_by)


def _versions_of(
    part: str, projection: Projection, rows: models.QuerySet[Any, Any], order_by: str
) -> Iterator[models.QuerySet[Any, Any]]:
    place = Window(RowNumber(), order_by=[order_by, "pk"])
    for name, key in [("", "pk"), *((name, _column(projection, name)) for name in projection.references)]:
        model: Any = projection.model._meta.get_field(name).related_model if name else projection.model
        version = _version_now(model, key)
        columns = {"_part": Value(part), "_reference": Value(name), "_place": place, "_version": version}
        yield rows.order_by().annotate(**columns).values_list(*columns)


def _version_now(model: type[models.Model], key: str) -> models.F | models.Subquery:
    """The version of the row with that key as it stands: its newest history id, or the key when it is never changed."""
    if issubclass(model, AppendOnlyModel):
        return models.F(key)
    assert issubclass(model, RecordedModel)  # noqa: S101 - nothing else can be published
    newest = model.history.filter(id=models.OuterRef(key)).order_by("-history_id")
    return models.Subquery(newest.values("history_id")[:1])


def _pins(projection: Projection, manifest: Manifest) -> Iterator[tuple[type[models.Model], int]]:
    """Every version that a manifest pins, with its model."""
    yield projection.model, manifest["history_id"]
    for name, version in manifest["references"].items():
        target: Any = projection.model._meta.get_field(name).related_model
        if version is not None:
            yield target, version
    for name, child in projection.children.items():
        for row in manifest["children"][name]:
            yield from _pins(child.projection, row)


def _as_pinned(model: type[models.Model], versions: Iterable[int]) -> Iterator[tuple[int, Any]]:
    if issubclass(model, AppendOnlyModel):
        yield from model._default_manager.in_bulk(versions).items()
    else:
        for row in model.history.filter(history_id__in=versions):  # type: ignore[attr-defined]
            yield row.history_id, row


def _projected(projection: Projection, manifest: Manifest, versions: Versions) -> dict[str, JSON]:
    record = versions.of(projection.model, manifest["history_id"])
    public: dict[str, JSON] = {}
    for name, audience in projection.audiences.items():
        if audience is PRIVATE:
            continue
        if name in projection.references:
            public[name] = _referenced(projection, name, manifest, versions)
        elif (value := getattr(record, _column(projection, name))) or not name.endswith(_ONLY_WHEN_SAID):
            public[_path(name)] = _json(value)
    for name, child in projection.children.items():
        for number, row in enumerate(manifest["children"][name]):
            for path, value in _projected(child.projection, row, versions).items():
                public[f"{name}.{number}.{path}"] = value
    return public


def _referenced(projection: Projection, name: str, manifest: Manifest, versions: Versions) -> JSON:
    history_id = manifest["references"].get(name)
    if history_id is None:
        return None
    target: Any = projection.model._meta.get_field(name).related_model
    return clean_json(projection.references[name].describe(versions.of(target, history_id)))


def _column(projection: Projection, name: str) -> str:
    return next(f.attname for f in projection.model._meta.concrete_fields if f.name == name)


def _path(column: str) -> str:
    stem, _, suffix = column.rpartition("_")
    return f"{stem}.{suffix}" if stem and suffix in (*LANGUAGES, ORIGINAL, TRANSLATOR) else column


def _json(value: Any) -> JSON:
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, float):
        raise TypeError("Floats have no place in the log: use integers or text.")
    return clean_json(value)


def nested(public: Mapping[str, JSON]) -> dict[str, JSON]:
    """Paths to nested objects; runs of numbers become lists: {"a.0.en": 1} -> {"a": [{"en": 1}]}."""
    root: dict[str, Any] = {}
    for path, value in public.items():
        *parents, leaf = path.split(".")
        node = root
        for parent in parents:
            node = node.setdefault(parent, {})
        node[leaf] = value
    return _with_lists(root)


def _with_lists(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(key.isdigit() for key in node):
        return [_with_lists(node[key]) for key in sorted(node, key=int)]
    return {key: _with_lists(value) for key, value in node.items()}


def may_lack_a_language(projection: Projection, path: str) -> bool:
    """Return True if the text at the path of a public record, without its language, may be in one language."""
    name, *rest = path.split(".")
    if len(rest) < 2 or name not in projection.children:
        return name in projection.in_one_language
    return may_lack_a_language(projection.children[name].projection, ".".join(rest[1:]))


def models_of(projection: Projection) -> set[type[models.Model]]:
    """The models that take part in a projection, children included."""
    return {projection.model}.union(*(models_of(child.projection) for child in projection.children.values()))
