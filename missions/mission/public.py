"""What the public site says of missions beside what they say themselves."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core import collation
from core.bilingual import current_language
from core.choices import label_of
from missions.mission.words import MissionState
from publication.published.pages import SOME
from publication.published.reading import changed
from publication.published.selectors import latest_of


def told(now: dict[str, Any], before: dict[str, Any]) -> Iterator[str]:
    """A new state."""
    if state := changed(now, before, "state"):
        yield _("State: %(state)s") % {"state": label_of(MissionState, state)}


def listing(_request: HttpRequest) -> dict[str, Any]:
    """Every published mission, in the alphabet of the language."""
    missions = list(latest_of("mission"))
    missions.sort(key=lambda version: collation.sort_key(str(version.title), current_language()))
    return {"missions": missions}


def on_home(_page: Any) -> dict[str, Any]:
    """The newest missions."""
    return {"missions": latest_of("mission")[:SOME]}
