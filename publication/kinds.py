"""What can be published. An app registers its kinds: how each is pinned, named and answered for."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet
from django.urls import reverse

from core.history import RecordedModel
from core.projections import Manifest, Projection
from core.transitions import Blocker
from core.verdicts import Verdict
from people.models import User
from publication.level import Standing
from publication.published.models import Kind
from publication.published.outline import path_label
from publication.published.schemas import schema_of


@dataclass(frozen=True)
class Publishable:
    """One kind of publishable record.

    mission: the mission a record belongs to. home: the address of its page in the workspace, mended_at: of the page
    where its texts are changed. gaps: what must be mended before the record can be published, beside a language
    that is missing. doubts: what a reader of what is pinned should look at before it is published, though nothing
    forbids it. overtaken: what has happened to the record since that forbids to publish what is pinned
    (overtaken.py). suggested: the versions of accepted suggestions to it, of one person or of all. copies: the
    lasting names of texts that repeat a part, and are withheld with it. named_by: the reference whose title it
    bears, when it has none of its own. label: what the text at a path is called. may_confirm: whether a person may say
    that its languages say the same. confirm: confirms a text of which the record itself keeps count, or returns False.
    """

    kind: Kind
    projection: Projection
    mission: Callable[[Any], Any]
    home: Callable[[Any], str]
    mended_at: Callable[[Any], str]
    may_confirm: Callable[[User, Any], Verdict]
    gaps: Callable[[Any], Iterable[Blocker]] = lambda record: ()
    doubts: Callable[[Manifest], Iterable[str]] = lambda manifest: ()
    overtaken: Callable[[Any, Manifest], Iterable[str]] = lambda record, manifest: ()
    suggested: Callable[[Any, User | None], Iterable[QuerySet]] = lambda record, person: ()
    copies: Callable[[Any, str], Iterable[str]] = lambda record, part: ()
    named_by: str = ""
    label: Callable[[Any, str], str] | None = None
    confirm: Callable[[Standing, User], bool] = lambda standing, by: False

    @property
    def model(self) -> type[RecordedModel]:
        return cast("type[RecordedModel]", self.projection.model)

    def label_of(self, record: RecordedModel, path: str) -> str:
        """What the text of the record at this path is called."""
        return self.label(record, path) if self.label else path_label(self.kind, path)

    @property
    def schema(self) -> str:
        return schema_of(self.kind)

    @property
    def titled(self) -> type[RecordedModel]:
        """The model whose `title` names a record of this kind."""
        named_by: Any = self.model._meta.get_field(self.named_by).related_model if self.named_by else self.model
        return named_by

    def title_pin(self, manifest: Manifest) -> int:
        """The history id of the row that names the record, as the manifest pins it."""
        return manifest["references"][self.named_by] if self.named_by else manifest["history_id"]


PUBLISHABLE: dict[str, Publishable] = {}


def register(*kinds: Publishable) -> None:
    """Make the kinds known, in the order in which they are listed. Raises ValueError when one is known already."""
    for publishable in kinds:
        if publishable.kind in PUBLISHABLE:
            raise ValueError(f"The kind {publishable.kind} is registered already.")
        PUBLISHABLE[publishable.kind] = publishable


def page(name: str) -> Callable[[RecordedModel], str]:
    """The address of the workspace page of that name of a record."""
    return lambda record: reverse(f"workspace:{name}", args=[record.uuid])


def kind_of(record: RecordedModel) -> Publishable:
    """The kind of a record. Raises LookupError for what cannot be published."""
    for publishable in PUBLISHABLE.values():
        if publishable.model is type(record):
            return publishable
    raise LookupError(f"{type(record).__name__} is not publishable")


def record_of(kind: str, record_uuid: uuid.UUID) -> Any:
    """The working record of a request. Raises DoesNotExist."""
    return PUBLISHABLE[kind].model._default_manager.get(uuid=record_uuid)
