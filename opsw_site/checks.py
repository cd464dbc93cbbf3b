"""System checks on how the house is put together."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from decisions_log.states import MACHINE as DECISION_MACHINE
from taskgroups.stages import MACHINE as STAGE_MACHINE


@register()
def every_condition_is_known(**kwargs: Any) -> list[CheckMessage]:
    """Every condition named in a state table has a function."""
    return [
        Error(f"{machine.name}: no function for condition {name}", id="opsw.E001")
        for machine in (STAGE_MACHINE, DECISION_MACHINE)
        for name in sorted(machine.missing_conditions())
    ]
