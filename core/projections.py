"""What of a working record may be published, field by field, and how a pinned manifest becomes a public record.

A `Projection` declares an audience for every column of its model. A manifest pins exact history ids of the record, of
its children and of what they name; projecting it reads history only, so later edits neither leak in nor block. A row
that is only ever added has no history: it is its own one version.
"""

import datetime
import enum
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

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
    """The manifest of `record` as it stands: the history ids of everything that would be published."""
    manifest: Manifest = {
        "history_id": _version_now(record),
        "references": {
            name: _version_now(getattr(record, name))
            for name in projection.references
            if getattr(record, name) is not None
        },
        "children": {},
    }
    for name, child in projection.children.items():
        rows = child.projection.model._default_manager.filter(**{child.foreign_key: record}, **child.only(record))
        rows = rows.order_by(child.order_by, "pk")
        manifest["children"][name] = [pin(child.projection, row) for row in rows]
    return manifest


def project(projection: Projection, manifest: Manifest) -> dict[str, JSON]:
    """The public record that `manifest` pins: path -> value, paths like `title.en` and `options.0.title.cy`."""
    record = _as_pinned(projection.model, manifest["history_id"])
    public: dict[str, JSON] = {}
    for name, audience in projection.audiences.items():
        if audience is PRIVATE:
            continue
        if name in projection.references:
            public[name] = _referenced(projection, name, manifest)
        elif (value := getattr(record, _column(projection, name))) or not name.endswith(_ONLY_WHEN_SAID):
            public[_path(name)] = _json(value)
    for name, child in projection.children.items():
        for number, row in enumerate(manifest["children"][name]):
            for path, value in project(child.projection, row).items():
                public[f"{name}.{number}.{path}"] = value
    return public


def _referenced(projection: Projection, name: str, manifest: Manifest) -> JSON:
    history_id = manifest["references"].get(name)
    if history_id is None:
        return None
    target: Any = projection.model._meta.get_field(name).related_model
    return clean_json(projection.references[name].describe(_as_pinned(target, history_id)))


def _version_now(row: models.Model) -> int:
    """The version of a row as it stands: its newest history id, or its own key when it is never changed."""
    if isinstance(row, AppendOnlyModel):
        return row.pk
    assert isinstance(row, RecordedModel)  # noqa: S101 - nothing else can be published
    return row.latest_history_id()


def _as_pinned(model: type[models.Model], version: int) -> Any:
    """The row of `model` as that version holds it. Raises DoesNotExist."""
    if issubclass(model, AppendOnlyModel):
        return model._default_manager.get(pk=version)
    return model.history.get(history_id=version)  # type: ignore[attr-defined]


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
