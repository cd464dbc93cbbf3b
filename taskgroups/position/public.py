"""What the public site says of challenge positions beside what they say themselves."""

from typing import Any

from django.http import HttpRequest

from publication.published.models import PublishedVersion
from publication.published.pages import SOME, page_of
from publication.published.selectors import latest_of, of_mission
from taskgroups.group.public import of_group


def listing(request: HttpRequest) -> dict[str, Any]:
    """Every published challenge position, newest first."""
    return {"page": page_of(request, latest_of("position").order_by("-record_id"))}


def on_mission(mission: PublishedVersion) -> dict[str, Any]:
    """The latest positions of a mission."""
    return {"positions": of_mission(mission.record.uuid, "position")[:SOME]}


def on_group(group: PublishedVersion) -> dict[str, Any]:
    """The position of a group; nothing while there is none."""
    found = list(of_group(group, "position"))
    return {"positions": found} if found else {}
