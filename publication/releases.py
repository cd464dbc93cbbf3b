"""Several publications, one moment, one approval: put together, approve or return, publish when due; all or none."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from core.history import recording
from core.transitions import Refused
from core.verdicts import authorise
from openlog import log
from openlog.restore_guard import LogReadOnly
from people.models import PlatformRole, User
from people.notifications import tell
from people.selectors import people_with_role
from people.services.accounts import system_user
from publication.kinds import KINDS, record_of
from publication.models import OPEN_RELEASES, Lapse, PublicationRequest, Release, ReleaseState, RequestState
from publication.notifications import (
    APPROVAL_LAPSED,
    RELEASE_PUBLISHED,
    RELEASE_RETURNED,
    RELEASE_SCHEDULED,
    RELEASE_WAITS,
)
from publication.reasons import Reason
from publication.release_standing import ANSWERED, digest_now, items_of, lapse_of, to_choose_from, unfit
from publication.requests import cancel, go_out, request_publication

PASSED = gettext_lazy("Choose a moment in the future, or none.")


@transaction.atomic
def put_together(
    *, title_en: str, title_cy: str, goes_out_at: datetime | None, requests: Iterable[PublicationRequest], by: User
) -> Release:
    """Put requests together into a release that waits for approval.

    Raises Refused for a moment that has passed, for no request, and for one that is not the person's to choose.
    """
    release = Release(title_en=title_en, title_cy=title_cy, goes_out_at=goes_out_at, made_by=by)
    _refuse_passed(release)
    with recording(by=by, reason=Reason.RELEASE_PUT_TOGETHER):
        release.full_clean()
        release.save()
    _choose(release, requests, by)
    tell(RELEASE_WAITS, _publishers(), about=release, by=by)
    return release


@transaction.atomic
def change(
    *,
    release: Release,
    title_en: str,
    title_cy: str,
    goes_out_at: datetime | None,
    requests: Iterable[PublicationRequest],
    by: User,
) -> Release:
    """Change a release. A new moment, and a request put in or taken out, ask for a new approval.

    A release that was returned waits for approval again. Raises Refused as `put_together` does.
    """
    release = _held(release)
    authorise(by, "change", release)
    moved = goes_out_at != release.goes_out_at
    release.title_en, release.title_cy, release.goes_out_at = title_en, title_cy, goes_out_at
    if moved:
        _refuse_passed(release)
    exchanged = _choose(release, requests, by)
    with recording(by=by, reason=Reason.RELEASE_CHANGED):
        release.full_clean()
        release.save()
    if moved or exchanged or release.state == ReleaseState.RETURNED:
        _ask_for_approval(release, Lapse.MOMENT if moved else Lapse.ITEMS, by)
    return release


@transaction.atomic
def ask_again(*, request: PublicationRequest, by: User) -> PublicationRequest:
    """Ask for the record of one's own request as it stands now, in the same release, which waits for approval again."""
    if request.release is None:
        raise Refused(_("This request is in no release."))
    release = _held(request.release)
    cancel(request=request, by=by)
    again = request_publication(
        record=record_of(request.kind, request.record_uuid),
        by=by,
        change_note_en=request.change_note_en,
        change_note_cy=request.change_note_cy,
    )
    _put(again, release, by)
    _ask_for_approval(release, Lapse.ITEMS, by)
    return again


@transaction.atomic
def take_apart(*, release: Release, by: User) -> Release:
    """Undo the release; its requests wait for approval one by one."""
    release = _held(release)
    authorise(by, "change", release)
    for item in items_of(release):
        _put(item, None, by)
    return _set_back(release, ReleaseState.CANCELLED, by, Reason.RELEASE_TAKEN_APART)


@transaction.atomic
def approve(*, release: Release, digest: str, by: User) -> Release:
    """Approve every item and the moment at once, as they were read (`digest`); what is due goes out at once.

    Raises Refused for a release that is answered already or is not what was read, for a record that has changed since
    it was asked for and for an approver who has edited one; PermissionDenied for one who has a part in it.
    """
    release = _held(release)
    items = _held_items(release)
    if release.state == ReleaseState.SCHEDULED and (lapse := lapse_of(release, items)):
        _ask_for_approval(release, lapse, system_user())
    authorise(by, "approve", release)
    if release.state != ReleaseState.WAITING:
        raise Refused(ANSWERED)
    if digest != digest_now(release, items):
        raise Refused(_("This is not the release you read. Read it again."))
    if reasons := unfit(items, by):
        raise Refused(*reasons)
    release.state, release.digest, release.lapse = ReleaseState.SCHEDULED, digest, ""
    release.approved_by, release.approved_at = by, timezone.now()
    with recording(by=by, reason=Reason.RELEASE_APPROVED):
        release.save()
    if release.due:
        _go_out(release, items, by)
    else:
        tell(RELEASE_SCHEDULED, _people_of(release, items), about=release, by=by)
    return release


@transaction.atomic
def return_for_changes(*, release: Release, by: User, reason: str) -> Release:
    """Send a release back with a reason, also when it is approved and its moment has not come."""
    release = _held(release)
    authorise(by, "return", release)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    release.return_reason = reason.strip()
    _set_back(release, ReleaseState.RETURNED, by, release.return_reason)
    tell(RELEASE_RETURNED, _people_of(release, items_of(release)), about=release, by=by)
    return release


def publish_due() -> int:
    """Publish every approved release whose moment has come; returns how many went out.

    An approval that no longer holds falls, at any time, and those concerned are told.
    """
    scheduled = Release.objects.filter(state=ReleaseState.SCHEDULED).order_by("goes_out_at", "pk")
    return sum(_settle(key) for key in scheduled.values_list("pk", flat=True))


@transaction.atomic
def _settle(key: int) -> bool:
    """Let one scheduled release go out, wait or lose its approval; whether it went out."""
    release = Release.objects.select_for_update().get(pk=key)
    if release.state != ReleaseState.SCHEDULED or release.approved_by is None:
        return False
    items = _held_items(release)
    if lapse := lapse_of(release, items):
        _ask_for_approval(release, lapse, system_user())
    elif release.due:
        try:
            with transaction.atomic():
                _go_out(release, items, release.approved_by)
        except LogReadOnly:  # that is no fault of the release: it goes out once the log takes entries again
            raise
        except Refused:
            release.refresh_from_db()
            _ask_for_approval(release, Lapse.BLOCKED, system_user())
    return release.state == ReleaseState.PUBLISHED


def _go_out(release: Release, items: list[PublicationRequest], by: User) -> None:
    """Publish every item, as `by` approved it, in the one transaction of the caller."""
    for item in items:
        go_out(request=item, by=by)
    release.state, release.published_at = ReleaseState.PUBLISHED, timezone.now()
    with recording(by=by, reason=Reason.RELEASE_PUBLISHED):
        release.save()
    tell(RELEASE_PUBLISHED, _people_of(release, items), about=release, by=by)
    transaction.on_commit(log.sign, robust=True)  # the periodic task signs whatever this leaves behind


def _choose(release: Release, requests: Iterable[PublicationRequest], by: User) -> bool:
    """Let exactly these of the requests that `by` may choose be in the release; whether that changed it."""
    wanted = {request.pk for request in requests}
    choice = {request.pk: request for request in to_choose_from(by, release)}
    held = PublicationRequest.objects.select_for_update().filter(pk__in=choice, state=RequestState.REQUESTED)
    free = {request.pk: request for request in held if request.release_id in (None, release.pk)}
    if wanted - free.keys():
        raise Refused(_("One of these requests has been answered, or is in another release."))
    exchanged = [item for item in free.values() if (item.release_id is not None) != (item.pk in wanted)]
    for item in exchanged:
        _put(item, release if item.pk in wanted else None, by)
    if not items_of(release):
        raise Refused(_("Choose at least one request."))
    return bool(exchanged)


def _put(request: PublicationRequest, release: Release | None, by: User) -> None:
    request.release = release
    with recording(by=by, reason=Reason.PUT_INTO_A_RELEASE if release else Reason.TAKEN_OUT_OF_A_RELEASE):
        request.save()


def _held(release: Release) -> Release:
    """The release, locked. Raises Refused once it is published or taken apart."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.state not in OPEN_RELEASES:
        raise Refused(ANSWERED)
    return release


def _held_items(release: Release) -> list[PublicationRequest]:
    """The items, locked together with their records: nobody changes them until the transaction ends."""
    waiting = release.requests.select_for_update().filter(state=RequestState.REQUESTED).order_by("pk")
    for item in waiting:
        KINDS[item.kind].model._default_manager.select_for_update().get(uuid=item.record_uuid)
    return list(waiting)


def _refuse_passed(release: Release) -> None:
    if release.goes_out_at is not None and release.due:
        raise Refused(PASSED)


def _ask_for_approval(release: Release, lapse: Lapse, by: User) -> None:
    """Back to waiting: an approval that was given falls, and whoever is concerned is told why."""
    approver = release.approved_by
    release.lapse = lapse if approver else release.lapse
    _set_back(release, ReleaseState.WAITING, by, Reason(f"lapsed_{lapse}"))
    if approver:
        tell(APPROVAL_LAPSED, [approver, *_people_of(release, items_of(release))], about=release, by=by)
    tell(RELEASE_WAITS, _publishers(), about=release, by=by)


def _set_back(release: Release, state: ReleaseState, by: User, reason: str) -> Release:
    release.state, release.approved_by, release.approved_at, release.digest = state, None, None, ""
    if state != ReleaseState.RETURNED:
        release.return_reason = ""
    with recording(by=by, reason=reason):
        release.save()
    return release


def _publishers() -> list[User]:
    return people_with_role(PlatformRole.PUBLISHER)


def _people_of(release: Release, items: Iterable[PublicationRequest]) -> list[User]:
    """Who put it together, and who asked for what is in it."""
    return [release.made_by, *(item.requested_by for item in items)]
