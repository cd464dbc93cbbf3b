"""What the pages of releases show, as the components take it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import date_time
from core.verdicts import can
from people.models import User
from publication.models import Lapse, PublicationRequest, Release, ReleaseState, RequestState
from publication.pinned import pinned_by
from publication.published.addresses import version_address
from publication.release_standing import is_current, lapse_of
from publication.selectors import version_before, version_of
from publication.workspace.request_panels import changes_against


def moment_of(release: Release) -> str:
    """When it goes out, in words."""
    return date_time(release.goes_out_at) if release.goes_out_at else _("As soon as it is approved")


def release_tasks(releases: Sequence[Release]) -> list[dict[str, Any]]:
    """Releases as components/task_list.html takes them."""
    return [
        {
            "title": release.title,
            "href": reverse("workspace:release", args=[release.uuid]),
            "hint": _("Goes out: %(moment)s") % {"moment": moment_of(release)},
            "status": release.state,
            "label": release.get_state_display(),
        }
        for release in releases
    ]


def release_facts(release: Release, state: str) -> list[dict[str, Any]]:
    """Who put it together, when it goes out and what became of it, as components/summary_list.html takes it."""
    facts = [
        {"label": _("Put together by"), "value": str(release.made_by)},
        {"label": _("Goes out"), "value": moment_of(release)},
    ]
    if release.approved_by and release.approved_at and state in (ReleaseState.SCHEDULED, ReleaseState.PUBLISHED):
        facts += [
            {"label": _("Approved by"), "value": str(release.approved_by)},
            {"label": _("Approved on"), "value": date_time(release.approved_at)},
        ]
    if release.published_at:
        facts.append({"label": _("Went out"), "value": date_time(release.published_at)})
    if release.return_reason:
        facts.append({"label": _("The publisher’s reason"), "value": release.return_reason})
    return facts


def why_it_waits(release: Release, items: list[PublicationRequest], state: str) -> str:
    """Why an approval that was given no longer holds; empty when none was, or it holds."""
    if state != ReleaseState.WAITING:
        return ""
    lapse = lapse_of(release, items) if release.state == ReleaseState.SCHEDULED else release.lapse
    return str(Lapse(lapse).label) if lapse else ""


def release_item(request: PublicationRequest, person: User) -> dict[str, Any]:
    """One record of a release: what the public would read, and where it stands."""
    asked, version = pinned_by(request), version_of(request)
    waiting = request.state == RequestState.REQUESTED
    return {
        "asked": request,
        "title": asked.spec.title_in(asked.content),
        "content": asked.content,
        "changes": changes_against(version_before(request), asked.content),
        "public": version_address(version) if version else "",
        "stale": waiting and not is_current(request),
        "own": bool(can(person, "cancel", request)),
    }
