"""The cache when Redis keeps it: pages are served without it, only slower, while it is away."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class OptionalRedisCache(RedisCache):
    """Django's Redis cache that finds nothing and keeps nothing while Redis does not answer."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, super().get, key, default, version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        return self._or({}, super().get_many, keys, version)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._or(False, super().has_key, key, version)

    def add(self, key: Any, value: Any, *args: Any, **options: Any) -> bool:
        return self._or(False, super().add, key, value, *args, **options)

    def set(self, key: Any, value: Any, *args: Any, **options: Any) -> None:
        self._or(None, super().set, key, value, *args, **options)

    def set_many(self, data: Any, *args: Any, **options: Any) -> list[Any]:
        return self._or(list(data), super().set_many, data, *args, **options)

    def touch(self, key: Any, *args: Any, **options: Any) -> bool:
        return self._or(False, super().touch, key, *args, **options)

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._or(False, super().delete, key, version)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._or(None, super().delete_many, keys, version)

    @staticmethod
    def _or(otherwise: Any, ask: Any, *args: Any, **options: Any) -> Any:
        try:
            return ask(*args, **options)
        except RedisError:
            logger.warning("The cache is away.")
            return otherwise
