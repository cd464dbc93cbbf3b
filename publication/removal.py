"""After publication: two people redact, erase or withdraw what is public, or show again what was withheld.

One asks and another, who has not edited the record, carries it out: an entry is appended and signed, and then what it
says is done. A crash at any point resumes: `settle` does whatever is signed and not yet done.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from core.history import RecordedModel, recording
from core.reasons import stored_reason
from core.transitions import Refused
from core.verdicts import authorise
from openlog import log, removals
from openlog.disclosures import Status, Tombstone
from openlog.leaves import Kind as EntryKind
from openlog.models import LogEntry
from people.models import PlatformRole, User
from people.notifications import tell
from people.selectors import people_with_role
from people.services.accounts import system_user
from publication.editing import changed_by
from publication.erasure import forget, forget_at, scrub_database
from publication.kinds import KINDS, record_of
from publication.models import (
    Emergency,
    PublicationRequest,
    Removal,
    RemovalAction,
    RemovalState,
    RequestState,
    Withholding,
)
from publication.notifications import REMOVAL_ANSWERED, REMOVAL_WAITS
from publication.published.models import PublishedRecord
from publication.published.notices import as_fields
from publication.published.projection import refresh_version, withdrawal_of
from publication.reasons import Reason
from publication.removal_parts import find_part, part_name, same_words
from publication.similar import Passage, similar_passages
from publication.withholding import withholding_of

EDITED = gettext_lazy("You have edited this record: somebody else must answer.")


@transaction.atomic
def request_removal(
    *,
    record: PublishedRecord,
    action: RemovalAction,
    by: User,
    version: int | None = None,
    part: str = "",
    **values: Any,
) -> Removal:
    """Ask that something be redacted, erased, withdrawn or shown again. `values` are the reasons.

    Raises Refused for what cannot be done to this part or record, ValidationError on bad reasons.
    """
    authorise(by, "request_removal", record)
    _refuse_impossible(record, action, version, part)
    if Removal.objects.filter(record_uuid=record.uuid, state=RemovalState.REQUESTED).exists():
        raise Refused(_("Another request about this record waits for an answer already."))
    removal = Removal(
        action=action,
        kind=record.kind,
        record_uuid=record.uuid,
        version=version,
        part=part,
        log_size=log.appended_size(),
        requested_by=by,
        **values,
    )
    with recording(by=by, reason=Reason.REMOVAL_REQUESTED):
        removal.full_clean()
        removal.save()
    tell(REMOVAL_WAITS, people_with_role(PlatformRole.REDACTION_OFFICER), about=removal, by=by)
    return removal


@transaction.atomic
def carry_out(*, removal: Removal, by: User, also: Collection[str] = ()) -> Removal:
    """Append the entry; once it is signed, what it says is done. Raises Refused for an editor, or when it cannot be.

    `also` are the keys of other wordings to destroy with what is erased (similar.py): they are not public, and go now.
    """
    removal = _open(removal)
    authorise(by, "answer", removal)
    # Locked, so that no publication goes out between what this hides and what it knows of.
    working = KINDS[removal.kind].model._default_manager.select_for_update().get(uuid=removal.record_uuid)
    if changed_by(working, by):
        raise Refused(EDITED)
    record = PublishedRecord.objects.get(uuid=removal.record_uuid)
    _refuse_impossible(record, RemovalAction(removal.action), removal.version, removal.part)
    if removal.action == RemovalAction.WITHDRAW and _published_since(removal):
        raise Refused(_("A new version was published since this was asked for: it must be asked for again."))
    others = _chosen(removal, also)
    entry = _append(record, removal)
    _forget_others(others, removal, working)
    _keep_out_of_next_version(removal, by)
    removal.log_index = entry.index
    _answer(removal, RemovalState.DONE, by, Reason.REMOVAL_CARRIED_OUT)
    transaction.on_commit(sign_and_settle, robust=True)  # the periodic task does whatever this leaves behind
    return removal


@transaction.atomic
def refuse(*, removal: Removal, by: User, reason: str) -> Removal:
    """Refuse with a reason; everything stays as it is."""
    removal = _open(removal)
    authorise(by, "answer", removal)
    if Emergency.objects.filter(removal=removal).exists():
        raise Refused(_("It went out in an emergency and was not approved afterwards: it can only be withdrawn."))
    if not reason.strip():
        raise Refused(_("Give a reason."))
    return _answer(removal, RemovalState.REFUSED, by, reason.strip())


def sign_and_settle() -> None:
    """Sign what is not signed, and do what is signed and not yet done."""
    log.sign()
    settle()


def settle() -> None:
    """Do what signed entries say and is not yet done. Safe to run at any time, and again after a crash."""
    settle_content()
    waiting = Removal.objects.filter(state=RemovalState.DONE, completed_at=None, log_index__lt=log.signed_size())
    for removal in waiting.select_related("answered_by"):
        if removal.action == RemovalAction.ERASE and not scrub_database():
            return
        removal.completed_at = timezone.now()
        with recording(by=removal.answered_by or system_user(), reason=Reason.REMOVAL_DONE):
            removal.save()


@transaction.atomic
def settle_content() -> None:
    """Change the words, the log's rows and the published versions together, or none of them."""
    steps = removals.pending()
    for entry_id in {step.row.entry_id for step in steps}:
        entry = LogEntry.objects.get(index=entry_id)
        _forget_words(entry, [step for step in steps if step.row.entry_id == entry_id])
    removals.carry_out(steps)
    for entry in LogEntry.objects.filter(index__in={step.row.entry_id for step in steps}):
        refresh_version(entry)


def _forget_words(entry: LogEntry, steps: Iterable[removals.Step]) -> None:
    """Before an erased value leaves the log, the last place that knows it, destroy it everywhere else."""
    words = {str(step.content.value) for step in steps if step.status == Status.ERASED and step.content}
    record = PublishedRecord.objects.filter(uuid=entry.record_id).first()
    if words and record:
        forget(words, KINDS[record.kind], record_of(record.kind, record.uuid))


def _chosen(removal: Removal, also: Collection[str]) -> list[Passage]:
    """The other wordings of these keys. Raises Refused when one is not there any more."""
    if not also:
        return []
    found = [passage for passage in similar_passages(removal) if passage.key in also]
    if len(found) < len(set(also)):
        raise Refused(_("The drafts have changed since you opened the page. Read them again."))
    return found


def _forget_others(others: Iterable[Passage], removal: Removal, working: RecordedModel) -> None:
    for passage in others:
        for model, key, column in passage.places:
            forget_at(model, key, column, passage.text)
    forget((passage.text for passage in others), KINDS[removal.kind], working)


def _published_since(removal: Removal) -> bool:
    published = PublicationRequest.objects.filter(record_uuid=removal.record_uuid, state=RequestState.PUBLISHED)
    since = Q(answered_at__gt=removal.requested_at) if removal.log_size is None else Q(log_index__gte=removal.log_size)
    return published.filter(since).exists()


def _refuse_impossible(record: PublishedRecord, action: RemovalAction, version: int | None, part: str) -> None:
    if action == RemovalAction.WITHDRAW:
        if KINDS[record.kind].holds_others:
            raise Refused(_("A mission or a task group is closed, not withdrawn."))
        if withdrawal_of(record):
            raise Refused(_("This record is withdrawn already."))
        return
    found = find_part(record, version, part)
    if found is None:
        raise Refused(_("There is no such text in this version, or it is erased."))
    if action == RemovalAction.RESTORE and not found.withheld:
        raise Refused(_("This part is not withheld."))
    if action == RemovalAction.REDACT and found.withheld:
        raise Refused(_("This part is withheld already."))
    if action == RemovalAction.REDACT and part_name(record, found) is None:
        raise Refused(_("This part cannot be withheld. If the law requires it, it can be erased."))
    if action == RemovalAction.ERASE and part.startswith("extensions."):
        raise Refused(_("Why a group was given more time can be withheld, but not erased."))


def _append(record: PublishedRecord, removal: Removal) -> LogEntry:
    """The entry that says what is to be done."""
    last = LogEntry.objects.filter(record_id=record.uuid).latest("index")
    fields, tombstones = _said(record, removal)
    return log.append(
        kind=EntryKind(removal.action),
        record_id=record.uuid,
        version=last.version,
        schema=last.parsed.schema,
        organisation=last.parsed.organisation,
        fields=fields,
        tombstones=tombstones,
    )


def _said(record: PublishedRecord, removal: Removal) -> tuple[dict[str, Any], list[Tombstone]]:
    """The fields of the entry, and the tombstones of what it hides."""
    if removal.action == RemovalAction.WITHDRAW:
        return as_fields([removal.explanation() | _not_approved(removal)], "withdrawn"), []
    part = find_part(record, removal.version, removal.part)
    found = same_words(record, part) if part else []
    if removal.action == RemovalAction.RESTORE:
        rows = [
            {"version": one.version, "part": one.path, "digest": row.digest}
            for one in found
            for row in one.rows
            if row.status == Status.WITHHELD
        ]
        return as_fields([removal.explanation()], "reasons") | as_fields(rows, "restored"), []
    status = Status.ERASED if removal.action == RemovalAction.ERASE else Status.WITHHELD
    touched = [one for one in found if any(row.status != status for row in one.rows)]
    notices = [removal.notice(one.path) | {"version": one.version} for one in touched]
    tombstones = [
        Tombstone(status, row.digest, removal.reason_en, removal.reason_cy)
        for one in touched
        for row in one.rows
        if row.status != status
    ]
    return as_fields(notices, str(status)), tombstones


def _not_approved(removal: Removal) -> dict[str, Any]:
    """The version that went out in an emergency and that a second person did not approve, if that is why."""
    emergency = Emergency.objects.filter(removal=removal).select_related("request").first()
    return {"not_approved": emergency.version.number} if emergency else {}


def _keep_out_of_next_version(removal: Removal, by: User) -> None:
    """What is withheld now stays so in the next version, and what is shown again is shown there, too."""
    if removal.action not in (RemovalAction.REDACT, RemovalAction.RESTORE):
        return
    record = PublishedRecord.objects.get(uuid=removal.record_uuid)
    part = find_part(record, removal.version, removal.part)
    name = part_name(record, part) if part else None
    stored = Withholding.objects.filter(record_uuid=record.uuid, part=name).first()
    with recording(by=by, reason=Reason.REMOVED_FROM_LOG):
        if removal.action == RemovalAction.RESTORE and stored:
            stored.delete()
        elif removal.action == RemovalAction.REDACT and name and not stored:
            withholding_of(removal, kind=record.kind, record_uuid=record.uuid, part=name).save()


def _open(removal: Removal) -> Removal:
    """The request, locked. Raises Refused when somebody has answered it."""
    removal = Removal.objects.select_for_update().get(pk=removal.pk)
    if removal.state != RemovalState.REQUESTED:
        raise Refused(_("This request has been answered already."))
    return removal


def _answer(removal: Removal, state: RemovalState, by: User, reason: str) -> Removal:
    removal.state, removal.answered_by, removal.answered_at = state, by, timezone.now()
    removal.answer_reason = stored_reason(reason)
    with recording(by=by, reason=reason):
        removal.save()
    tell(REMOVAL_ANSWERED, [removal.requested_by], about=removal, by=by)
    return removal
