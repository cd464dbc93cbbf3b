"""Publishing alone in an emergency, and the second person's answer afterwards (docs/decisions/0017)."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, override

from core.bilingual import LANGUAGES
from core.history import recording
from core.transitions import Refused
from core.verdicts import authorise, can
from core.working_days import working_day
from openlog import log
from people.models import PlatformRole, User
from people.notifications import tell, told_since
from people.selectors import people_with_role
from publication.editing import has_edited
from publication.kinds import KINDS, record_of
from publication.models import Emergency, EmergencyState, PublicationRequest, RemovalAction
from publication.notifications import EMERGENCY_ANSWERED, EMERGENCY_OVERDUE, EMERGENCY_PUBLISHED
from publication.overtaken import happened_since
from publication.pinned import pinned_by
from publication.published.models import PublishedRecord, PublishedVersion
from publication.published.notices import as_fields
from publication.reasons import Reason
from publication.removal import request_removal
from publication.requests import (
    ANOTHER_VERSION,
    EDITED,
    append_version,
    digest_of,
    go_out,
    held,
)

WORKING_DAYS = 2  # after the day of publication
APPROVED_AFTERWARDS = gettext_lazy(
    "A second person has approved what was published in an emergency. Nothing has changed."
)


@transaction.atomic
def publish_alone(*, request: PublicationRequest, digest: str, by: User, **said: str) -> Emergency:
    """Publish what `by` asked for or has edited, without a second person, saying so in public.

    `said` is why it cannot wait and the office, in both languages. All that the ordinary door asks for is asked for
    here, but the second person. Raises PermissionDenied for whoever can approve the request in the ordinary way,
    Refused for another digest than the one that was read, ValidationError when a text is missing.
    """
    request = held(request)
    authorise(by, "publish_alone", request)
    if digest != request.digest:
        raise Refused(ANOTHER_VERSION)
    due_on = working_day(WORKING_DAYS, counting=timezone.localdate() + timedelta(days=1))
    emergency = Emergency(request=request, due_on=due_on, **{name: text.strip() for name, text in said.items()})
    emergency.full_clean()
    go_out(request=request, by=by, alone=emergency.notice())
    with recording(by=by, reason=Reason.PUBLISHED_IN_AN_EMERGENCY):
        emergency.save()
    tell(EMERGENCY_PUBLISHED, _watching(emergency), about=emergency, by=by)
    transaction.on_commit(log.sign, robust=True)  # the periodic task signs whatever this leaves behind
    return emergency


@transaction.atomic
def approve_afterwards(*, emergency: Emergency, digest: str, by: User) -> PublishedVersion:
    """Approve what went out alone: a new version, otherwise the same, says that a second person has approved it.

    Raises PermissionDenied and Refused as an approval beforehand would, and for what was taken back since.
    """
    emergency = _held(emergency, by)
    request = emergency.request
    if not digest == request.digest == digest_of(request.manifest):
        raise Refused(ANOTHER_VERSION)
    asked = pinned_by(request)
    if reasons := happened_since(request, asked):
        raise Refused(*reasons)
    approved = {"version": emergency.version.number, "approved_on": timezone.localdate().isoformat()}
    version = append_version(request, asked, as_fields([emergency.notice() | approved], "emergency") | _change_note())
    emergency.log_index = version.log_index
    _answer(emergency, EmergencyState.APPROVED, by, Reason.APPROVED_AFTERWARDS)
    transaction.on_commit(log.sign, robust=True)
    return version


@transaction.atomic
def decline(*, emergency: Emergency, by: User, **said: Any) -> Emergency:
    """Do not approve what went out alone: its withdrawal is asked for, and a redaction officer carries it out.

    `said` is why and the office, in both languages. Raises as `approve_afterwards`, and as `request_removal`.
    """
    emergency = _held(emergency, by)
    emergency.removal = request_removal(
        record=PublishedRecord.objects.get(uuid=emergency.request.record_uuid),
        action=RemovalAction.WITHDRAW,
        by=by,
        decided_on=timezone.localdate(),
        **{name: text.strip() for name, text in said.items()},
    )
    return _answer(emergency, EmergencyState.DECLINED, by, Reason.NOT_APPROVED_AFTERWARDS)


def tell_of_overdue() -> int:
    """Tell those who watch of every emergency that nobody has answered in time, each of them once."""
    late = Emergency.objects.waiting().filter(due_on__lt=timezone.localdate())
    return sum(_tell_of(emergency) for emergency in late)


@transaction.atomic
def _tell_of(emergency: Emergency) -> int:
    told = told_since(EMERGENCY_OVERDUE, emergency)
    people = [person for person in _watching(emergency) if person.pk not in told]
    return tell(EMERGENCY_OVERDUE, people, about=emergency, by=None)


def why_not_answer(emergency: Emergency, person: User) -> str:
    """Why the person may not approve or decline it; empty when they may."""
    verdict = can(person, "answer", emergency)
    if not verdict:
        return str(verdict.reason)
    return str(EDITED) if has_edited(emergency.request, person) else ""


def _held(emergency: Emergency, by: User) -> Emergency:
    """The emergency, locked, if `by` may answer it. Raises PermissionDenied and Refused."""
    emergency = Emergency.objects.select_for_update().get(pk=emergency.pk)
    authorise(by, "answer", emergency)
    if not Emergency.objects.waiting().filter(pk=emergency.pk).exists():
        raise Refused(_("This record has been withdrawn since."))
    if has_edited(emergency.request, by):
        raise Refused(EDITED)
    return emergency


def _answer(emergency: Emergency, state: EmergencyState, by: User, reason: str) -> Emergency:
    emergency.state, emergency.answered_by, emergency.answered_at = state, by, timezone.now()
    with recording(by=by, reason=reason):
        emergency.save()
    tell(EMERGENCY_ANSWERED, _watching(emergency), about=emergency, by=by)
    return emergency


def _watching(emergency: Emergency) -> list[User]:
    """Every publisher and administrator, the mission lead, who published it and who asked for it."""
    request = emergency.request
    mission = KINDS[request.kind].mission(record_of(request.kind, request.record_uuid))
    parties = [mission.lead, request.requested_by, *([request.answered_by] if request.answered_by else [])]
    return [*people_with_role(PlatformRole.PUBLISHER), *people_with_role(PlatformRole.ADMINISTRATOR), *parties]


def _change_note() -> dict[str, Any]:
    """What the version that is approved afterwards says of itself, in both languages."""
    note = {}
    for language in LANGUAGES:
        with override(language):
            note[f"change_note.{language}"] = str(APPROVED_AFTERWARDS)
    return note
