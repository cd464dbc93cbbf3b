"""What the public site says of missions beside what they say themselves."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.choices import label_of
from missions.mission.words import MissionState
from publication.published.reading import changed


def told(now: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """A new state."""
    if state := changed(now, before, "state"):
        yield _("State: %(state)s") % {"state": label_of(MissionState, state)}
