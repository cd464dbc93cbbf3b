"""How much of the longest tests runs: all of it with SCALE=full, a part in between."""

import os
from collections.abc import Iterable
from typing import TypeVar

from django.db import connection

T = TypeVar("T")

FULL = os.environ.get("SCALE") == "full"
# The rules that these tests go through one by one are the same on every database.
SECOND_DATABASE = connection.vendor != "sqlite"


def some(cases: Iterable[T]) -> list[T]:
    """Every case; on the second database every third one."""
    return list(cases)[:: 3 if SECOND_DATABASE and not FULL else 1]
