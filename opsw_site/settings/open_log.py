"""The open log (see docs/open-log.md)."""

from . import env

LOG_ORIGIN = env.LOG_ORIGIN
LOG_SIGNING_KEY_FILE = env.LOG_SIGNING_KEY_FILE
LOG_JOURNAL = env.LOG_JOURNAL
