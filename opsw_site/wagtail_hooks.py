"""What the Wagtail admin shows of the workspace, which the public site's own code must not read."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.dashboard import Panel
from core.verdicts import visible_to
from publication.models import OPEN_RELEASES, Release


class Releases(Panel):
    """Bundled releases that are not published yet, as far as this person may see them."""

    name, order = "releases", 130

    def rows(self, user: Any) -> list[dict[str, Any]]:
        coming = visible_to(user, Release).filter(state__in=OPEN_RELEASES).order_by("goes_out_at", "pk")
        return [{"release": each, "at": each.goes_out_at} for each in coming]


@hooks.register("construct_homepage_panels", order=200)
def releases_to_come(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(Releases())
