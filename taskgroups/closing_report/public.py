"""What the public site says of closing reports beside what they say themselves."""

from typing import Any

from django.http import HttpRequest

from publication.published.models import PublishedVersion
from publication.published.pages import SOME, page_of
from publication.published.selectors import latest_of, of_mission


def listing(request: HttpRequest) -> dict[str, Any]:
    """Every published closing report, newest first, of groups that reached their aim and of groups that did not."""
    return {"page": page_of(request, latest_of("closing_report").order_by("-record_id"))}


def on_mission(mission: PublishedVersion) -> dict[str, Any]:
    """The latest reports of a mission; nothing while there is none."""
    found = list(of_mission(mission.record.uuid, "closing_report")[:SOME])
    return {"reports": found} if found else {}
