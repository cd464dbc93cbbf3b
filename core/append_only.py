"""Rows that are written once. Triggers in the database say the same to everyone who does not come through Python."""

from typing import Any, Never

from django.db import models


class AppendOnlyError(Exception):
    """Something tried to change or delete what the log has recorded."""


class AppendOnlyQuerySet(models.QuerySet):
    """Rows are added one by one with `create`; nothing else writes."""

    def update(self, **kwargs: Any) -> Never:
        raise AppendOnlyError(f"rows of {self.model.__name__} are never updated")

    def delete(self) -> Never:
        raise AppendOnlyError(f"rows of {self.model.__name__} are never deleted")

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnlyError(f"rows of {self.model.__name__} are added one by one")

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> Never:
        raise AppendOnlyError(f"rows of {self.model.__name__} are never updated")


class AppendOnlyModel(models.Model):
    """A row that can be inserted, and then neither changed nor deleted. Raises AppendOnlyError."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{self} is recorded and cannot be changed")
        super().save(**kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise AppendOnlyError(f"{self} is recorded and cannot be deleted")
