"""The door: request, approve or return, publish."""

import hashlib
from collections.abc import Iterable
from typing import Any

import rfc8785
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from core.bilingual import BilingualText
from core.history import RecordedModel, recording
from core.projections import Manifest
from core.reasons import stored_reason
from core.transitions import Refused
from core.verdicts import authorise, can
from openlog import log
from openlog.leaves import Kind as EntryKind
from openlog.models import LogEntry
from people.models import PlatformRole, User
from people.notifications import tell
from people.selectors import people_with_role
from publication.editing import edits_of, has_edited, last_published
from publication.gaps import gaps
from publication.kinds import KINDS, KindSpec, kind_of
from publication.manifests import manifest_of
from publication.models import PublicationRequest, RequestState
from publication.notifications import APPROVAL_WAITS, DECLINED, PUBLISHED
from publication.overtaken import being_taken_back, overtaken
from publication.pinned import Pinned, pinned, pinned_by
from publication.published.models import PublishedVersion
from publication.published.notices import as_fields
from publication.published.projection import AddressTaken, refuse_address, store_version
from publication.reasons import Reason

EDITED = gettext_lazy("You have edited this record since it was last published: somebody else must approve it.")
ANOTHER_VERSION = gettext_lazy("This is not the version you read. Read the request again.")


def digest_of(manifest: Manifest) -> str:
    """SHA-256, in hex, of the manifest's canonical JSON."""
    return hashlib.sha256(rfc8785.dumps(manifest)).hexdigest()


@transaction.atomic
def request_publication(
    *, record: RecordedModel, by: User, change_note_en: str = "", change_note_cy: str = ""
) -> PublicationRequest:
    """Ask that the record be published exactly as it stands now.

    Raises Refused, with every reason, when a language or a required part is missing, when the same version is published
    already, when a request is open, or when a later version has no change note in both languages.
    """
    spec = kind_of(record)
    record = spec.model._default_manager.select_for_update().get(pk=record.pk)
    authorise(by, "request_publication", record)
    now = pinned(record)
    if found := gaps(record, now):
        raise Refused(*found)
    if being_taken_back(record):
        raise Refused(_("Something of this record is being taken back. Ask again when that is done."))
    _refuse_address(spec, record, now.public)
    _refuse_repetition(record, now, change_note_en, change_note_cy)
    request = PublicationRequest(
        kind=spec.name,
        record_uuid=record.uuid,
        manifest=now.manifest,
        digest=digest_of(now.manifest),
        change_note_en=change_note_en.strip(),
        change_note_cy=change_note_cy.strip(),
        edits=edits_of(record),
        log_size=log.appended_size(),
        requested_by=by,
    )
    with recording(by=by, reason=Reason.PUBLICATION_REQUESTED):
        request.save()
    tell(APPROVAL_WAITS, people_with_role(PlatformRole.PUBLISHER), about=request, by=by)
    return request


def doubts_about(request: PublicationRequest, asked: Pinned) -> list[str]:
    """What a publisher should look at before approving, though nothing forbids it, and what does forbid it since."""
    return [*asked.spec.doubts(asked), *overtaken(request, asked)]


def title_of(request: PublicationRequest) -> BilingualText:
    """The title as the request pins it; what the record is called since is not a publisher's to read."""
    return titles_of([request])[request.pk]


def titles_of(requests: Iterable[PublicationRequest]) -> dict[int, BilingualText]:
    """The title of each request by its key, in a query per kind."""
    pinned: dict[str, dict[int, list[int]]] = {}
    for request in requests:
        title_pin = KINDS[request.kind].title_pin(manifest_of(request))
        pinned.setdefault(request.kind, {}).setdefault(title_pin, []).append(request.pk)
    return {
        key: row.instance.title
        for kind, keys in pinned.items()
        for row in KINDS[kind].titled.history.filter(history_id__in=keys)
        for key in keys[row.history_id]
    }


@transaction.atomic
def approve(*, request: PublicationRequest, digest: str, by: User) -> PublishedVersion:
    """Approve and publish in one transaction: what was read (`digest`) is what goes out, in both languages at once.

    Raises Refused for a request that is answered already, a manifest that is not the one read, or an approver who has
    edited the record since its last publication; PermissionDenied for one who asked for it or is no publisher.
    """
    request = held(request)
    authorise(by, "approve", request)
    if digest != request.digest:
        raise Refused(ANOTHER_VERSION)
    version = go_out(request=request, by=by)
    tell(PUBLISHED, [request.requested_by], about=request, by=by)
    transaction.on_commit(log.sign, robust=True)  # the periodic task signs whatever this leaves behind
    return version


def go_out(*, request: PublicationRequest, by: User, alone: dict[str, Any] | None = None) -> PublishedVersion:
    """Publish a request that is held and waits, as `by` approved it; within the transaction of what follows from it.

    `alone` is what is said in public of one who publishes it in an emergency, and who may have edited the record.
    Raises Refused when its manifest is not the one its digest names, when `by` has edited the record, or when what
    happened since forbids it (overtaken.py).
    """
    if digest_of(request.manifest) != request.digest:
        raise Refused(ANOTHER_VERSION)
    if alone is None and has_edited(request, by):
        raise Refused(EDITED)
    asked = pinned_by(request)
    if reasons := overtaken(request, asked):
        raise Refused(*reasons)
    version = append_version(request, asked, as_fields([alone], "emergency") if alone else {})
    why = Reason.PUBLISHED_IN_AN_EMERGENCY if alone else Reason.PUBLICATION_APPROVED
    _answer(request, RequestState.PUBLISHED, by, why, log_index=version.log_index)
    return version


@transaction.atomic
def return_for_changes(*, request: PublicationRequest, by: User, reason: str) -> PublicationRequest:
    """Send the request back with a reason; the record can be changed and requested again."""
    return _decline(request, "return", RequestState.RETURNED, by, reason)


@transaction.atomic
def refuse(*, request: PublicationRequest, by: User, reason: str) -> PublicationRequest:
    """Refuse publication with a reason; a group may go on without it."""
    return _decline(request, "refuse", RequestState.REFUSED, by, reason)


@transaction.atomic
def cancel(*, request: PublicationRequest, by: User) -> PublicationRequest:
    """Take one's own request back."""
    request = held(request)
    authorise(by, "cancel", request)
    return _answer(request, RequestState.CANCELLED, by, Reason.REQUEST_TAKEN_BACK)


def why_not_approve(request: PublicationRequest, person: User) -> list[str]:
    """Why the person may not approve this request; empty when they may."""
    verdict = can(person, "approve", request)
    if not verdict:
        return [str(verdict.reason)]
    return [str(EDITED)] if has_edited(request, person) else []


def _decline(
    request: PublicationRequest, action: str, state: RequestState, by: User, reason: str
) -> PublicationRequest:
    request = held(request)
    authorise(by, action, request)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    tell(DECLINED, [request.requested_by], about=request, by=by)
    return _answer(request, state, by, reason.strip())


def held(request: PublicationRequest) -> PublicationRequest:
    """The request, locked. Raises Refused when somebody has answered it."""
    request = PublicationRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != RequestState.REQUESTED:
        raise Refused(_("This request has been answered already."))
    return request


def _answer(
    request: PublicationRequest, state: RequestState, by: User, reason: str, log_index: int | None = None
) -> PublicationRequest:
    request.state, request.log_index = state, log_index
    request.answered_by, request.answered_at = by, timezone.now()
    request.answer_reason = stored_reason(reason)
    with recording(by=by, reason=reason):
        request.save()
    return request


def _refuse_repetition(record: RecordedModel, now: Pinned, change_note_en: str, change_note_cy: str) -> None:
    if PublicationRequest.objects.filter(record_uuid=record.uuid, state=RequestState.REQUESTED).exists():
        raise Refused(_("A request for this record is waiting for approval already."))
    last = last_published(record)
    if last and now.reads_as(last):
        raise Refused(_("This version is published already."))
    if last and not (change_note_en.strip() and change_note_cy.strip()):
        raise Refused(_("Say in Welsh and in English what changed since the published version, and why."))


def append_version(request: PublicationRequest, asked: Pinned, said: dict[str, Any]) -> PublishedVersion:
    """Append what the request pins (`asked`) to the log, with what is `said` beside it, and store the version that
    this makes.
    """
    spec = KINDS[request.kind]
    record = spec.model._default_manager.select_for_update().get(uuid=request.record_uuid)
    public, hidden = asked.shown_and_hidden
    public = public | {"change_note.en": request.change_note_en, "change_note.cy": request.change_note_cy} | said
    mission = spec.mission(record)
    public["mission"] = str(mission.uuid)
    _refuse_address(spec, record, public)
    last = LogEntry.objects.filter(record_id=record.uuid).last()
    entry = log.append(
        kind=EntryKind.SUPERSEDE if last and public.get("superseded_by") else EntryKind.PUBLISH,
        record_id=record.uuid,
        version=last.version + 1 if last else 1,
        schema=spec.schema,
        organisation=mission.sponsor.slug,
        fields=public,
        withheld=hidden,
    )
    return store_version(entry)


def _refuse_address(spec: KindSpec, record: RecordedModel, public: dict[str, Any]) -> None:
    try:
        refuse_address(spec, record.uuid, public)
    except AddressTaken:
        raise Refused(_("The public address of a published record cannot change.")) from None
