"""Settings for tests: the product's own, in a throw-away place, fast where it does not matter."""

import os
import tempfile
from pathlib import Path

_place = tempfile.mkdtemp(prefix="opsw-tests-")
(Path(_place) / "static").mkdir()
os.environ["VAR_DIR"] = _place
os.environ.setdefault("DEMO", "1")
if "REDIS_URL" not in os.environ:
    os.environ.setdefault("BROKER_URL", "memory://")

from opsw_site.settings import *  # noqa: E402, F403
from opsw_site.settings import CACHES, INSTALLED_APPS  # noqa: E402

SECRET_KEY = "tests only"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = False
# A test that is rolled back gives its keys back: what Wagtail remembers of its pictures would be found by the next.
CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
LOG_JOURNAL = None  # type: ignore[assignment]
INSTALLED_APPS += ["tests.pledge"]
