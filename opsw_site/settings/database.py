"""SQLite by default, PostgreSQL when DATABASE_URL names one."""

import dj_database_url

from . import env

_database = dict(dj_database_url.parse(env.DATABASE_URL))
if str(_database["ENGINE"]).endswith("sqlite3"):
    _database["OPTIONS"] = {
        # Writers queue instead of failing when a reader turns into a writer.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }
else:
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True

DATABASES = {"default": _database}

if env.REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.REDIS_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
