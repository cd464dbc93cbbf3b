"""SQLite by default, PostgreSQL when DATABASE_URL names one."""

import dj_database_url

from . import env

DATABASE_SECONDS = env.DATABASE_SECONDS

_database = dict(dj_database_url.parse(env.DATABASE_URL))
if str(_database["ENGINE"]).endswith("sqlite3"):
    _database["OPTIONS"] = {
        # Writers queue instead of failing when a reader turns into a writer.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }
else:
    _database["ENGINE"] = "opsw_site.postgresql"
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True
    # A server that is away, or a statement that waits for a lock, must not hold a request for ever.
    _database["OPTIONS"] = {
        "connect_timeout": 5,  # seconds
        "tcp_user_timeout": 15_000,  # milliseconds
        # Compiling a query takes longer than any of these takes to run.
        "options": f"-c statement_timeout={DATABASE_SECONDS}s -c lock_timeout=20s -c jit=off",
        **dict(_database.get("OPTIONS") or {}),  # type: ignore[call-overload]
    }

DATABASES = {"default": _database}

if env.REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "opsw_site.cache.OptionalRedisCache",
            "LOCATION": env.REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},  # seconds
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
