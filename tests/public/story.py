"""What happens to published records after their first version."""

from typing import Any

from decisions_log.models import Decision
from decisions_log.published.models import PublishedVersion
from decisions_log.services import decision as decisions
from tests.factories import convener, publish


def working(version: PublishedVersion) -> Decision:
    """The working decision of a published one."""
    return Decision.objects.get(uuid=version.record.uuid)


def corrected(version: PublishedVersion, **values: Any) -> PublishedVersion:
    """The next version of a published decision: its cost, or what is given, is another."""
    values = values or {"cost_en": "Twice the cost in English", "cost_cy": "Dwywaith y gost yn Gymraeg"}
    decision = working(version)
    decisions.revise(decision=decision, by=convener(decision.group), reason="test", **values)
    return publish(
        decision, change_note_en="The cost was wrong & is mended.", change_note_cy="Roedd y gost yn anghywir."
    )
