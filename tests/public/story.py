"""What happens to published records after their first version."""

from typing import Any

from decisions_log.models import Decision
from publication.published.models import PublishedVersion
from tests.factories import correct, publish


def working(version: PublishedVersion) -> Decision:
    """The working decision of a published one."""
    return Decision.objects.get(uuid=version.record.uuid)


def corrected(version: PublishedVersion, **values: Any) -> PublishedVersion:
    """The next version of a published decision: its reasons, or what is given, are others."""
    values = values or {"reasons_en": "Twice the cost in English", "reasons_cy": "Dwywaith y gost yn Gymraeg"}
    decision = correct(working(version), **values)
    return publish(
        decision, change_note_en="The cost was wrong & is mended.", change_note_cy="Roedd y gost yn anghywir."
    )
