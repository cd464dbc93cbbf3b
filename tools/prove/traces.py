"""Where words can be found: in every row of every table, in every file, in the cache; as they are and encoded."""

import base64
import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.db import connection

_WORD = re.compile(rb"kanari[0-9a-f]{16}")
# A disclosure is base64 of what it says. Where in a run of such letters it begins is not known.
_ENCODED = re.compile(rb"[A-Za-z0-9_-]{40,}")


def words_in(content: bytes) -> set[str]:
    """Every word of a proof that the bytes hold, plain or in base64."""
    found = set(_WORD.findall(content))
    for run in _ENCODED.findall(content):
        for start in range(4):
            part = run[start:]
            found |= set(_WORD.findall(base64.urlsafe_b64decode(part[: len(part) // 4 * 4])))
    return {word.decode() for word in found}


def in_database() -> dict[str, set[str]]:
    """The words in each table, whether a model knows the table or not."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = set().union(*(words_in(rows) for rows in _in_bulk(cursor)))
    return found


def in_files(folder: Path) -> dict[str, set[str]]:
    """The words in each file below the folder: of SQLite also free pages and the write-ahead log."""
    return {str(path.relative_to(folder)): words_in(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def in_cache() -> dict[str, set[str]]:
    """The words in the cache: of this process, or in Redis."""
    cache: Any = caches["default"]._cache  # type: ignore[attr-defined]
    if isinstance(cache, dict):
        values: Iterable[bytes] = cache.values()
    else:
        redis = cache.get_client()
        values = [value for key in redis.scan_iter(_type="STRING") if (value := redis.get(key))]
    return {"the cache": words_in(b"\n".join(values))}


def _in_bulk(cursor: Any) -> Iterable[bytes]:
    rows = (b"\t".join(map(_as_bytes, row)) for row in cursor)
    while some := list(islice(rows, 1000)):
        yield b"\n".join(some)


def _as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
