"""System checks on how the house is put together."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning as Doubt, register
from django.db import DatabaseError

from decisions_log.states import MACHINE as DECISION_MACHINE
from opsw_site import guards
from taskgroups.stages import MACHINE as STAGE_MACHINE


@register()
def every_condition_is_known(**kwargs: Any) -> list[CheckMessage]:
    """Every condition named in a state table has a function."""
    return [
        Error(f"{machine.name}: no function for condition {name}", id="opsw.E001")
        for machine in (STAGE_MACHINE, DECISION_MACHINE)
        for name in sorted(machine.missing_conditions())
    ]


@register(Tags.database)
def what_is_recorded_is_kept(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Every append-only table has its triggers, and a sample of what is shown is what the log says.

    Asked by `check --database default`. These are warnings: `migrate` asks, too, and must be able to bring what is
    missing.
    """
    if "default" not in (databases or []):
        return []
    try:
        triggers, shown = guards.missing_triggers(), guards.shown_otherwise()
    except DatabaseError:  # the database is not migrated yet
        return []
    return [
        *[Doubt(f"The trigger {name} is missing.", id="opsw.W002") for name in triggers],
        *[Doubt(f"What is shown is not what the log says. {what}", id="opsw.W003") for what in shown],
    ]


@register()
def the_public_can_write_to_us(**kwargs: Any) -> list[CheckMessage]:
    """The foot of every page says how to reach whoever runs the site, once that is known."""
    if settings.CONTACT_EMAIL:
        return []
    return [Doubt("No page says how to contact you: set CONTACT_EMAIL to an e-mail address.", id="opsw.W004")]


@register()
def the_front_end_is_built(**kwargs: Any) -> list[CheckMessage]:
    """Pages need what `scripts/build_frontend.py` fetches; it must be there before `collectstatic`."""
    if (settings.BASE_DIR / "static" / "vendor" / "govuk").is_dir():
        return []
    return [Error("The front end is not built: run python scripts/build_frontend.py", id="opsw.E002")]
