"""A column of raw bytes."""

from typing import Any

from django.db import models


class BytesField(models.BinaryField):
    """Bytes that are `bytes` on every database (PostgreSQL would hand out a memoryview)."""

    _pyi_private_set_type: bytes
    _pyi_private_get_type: bytes

    def from_db_value(self, value: Any, expression: object, connection: object) -> bytes | None:
        return None if value is None else bytes(value)
