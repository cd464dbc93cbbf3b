"""Recorded models: every change to a working record has an actor, a reason and a version.

A change is made inside `recording(by=…, reason=…)`. Outside it, saving raises `UnrecordedChange`;
writes that would bypass history (`update()`, `bulk_*`, queryset `delete()`) raise `BulkWriteRefused`.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, NoReturn, Self

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from core.long_text import require_short_texts
from core.reasons import stored_reason
from core.transitions import Refused
from core.written import WrittenModel


class UnrecordedChange(Exception):
    """A recorded model was saved without an actor and a reason."""


class BulkWriteRefused(Exception):
    """A bulk write on a recorded model would leave no history."""


@dataclass(frozen=True)
class Act:
    """Who changes working records now, and why."""

    by: AbstractBaseUser
    reason: str


_act: ContextVar[Act | None] = ContextVar("act", default=None)


@contextmanager
def recording(*, by: AbstractBaseUser, reason: str) -> Iterator[None]:
    """Record every change made inside the block as made by `by` for `reason`; neither may be empty."""
    if not by.pk or not reason.strip():
        raise UnrecordedChange("A change to a working record needs an actor and a reason.")
    token = _act.set(Act(by=by, reason=stored_reason(reason)))
    try:
        yield
    finally:
        _act.reset(token)


def current_act() -> Act:
    act = _act.get()
    if act is None:
        raise UnrecordedChange("Working records change inside recording(by=…, reason=…) only.")
    return act


class RecordedHistory(HistoricalRecords):
    """History whose actor and reason come from `recording()`, never from the instance, so that none can stick."""

    def get_history_user(self, instance: models.Model) -> AbstractBaseUser:
        return current_act().by

    def get_change_reason_for_object(self, instance: models.Model, history_type: str, using: str) -> str:
        return current_act().reason

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """Order versions by their identity: a clock that jumps must not change which version is the newest.

        A model that has moved to another app keeps its table, and its versions keep theirs.
        """
        options = super().get_meta_options(model) | {"ordering": ("-history_id",), "get_latest_by": "history_id"}
        name, table = model._meta.model_name or "", model._meta.db_table
        if table != f"{model._meta.app_label}_{name}":
            options["db_table"] = f"{table.removesuffix(name)}historical{name}"
        return options


class HistoryOfRecords(HistoryManager):
    """A manager is made for each look at a history. Its class is made once, which takes longer than many looks."""

    @classmethod
    def from_queryset(cls, queryset_class: type[models.QuerySet], class_name: str | None = None) -> type[Any]:
        return _history_manager(queryset_class, class_name)


@cache
def _history_manager(queryset_class: type[models.QuerySet], class_name: str | None) -> type[Any]:
    return HistoryManager.from_queryset(queryset_class, class_name)


class RecordedQuerySet(models.QuerySet):
    """A queryset that refuses the writes history would not see."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise BulkWriteRefused(f"{self.model.__name__} is recorded: save or delete one object at a time.")

    update = bulk_create = bulk_update = delete = _refuse
    update.alters_data = True  # type: ignore[attr-defined]


class RecordedModel(WrittenModel):
    """A working record (tier 1): known outside by its UUID, versioned by simple-history."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    history = RecordedHistory(
        inherit=True, history_change_reason_field=models.TextField(), history_manager=HistoryOfRecords
    )

    objects: ClassVar[Any] = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        current_act()
        require_short_texts(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        current_act()
        return super().delete(*args, **kwargs)

    def latest_history_id(self) -> int:
        """The id of the history row that holds the record as it stands."""
        return self.history.values_list("history_id", flat=True).first()

    def at(self, history_id: int) -> Self:
        """The record as the history row `history_id` holds it. Raises DoesNotExist for another record's row."""
        return self.history.get(history_id=history_id).instance


def refuse_stale(stored: RecordedModel, based_on: int | None) -> None:
    """Raise Refused when the record is no longer at the history id that its writer opened; None asks for nothing."""
    if based_on is not None and based_on != stored.latest_history_id():
        raise Refused(
            _("Somebody changed this while you were writing. Your words are still here: compare them and save again.")
        )
