"""Every environment variable OPSW reads, in one place. Nothing else reads the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = Env()

# DEMO=1: demo sign-ins with a shared password are allowed, keys are made on first use. Never on a real deployment.
DEMO: bool = env.bool("DEMO", False)
# DEBUG=1: Django's debug pages. For development only.
DEBUG: bool = env.bool("DEBUG", False)
# VAR_DIR: where the embedded default keeps its database, broker, files and keys.
VAR_DIR: Path = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
# SECRET_KEY: required unless DEMO or DEBUG is on.
SECRET_KEY: str = env.str("SECRET_KEY", "demo-only-not-secret" if DEMO or DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to 50 random characters or more, or DEMO=1 to try the product.")
# ALLOWED_HOSTS: comma-separated names this site answers to.
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1"])
# SITE_URL: the public address of this deployment, used in e-mails, feeds and social cards.
SITE_URL: str = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
if DEMO and urlsplit(SITE_URL).hostname not in ("127.0.0.1", "::1", "localhost"):
    raise ImproperlyConfigured("DEMO=1 has sign-ins that everyone knows: SITE_URL must be an address of this machine.")
# TRUSTED_PROXIES: comma-separated addresses or networks (10.0.0.0/8) of the proxies in front, "unix" for one that
# connects over a socket of this machine. The client's address is taken from X-Forwarded-For only through these.
TRUSTED_PROXIES: list[str] = env.list("TRUSTED_PROXIES", [])
# HTTPS=1: the site is behind TLS; cookies become secure and HSTS is sent.
HTTPS: bool = env.bool("HTTPS", False)
SQLITE_FILE = "opsw.sqlite3"
# DATABASE_URL: postgres://… on a grown-up deployment; SQLite in VAR_DIR by default.
DATABASE_URL: str = env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / SQLITE_FILE}")
# DATABASE_SECONDS: how long PostgreSQL may take for one statement. Raise it for a long migration.
DATABASE_SECONDS: int = env.int("DATABASE_SECONDS", 25)
# REDIS_URL: redis://… makes Redis the cache and the broker; in-process cache and a file broker by default.
REDIS_URL: str = env.str("REDIS_URL", "")
# BROKER_URL: another Celery broker, for instance RabbitMQ (amqp://…); REDIS_URL or the file broker by default.
BROKER_URL: str = env.str("BROKER_URL", REDIS_URL or "filesystem://localhost")
# EMAIL_URL: smtp://…; without it e-mails are written as files to VAR_DIR/mail.
EMAIL_URL: str = env.str("EMAIL_URL", "")
# DEFAULT_FROM_EMAIL: the sender of the product's e-mails.
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", "OPSW <no-reply@example.wales>")
# CONTACT_EMAIL: where the public reaches whoever runs this site. It stands in the foot of every page.
CONTACT_EMAIL: str = env.str("CONTACT_EMAIL", "contact@example.wales" if DEMO or DEBUG else "")
# LOG_ORIGIN: the name of the open log in its checkpoints. Choose it once; it can never change.
LOG_ORIGIN: str = env.str("LOG_ORIGIN", "log.example.wales/decisions" if DEMO or DEBUG else "")
if not LOG_ORIGIN:
    raise ImproperlyConfigured("Set LOG_ORIGIN to the name of this open log, such as log.example.wales/decisions.")
# LOG_SIGNING_KEY_FILE: file with the base64 of the 32-byte Ed25519 seed. `manage.py create_log_key` makes one.
LOG_SIGNING_KEY_FILE: Path = Path(env.str("LOG_SIGNING_KEY_FILE", str(VAR_DIR / "log-signing.key")))
# LOG_JOURNAL: file outside the database that remembers the last checkpoint (restore guard).
LOG_JOURNAL: Path = Path(env.str("LOG_JOURNAL", str(VAR_DIR / "log-journal.jsonl")))
