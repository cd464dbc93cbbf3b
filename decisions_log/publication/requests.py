"""The door: request, approve or return, publish."""

import hashlib
import uuid
from typing import Any

import rfc8785
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.history import RecordedModel, recording
from core.projections import Manifest, Projection, nested, pin, project
from core.transitions import Refused
from core.verdicts import authorise, can
from decisions_log.openlog import log
from decisions_log.openlog.leaves import Kind as EntryKind
from decisions_log.publication.kinds import PUBLISHABLE, Publishable, kind_of, record_of
from decisions_log.publication.models import PublicationRequest, RequestState
from decisions_log.publication.outbox import Topic, enqueue, sign_after_commit
from decisions_log.published.models import PublishedRecord, PublishedVersion
from decisions_log.published.projection import store_version
from people.models import User

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
    publishable = kind_of(record)
    record = publishable.model._default_manager.select_for_update().get(pk=record.pk)
    authorise(by, "request_publication", record)
    manifest = pin(publishable.projection, record)
    _refuse_gaps(publishable, record, manifest)
    _refuse_repetition(record.uuid, digest_of(manifest), change_note_en, change_note_cy)
    request = PublicationRequest(
        kind=publishable.kind,
        record_uuid=record.uuid,
        manifest=manifest,
        digest=digest_of(manifest),
        change_note_en=change_note_en.strip(),
        change_note_cy=change_note_cy.strip(),
        requested_by=by,
    )
    with recording(by=by, reason=_("Publication requested")):
        request.save()
    enqueue(Topic.APPROVAL_WAITS, request=str(request.uuid))
    return request


def preview(request: PublicationRequest) -> dict[str, Any]:
    """The public content that approving the request would publish."""
    return nested(project(PUBLISHABLE[request.kind].projection, request.manifest))


@transaction.atomic
def approve(*, request: PublicationRequest, digest: str, by: User) -> PublishedVersion:
    """Approve and publish in one transaction: what was read (`digest`) is what goes out, in both languages at once.

    Raises Refused for a request that is answered already, a manifest that is not the one read, or an approver who asked for it
    or has edited the record since its last publication.
    """
    request = PublicationRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != RequestState.REQUESTED:
        raise Refused(_("This request has been answered already."))
    authorise(by, "approve", request)
    if digest != request.digest or digest_of(request.manifest) != digest:
        raise Refused(_("This is not the version you read. Read the request again."))
    publishable = PUBLISHABLE[request.kind]
    record = publishable.model._default_manager.select_for_update().get(uuid=request.record_uuid)
    _refuse_editor(publishable, record, by)
    version = _publish(publishable, record, request)
    _answer(request, RequestState.PUBLISHED, by, _("Publication approved"), log_index=version.log_index)
    enqueue(Topic.PUBLISHED, request=str(request.uuid))
    sign_after_commit()
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
    request = PublicationRequest.objects.select_for_update().get(pk=request.pk)
    authorise(by, "cancel", request)
    return _answer(request, RequestState.CANCELLED, by, _("Taken back"))


def can_approve(request: PublicationRequest, person: User) -> list[str]:
    """Why the person may not approve this request; empty when they may."""
    verdict = can(person, "approve", request)
    if not verdict:
        return [str(verdict.reason)]
    publishable = PUBLISHABLE[request.kind]
    try:
        _refuse_editor(publishable, record_of(request.kind, request.record_uuid), person)
    except Refused as refusal:
        return refusal.reasons
    return []


def _decline(
    request: PublicationRequest, action: str, state: RequestState, by: User, reason: str
) -> PublicationRequest:
    request = PublicationRequest.objects.select_for_update().get(pk=request.pk)
    authorise(by, action, request)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    enqueue(Topic.DECLINED, request=str(request.uuid))
    return _answer(request, state, by, reason.strip())


def _answer(
    request: PublicationRequest, state: RequestState, by: User, reason: str, log_index: int | None = None
) -> PublicationRequest:
    request.state, request.log_index = state, log_index
    request.answered_by, request.answered_at, request.answer_reason = by, timezone.now(), reason
    with recording(by=by, reason=reason):
        request.save()
    return request


def _refuse_gaps(publishable: Publishable, record: RecordedModel, manifest: Manifest) -> None:
    gaps: list[Any] = list(publishable.gaps(record))
    public = project(publishable.projection, manifest)
    for path, text in public.items():
        stem, _dot, language = path.rpartition(".")
        if language in ("en", "cy") and not text and public[f"{stem}.{'cy' if language == 'en' else 'en'}"]:
            gaps.append(
                _("Only one language is written: %(field)s") % {"field": field_label(publishable.projection, stem)}
            )
    if gaps:
        raise Refused(*gaps)


def field_label(projection: Projection, path: str) -> str:
    """The name of a public path for people: `options.1.why_not` -> "why not, in English (2)"."""
    name, *rest = path.split(".")
    if name in projection.children and rest:
        inner = field_label(projection.children[name].projection, ".".join(rest[1:]))
        return f"{inner} ({int(rest[0]) + 1})"
    return str(getattr(projection.model._meta.get_field(f"{name}_en"), "verbose_name", name))


def _refuse_repetition(record_uuid: uuid.UUID, digest: str, change_note_en: str, change_note_cy: str) -> None:
    requests = PublicationRequest.objects.filter(record_uuid=record_uuid)
    if requests.filter(state=RequestState.REQUESTED).exists():
        raise Refused(_("A request for this record is waiting for approval already."))
    published = requests.filter(state=RequestState.PUBLISHED).order_by("-log_index").first()
    if published is None:
        return
    if published.digest == digest:
        raise Refused(_("This version is published already."))
    if not (change_note_en.strip() and change_note_cy.strip()):
        raise Refused(_("Say in Welsh and in English what changed since the published version, and why."))


def _refuse_editor(publishable: Publishable, record: RecordedModel, person: User) -> None:
    """The approver has not edited the record since its last publication."""
    last = (
        PublicationRequest.objects.filter(record_uuid=record.uuid, state=RequestState.PUBLISHED)
        .order_by("-log_index")
        .first()
    )
    since = Q(history_user=person)
    if last is not None:
        since &= Q(history_date__gt=last.requested_at)
    projection = publishable.projection
    edited = projection.model.history.filter(since, id=record.pk).exists() or any(  # type: ignore[attr-defined]
        child.projection.model.history.filter(since, **{child.foreign_key: record}).exists()  # type: ignore[attr-defined]
        for child in projection.children.values()
    )
    if edited:
        raise Refused(_("You have edited this record since it was last published: somebody else must approve it."))


def _publish(publishable: Publishable, record: RecordedModel, request: PublicationRequest) -> PublishedVersion:
    public = project(publishable.projection, request.manifest)
    public |= {"change_note.en": request.change_note_en, "change_note.cy": request.change_note_cy}
    mission = publishable.mission(record)
    public["mission"] = str(mission.uuid)
    slug_en, slug_cy = publishable.slugs(nested(public))
    published, created = PublishedRecord.objects.select_for_update().get_or_create(
        uuid=record.uuid, defaults={"kind": publishable.kind, "slug_en": slug_en, "slug_cy": slug_cy}
    )
    if (published.slug_en, published.slug_cy) != (slug_en, slug_cy):
        raise Refused(_("The public address of a published record cannot change."))
    entry = log.append(
        kind=EntryKind.PUBLISH,
        record_id=record.uuid,
        version=published.versions.count() + 1,
        schema=publishable.schema,
        organisation=mission.sponsor.slug,
        fields=public,
    )
    return store_version(published, entry, public)
