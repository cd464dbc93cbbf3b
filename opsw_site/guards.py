"""What keeps the records as they are, asked by readiness, the system check and a task: triggers, and what is shown."""

from django.db import connection

from core.triggers import missing
from openlog.triggers import TRIGGERS as LOG
from publication.published.shown import sampled_differences
from taskgroups.triggers import TRIGGERS as GROUPS


def missing_triggers() -> list[str]:
    """Names of the append-only triggers that tables of this database lack; a migration may have dropped them."""
    tables = set(connection.introspection.table_names())
    return missing(connection, [trigger for trigger in [*LOG, *GROUPS] if trigger.table in tables])


def shown_otherwise() -> list[str]:
    """What differs from the log in a sample of what is shown."""
    return [str(difference) for difference in sampled_differences()]
