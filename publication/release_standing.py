"""How a release stands: what is in it, whether its approval holds, who may approve it, what may be put into it."""

from collections.abc import Iterable
from datetime import UTC

from django.utils.translation import gettext as _, gettext_lazy

from core.verdicts import Text, can, visible_to
from people.models import User
from publication.editing import has_edited
from publication.kinds import record_of
from publication.models import Lapse, PublicationRequest, Release, ReleaseState, RequestState
from publication.overtaken import overtaken
from publication.pinned import pinned, pinned_by
from publication.requests import EDITED, digest_of, title_of

ANSWERED = gettext_lazy("This release has been answered already.")


def items_of(release: Release) -> list[PublicationRequest]:
    """What goes out with the release, or went out with it, in the order it was asked for."""
    gone = (RequestState.REQUESTED, RequestState.PUBLISHED)
    return list(release.requests.filter(state__in=gone).select_related("requested_by").order_by("pk"))


def digest_now(release: Release, items: Iterable[PublicationRequest]) -> str:
    """SHA-256, in hex, of what an approval pins: every item with its digest, and the moment."""
    moment = release.goes_out_at.astimezone(UTC).isoformat() if release.goes_out_at else None
    return digest_of({"items": [[str(item.uuid), item.digest] for item in items], "moment": moment})


def to_choose_from(person: User, release: Release | None = None) -> list[PublicationRequest]:
    """Open requests that the person may put into the release: in no other one, of records they may ask for."""
    waiting = visible_to(person, PublicationRequest).filter(state=RequestState.REQUESTED).order_by("pk")
    return [
        request
        for request in waiting
        if request.release_id in (None, release and release.pk)
        and can(person, "request_publication", record_of(request.kind, request.record_uuid))
    ]


def why_not_approve(release: Release, items: list[PublicationRequest], person: User) -> list[str]:
    """Why the person may not approve this release; empty when they may."""
    verdict = can(person, "approve", release)
    if not verdict:
        return [str(verdict.reason)]
    return unfit(items, person) if state_now(release, items) == ReleaseState.WAITING else [str(ANSWERED)]


def state_now(release: Release, items: list[PublicationRequest]) -> str:
    """The state of the release at this moment, also when the schedule has not yet noted that its approval fell."""
    fallen = release.state == ReleaseState.SCHEDULED and lapse_of(release, items)
    return ReleaseState.WAITING if fallen else release.state


def lapse_of(release: Release, items: list[PublicationRequest]) -> Lapse | None:
    """Why the approval of a scheduled release no longer holds; None when it does.

    The right to approve must still be there when it takes effect: who has lost the role approves nothing.
    """
    if not release.approved_by or not can(release.approved_by, "approve", release):
        return Lapse.APPROVER
    if digest_now(release, items) != release.digest:
        return Lapse.ITEMS
    if any(has_edited(item, release.approved_by) for item in items):
        return Lapse.APPROVER
    if not all(map(is_current, items)):
        return Lapse.CHANGED
    return Lapse.BLOCKED if any(overtaken(item, pinned_by(item)) for item in items) else None


def is_current(request: PublicationRequest) -> bool:
    """Whether the public would read the record as it stands exactly as it was pinned."""
    return pinned(record_of(request.kind, request.record_uuid)).reads_as(request)


def unfit(items: list[PublicationRequest], person: User) -> list[str]:
    """Why these items cannot be approved by the person now, each by its title."""
    if not items:
        return [_("There is nothing in this release.")]
    problems: list[tuple[PublicationRequest, Text]] = []
    for item in items:
        if has_edited(item, person):
            problems.append((item, EDITED))
        if not is_current(item):
            problems.append((item, Lapse.CHANGED.label))
        problems += [(item, reason) for reason in overtaken(item, pinned_by(item))]
    return [_("%(record)s: %(reason)s") % {"record": title_of(item), "reason": reason} for item, reason in problems]
