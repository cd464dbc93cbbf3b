"""How gunicorn serves OPSW: `gunicorn --config python:opsw_site.gunicorn opsw_site.wsgi`."""

from typing import Any

from gunicorn.glogging import Logger

from core.tokens import hide_tokens

worker_class = "gthread"  # a thread that waits for the database or a reader leaves the others free
threads = 8
timeout = 60  # seconds until a worker that does not answer is replaced
max_requests = 10_000
max_requests_jitter = 1_000


class TokenlessLogger(Logger):
    """An access log without the secrets that stand in addresses."""

    def atoms(self, *args: Any) -> dict[str, Any]:
        return {
            name: hide_tokens(value) if isinstance(value, str) else value
            for name, value in super().atoms(*args).items()
        }


logger_class = TokenlessLogger
